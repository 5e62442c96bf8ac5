#include "model/training/trainer.h"

#include "model/training/checkpoint.h"
#include "model/training/heldoutscores.h"
#include "model/training/torcherror.h"
#include "model/training/trainingrun.h"

namespace transcope::model {

namespace {

using core::ErrorCode;
using core::fail;

/// What must be the same for a checkpoint to be gone on from.
std::string runText(const PackFile& data, const Split& split, const TrainOptions& options)
{
    nlohmann::json json = toJson(options);
    json["device"] = options.device.substr(0, options.device.find(':')); // which GPU decides nothing
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
    auto peers = meetPeers(*options.rendezvous,
                           description + ", " + nameOf(trainingType(options.precision, device)) + ", " +
                               std::to_string(options.rendezvous->size) + " processes",
                           device, stop);
    if (!peers)
        return tl::unexpected(peers.error());
    return ProcessGroup(*options.rendezvous, std::move(*peers));
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
    if (auto agreed = group.agree(read); !agreed)
        return agreed;
    return training.startAsRankZero();
}

core::Result<TrainResult> run(const PackFile& data, const Split& split, const TrainOptions& options,
                              const core::ProgressFn& progress, const EpochFn& epochDone,
                              std::stop_token stop)
{
    const std::string description = runText(data, split, options);
    std::optional<WeightsFile> weights;
    if (!options.startFrom.empty()) {
        auto file = readWeights(options.startFrom);
        if (!file)
            return tl::unexpected(file.error());
        weights = std::move(*file);
    }
    auto group = processGroup(options, description, stop);
    if (!group)
        return tl::unexpected(group.error());
    TrainingRun training(data, split, options, weights ? &*weights : nullptr, *group, stop);
    if (auto started = start(training, options, description, *group); !started)
        return tl::unexpected(started.error());
    const int done = static_cast<int>(training.state().curve.size());
    core::ProgressMeter meter(progress, "training",
                              (options.epochs - done) * static_cast<std::int64_t>(split.train.size()));
    for (int number = done + 1; number <= options.epochs; ++number) {
        if (options.patience > 0 && number - 1 - training.state().bestEpoch >= options.patience && number > 1)
            break;
        const auto record = training.epoch(number, meter);
        if (!record)
            return tl::unexpected(record.error());
        core::Result<void> written;
        if (group->rank() == 0 && !options.checkpoint.empty())
            written = writeCheckpoint(options.checkpoint, training.state(), description);
        if (auto agreed = group->agree(written); !agreed)
            return tl::unexpected(agreed.error());
        if (epochDone)
            epochDone(*record);
    }
    TrainResult result;
    result.weights = training.model().toTensorMap(training.state().best);
    result.curve = training.state().curve;
    result.epochsRun = static_cast<int>(result.curve.size());
    result.bestEpoch = training.state().bestEpoch;
    const auto scores = training.bestScores();
    if (!scores)
        return tl::unexpected(scores.error());
    result.heldOutScores = scores->geneScores;
    result.spotsPerSecond = training.stepSeconds() > 0
                                ? static_cast<double>(training.spotsTrained()) / training.stepSeconds()
                                : 0;
    result.precision = nameOf(training.model().type());
    if (auto left = group->leave(); !left)
        return tl::unexpected(left.error());
    return result;
}

} // namespace

core::Result<void> checkTraining(const PackFile& data, const Split& split, const TrainOptions& options)
{
    if (auto valid = validate(options); !valid)
        return valid;
    if (options.rendezvous && options.batchSize < options.rendezvous->size)
        return fail(ErrorCode::InvalidArgument,
                    "training: batchSize " + std::to_string(options.batchSize) + " cannot be shared by " +
                        std::to_string(options.rendezvous->size) + " processes",
                    "each needs at least one spot of a batch");
    if (split.train.empty())
        return fail(ErrorCode::InvalidArgument, "there are no spots to train on");
    const core::PatchSpec& patches = data.header().patches;
    if (patches.sizePx != options.config.imageSize)
        return fail(ErrorCode::InvalidArgument,
                    "the packed patches are " + std::to_string(patches.sizePx) + " px, the model takes " +
                        std::to_string(options.config.imageSize),
                    "pack the data again with the model's patch size");
    for (const int level : options.config.levels)
        if (!data.header().placeOfLevel(level))
            return fail(ErrorCode::InvalidArgument,
                        "the packed file holds no patches of level " + std::to_string(level),
                        "pack the data again with that level (pack --levels), or train without it");
    return {};
}

core::Result<TrainResult> trainM2ost(const PackFile& data, const Split& split, TrainOptions options,
                                     const core::ProgressFn& progress, const EpochFn& epochDone,
                                     std::stop_token stop)
{
    options.config.genes = static_cast<int>(data.header().genes.size());
    if (options.rendezvous && options.device == "cuda")
        options.device.append(":").append(std::to_string(options.rendezvous->localRank));
    if (auto fits = checkTraining(data, split, options); !fits)
        return tl::unexpected(fits.error());
    return withTorchErrors([&] { return run(data, split, options, progress, epochDone, stop); });
}

core::Result<std::vector<float>> predictPacked(const PackFile& data, std::span<const std::int64_t> spots,
                                               const TensorMap& weights, const TrainOptions& options)
{
    return withTorchErrors([&]() -> core::Result<std::vector<float>> {
        const torch::Device device(options.device);
        TrainOptions own = options;
        own.config.genes = static_cast<int>(data.header().genes.size());
        MixedModel model(own, trainingType(own.precision, device), device);
        if (auto loaded = model.load(weights); !loaded)
            return tl::unexpected(loaded.error());
        return predictSpots(data, spots, model, device);
    });
}

} // namespace transcope::model
