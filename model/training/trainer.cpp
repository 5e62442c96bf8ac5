#include "model/training/trainer.h"

#include "model/training/checkpoint.h"
#include "model/training/heldoutscores.h"
#include "model/training/trainingrun.h"

namespace transcope::model {

namespace {

using core::ErrorCode;
using core::fail;

/// What must be the same for a checkpoint to be gone on from.
std::string runText(const PackFile& data, const Split& split, const TrainOptions& options)
{
    return toJson(options).dump() + " on " + std::to_string(split.train.size()) + " spots of " +
           data.header().origin + ", " + split.description;
}

core::Result<void> check(const PackFile& data, const Split& split, const TrainOptions& options)
{
    if (auto valid = validate(options); !valid)
        return valid;
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

core::Result<TrainResult> run(const PackFile& data, const Split& split, const TrainOptions& options,
                              const core::ProgressFn& progress, const EpochFn& epochDone,
                              std::stop_token stop)
{
    const std::string description = runText(data, split, options);
    std::optional<WeightsFile> start;
    if (!options.startFrom.empty()) {
        auto file = readWeights(options.startFrom);
        if (!file)
            return tl::unexpected(file.error());
        start = std::move(*file);
    }
    TrainingRun training(data, split, options, start ? &*start : nullptr, stop);
    if (options.resume && std::filesystem::exists(options.checkpoint)) {
        auto state = readCheckpoint(options.checkpoint, description);
        if (!state)
            return tl::unexpected(state.error());
        training.resume(std::move(*state));
    }
    const int done = static_cast<int>(training.state().curve.size());
    core::ProgressMeter meter(progress, "training",
                              (options.epochs - done) * static_cast<std::int64_t>(split.train.size()));
    for (int number = done + 1; number <= options.epochs; ++number) {
        if (options.patience > 0 && number - 1 - training.state().bestEpoch >= options.patience && number > 1)
            break;
        const auto record = training.epoch(number, meter);
        if (!record)
            return tl::unexpected(record.error());
        if (!options.checkpoint.empty())
            if (auto written = writeCheckpoint(options.checkpoint, training.state(), description); !written)
                return tl::unexpected(written.error());
        if (epochDone)
            epochDone(*record);
    }
    TrainResult result;
    result.weights = training.model().toTensorMap(training.state().best);
    result.curve = training.state().curve;
    result.epochsRun = static_cast<int>(result.curve.size());
    result.bestEpoch = training.state().bestEpoch;
    result.heldOutScores = training.bestScores().geneScores;
    result.spotsPerSecond = training.stepSeconds() > 0
                                ? static_cast<double>(training.spotsTrained()) / training.stepSeconds()
                                : 0;
    result.precision = training.model().type() == torch::kBFloat16 ? "bfloat16" : "float32";
    return result;
}

} // namespace

core::Result<TrainResult> trainM2ost(const PackFile& data, const Split& split, TrainOptions options,
                                     const core::ProgressFn& progress, const EpochFn& epochDone,
                                     std::stop_token stop)
{
    options.config.genes = static_cast<int>(data.header().genes.size());
    if (auto fits = check(data, split, options); !fits)
        return tl::unexpected(fits.error());
    try {
        return run(data, split, options, progress, epochDone, stop);
    } catch (const c10::Error& e) {
        return fail(ErrorCode::ModelFailure, "LibTorch: " + std::string(e.what_without_backtrace()));
    }
}

core::Result<std::vector<float>> predictPacked(const PackFile& data, std::span<const std::int64_t> spots,
                                               const TensorMap& weights, const TrainOptions& options)
{
    try {
        const torch::Device device(options.device);
        TrainOptions own = options;
        own.config.genes = static_cast<int>(data.header().genes.size());
        MixedModel model(own, trainingType(own.precision, device), device);
        if (auto loaded = model.load(weights); !loaded)
            return tl::unexpected(loaded.error());
        return predictSpots(data, spots, model, device);
    } catch (const c10::Error& e) {
        return fail(ErrorCode::ModelFailure, "LibTorch: " + std::string(e.what_without_backtrace()));
    }
}

} // namespace transcope::model
