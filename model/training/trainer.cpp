#include "model/training/trainer.h"

#include "core/base/try.h"
#include "model/backends/device.h"
#include "model/training/checkpoint.h"
#include "model/training/heldoutscores.h"
#include "model/training/ridgetraining.h"
#include "model/training/sectionsource.h"
#include "model/training/torcherror.h"
#include "model/training/trainingrun.h"

#include <chrono>

namespace transcope::model {

namespace {

using core::ErrorCode;
using core::fail;

/// What must be the same for a checkpoint to be gone on from.
std::string runText(const PackFile& data, const Split& split, const TrainOptions& options)
{
    nlohmann::json json = toJson(options);
    json["device"] = options.device.substr(0, options.device.find(':')); // which GPU decides nothing
    if (const auto& features = data.header().features)
        json["features"] = features->configuration;
    return json.dump() + " on " + std::to_string(split.train.size()) + " spots of " + data.header().origin +
           ", " + split.description;
}

std::string nameOf(torch::Dtype type)
{
    return type == torch::kBFloat16 ? "bfloat16" : "float32";
}

/// The processes that the options name, all with this run.
core::Result<ProcessGroup> processGroup(const TrainOptions& options, const std::string& description,
                                        std::stop_token stop)
{
    if (!options.rendezvous || options.rendezvous->size == 1)
        return ProcessGroup();
    const torch::Device device(options.device);
    // What each would find out for itself must be the same as well.
    TRY(auto peers, meetPeers(*options.rendezvous,
                              description + ", " + nameOf(trainingType(options.precision, device)) + ", " +
                                  std::to_string(options.rendezvous->size) + " processes",
                              device, stop));
    return ProcessGroup(*options.rendezvous, std::move(peers));
}

/// From the checkpoint, where the options say so, or from the seed; alike in all processes.
core::Result<void> start(TrainingRun& training, const TrainOptions& options, const std::string& description,
                         ProcessGroup& group)
{
    core::Result<void> read;
    if (group.rank() == 0 && options.resume && std::filesystem::exists(options.checkpoint)) {
        auto state = readCheckpoint(options.checkpoint, description, torch::Device(options.device));
        if (state)
            training.resume(std::move(*state));
        else
            read = tl::unexpected(state.error());
    }
    TRY_RUN(group.agree(read));
    return training.startAsRankZero();
}

/// Features of superpixels are those of the file's own networks, and so are the weights'.
core::Result<void> checkNetworks(const PackFile& data, const TrainOptions& options, const WeightsFile& start)
{
    for (const auto& [name, tensor] : data.networks())
        if (const auto found = start.tensors.find(name);
            found != start.tensors.end() && found->second.data != tensor.data)
            return fail(ErrorCode::InvalidArgument,
                        options.startFrom.string() + " has another " + name +
                            " than the networks that made the packed file's features",
                        "Pack the sections again with pack --start-from, or leave startFrom out");
    return {};
}

core::Result<TrainResult> run(const PackFile& data, const Split& split, const TrainOptions& options,
                              const core::ProgressFn& progress, const EpochFn& epochDone,
                              std::stop_token stop)
{
    const std::string description = runText(data, split, options);
    std::optional<WeightsFile> weights;
    if (!options.startFrom.empty()) {
        TRY(auto file, readWeights(options.startFrom));
        weights = std::move(file);
    }
    TRY(const auto setup, setupOf(data, split, options));
    const bool onFeatures = setup.method->kind == core::PredictorKind::Dense;
    if (onFeatures && weights)
        TRY_RUN(checkNetworks(data, options, *weights));
    TRY(auto group, processGroup(options, description, stop));
    TrainingRun training(data, split, options, setup, weights ? &*weights : nullptr, group, stop);
    TRY_RUN(start(training, options, description, group));
    const int done = static_cast<int>(training.state().curve.size());
    core::ProgressMeter meter(progress, "training",
                              (options.epochs - done) * static_cast<std::int64_t>(split.train.size()));
    CheckpointPace checkpoint;
    for (int number = done + 1; number <= options.epochs; ++number) {
        if (options.patience > 0 && number - 1 - training.state().bestEpoch >= options.patience && number > 1)
            break;
        TRY(const auto record, training.epoch(number, meter));
        core::Result<void> written;
        if (group.rank() == 0 && !options.checkpoint.empty() &&
            (checkpoint.due() || number == options.epochs))
            written = checkpoint.write(options.checkpoint, training.state(), description);
        TRY_RUN(group.agree(written));
        if (epochDone)
            epochDone(record);
    }
    TrainResult result;
    result.patches = setup.patches;
    TRY(result.weights, training.bestWeights());
    if (onFeatures) {
        result.weights.merge(data.networks());
        result.configuration = setup.method->configurationOf(*setup.method, setup.network);
        result.configuration.update(data.header().features->configuration);
    }
    result.curve = training.state().curve;
    result.epochsRun = static_cast<int>(result.curve.size());
    result.bestEpoch = training.state().bestEpoch;
    TRY(const auto scores, training.bestScores());
    result.heldOutScores = scores.geneScores;
    result.heldOutBeyondDepth = scores.beyondDepth;
    result.spotsPerSecond = training.stepSeconds() > 0
                                ? static_cast<double>(training.spotsTrained()) / training.stepSeconds()
                                : 0;
    result.precision = nameOf(training.model().type());
    TRY_RUN(group.leave());
    return result;
}

core::Result<void> checkSuperpixelTraining(const PackFile& data, const TrainOptions& options,
                                           const TrainSetup& setup)
{
    const auto& features = data.header().features;
    if (!features || features->method != setup.method->name)
        return fail(ErrorCode::Unsupported,
                    setup.method->title + " cannot be trained from a packed file that lacks its features",
                    "Pack the sections with pack --features " + setup.method->name +
                        ", or train from their folder");
    if (options.flips || options.colourJitter > 0)
        return fail(ErrorCode::Unsupported,
                    setup.method->title + " learns from features of sections as they are",
                    "Leave out flips and colourJitter");
    return {};
}

/// What only a kind of method asks for.
core::Result<void> checkKind(const PackFile& data, const TrainOptions& options, const TrainSetup& setup)
{
    if (setup.method->kind == core::PredictorKind::Section)
        return checkSectionTraining(data, options, setup);
    if (setup.method->kind == core::PredictorKind::Dense)
        return checkSuperpixelTraining(data, options, setup);
    if (setup.method->kind == core::PredictorKind::Retrieval && options.rendezvous &&
        options.rendezvous->size > 1)
        return fail(ErrorCode::Unsupported,
                    setup.method->title +
                        " is trained by one process: its loss compares all spots of a batch",
                    "Leave out --distributed");
    return {};
}

/// The network's loss must be one of labels, and the file must know how deep its spots are.
core::Result<void> checkDepthInput(const PackFile& data, const TrainOptions& options, const TrainSetup& setup)
{
    if (!options.depthInput)
        return {};
    if (!isPointwise(options.loss) || setup.method->kind == core::PredictorKind::Dense ||
        !options.encoder.empty())
        return fail(ErrorCode::Unsupported,
                    setup.method->title + " cannot be trained with the spots' depth as an input",
                    "Leave out depthInput");
    if (data.header().depth.empty())
        return fail(ErrorCode::InvalidArgument, "the packed file does not know its spots' total counts",
                    "Pack the sections again, or leave out depthInput");
    return {};
}

bool fits(const TrainSetup& setup, int packedPx)
{
    const int border = packedPx - setup.patches.sizePx;
    if (setup.method->kind == core::PredictorKind::Section) // its patches are the middle of the packed ones
        return border >= 0 && border % 2 == 0;
    return border == 0 || setup.method->kind == core::PredictorKind::Dense; // which looks at features alone
}

} // namespace

core::Result<void> checkTraining(const PackFile& data, const Split& split, const TrainOptions& options)
{
    TRY_RUN(validate(options));
    if (split.train.empty())
        return fail(ErrorCode::InvalidArgument, "there are no spots to train on");
    TRY(const auto setup, setupOf(data, split, options));
    TRY_RUN(checkKind(data, options, setup));
    TRY_RUN(checkDepthInput(data, options, setup));
    if (options.rendezvous && options.batchSize < options.rendezvous->size)
        return fail(ErrorCode::InvalidArgument,
                    "training: batchSize " + std::to_string(options.batchSize) + " cannot be shared by " +
                        std::to_string(options.rendezvous->size) + " processes",
                    "Each needs at least one spot of a batch");
    const int packedPx = data.header().patches.sizePx;
    if (!fits(setup, packedPx))
        return fail(ErrorCode::InvalidArgument,
                    "the packed patches are " + std::to_string(packedPx) + " px, the model takes " +
                        std::to_string(setup.patches.sizePx),
                    "Pack the data again with the model's patch size");
    for (const int level : setup.levels)
        if (!data.header().placeOfLevel(level))
            return fail(ErrorCode::InvalidArgument,
                        "the packed file holds no patches of level " + std::to_string(level),
                        "Pack the data again with that level (pack --levels), or train without it");
    return {};
}

core::Result<TrainResult> trainMethod(const PackFile& data, const Split& split, TrainOptions options,
                                      const core::ProgressFn& progress, const EpochFn& epochDone,
                                      std::stop_token stop)
{
    options.config.genes = static_cast<int>(data.header().genes.size());
    if (options.rendezvous)
        options.device =
            deviceOf(*options.rendezvous, options.device, static_cast<int>(torch::cuda::device_count()));
    TRY_RUN(checkTraining(data, split, options));
    if (!options.encoder.empty())
        return trainOnEncoder(data, split, options, progress, epochDone, stop);
    prepareLibTorch();
    return withTorchErrors([&] { return run(data, split, options, progress, epochDone, stop); });
}

core::Result<PackedPrediction> predictPacked(const PackFile& data, std::span<const std::int64_t> spots,
                                             const TrainResult& trained, const TrainOptions& options)
{
    if (!options.encoder.empty())
        return predictOnEncoder(data, spots, trained, options);
    return withTorchErrors([&]() -> core::Result<PackedPrediction> {
        const torch::Device device(options.device);
        const Split split;
        TRY(auto setup, setupOf(data, split, options));
        setup.patches = trained.patches;
        MixedModel model(setup, options, trainingType(options.precision, device), device);
        TRY_RUN(model.load(trained.weights));
        model.network().recall(trained.weights, device);
        const auto source = makeBatchSource(data, split.train, options, setup);
        if (device.is_cuda())
            torch::cuda::synchronize(device.index());
        const auto start = std::chrono::steady_clock::now();
        PackedPrediction prediction{predictSpots(*source, spots, model, device, setup.method->views)};
        prediction.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (setup.method->kind == core::PredictorKind::Dense)
            prediction.seconds += data.featureSeconds() * static_cast<double>(spots.size()) /
                                  static_cast<double>(data.header().spots());
        return prediction;
    });
}

} // namespace transcope::model
