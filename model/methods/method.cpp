#include "model/methods/method.h"

#include <cmath>

namespace transcope::model {

namespace {

constexpr int CpuBatch = 32;
constexpr int CudaBatch = 256;

} // namespace

core::Result<std::vector<int>> zoomLevelsOf(const core::PatchSpec& patches)
{
    std::vector<int> levels;
    for (const double downsample : patches.downsamples) {
        const double level = std::log2(downsample);
        if (level != std::round(level))
            return core::fail(core::ErrorCode::Unsupported,
                              "patches of a downsample that is no power of two");
        levels.push_back(static_cast<int>(level));
    }
    return levels;
}

core::PredictorInfo infoOf(const Method& method, LoadRequest&& request)
{
    ModelCard& card = request.file.card;
    core::PredictorInfo info;
    info.method = methodName(card);
    info.title = method.title + info.method.substr(card.method.size()); // "M2OST-without-dpe"
    info.kind = method.kind;
    info.genes = std::move(card.genes);
    info.patches = card.patches;
    info.normalisation = card.normalisation;
    info.device = request.choice.device;
    info.precision = request.choice.precision;
    info.precisionReason = request.choice.precisionReason;
    info.weightsName = request.path.filename().string();
    info.weightsHash = request.file.sha256;
    info.trainedOn = card.trainedOn;
    info.split = card.split;
    info.heldOutScore = std::move(card.heldOutScores);
    info.heldOutBeyondDepth = std::move(card.heldOutBeyondDepth);
    info.trainedLooks = std::move(card.looks);
    info.preferredBatch = request.choice.device == "cpu" ? CpuBatch : CudaBatch;
    return info;
}

core::Result<void> checkGeneCount(const Importing& importing, int genes)
{
    if (static_cast<int>(importing.card.genes.size()) == genes)
        return {};
    return core::fail(core::ErrorCode::BadInput,
                      importing.name + " predicts " + std::to_string(genes) + " genes, but the list has " +
                          std::to_string(importing.card.genes.size()),
                      "Give the list that the weights were trained with, in its order");
}

} // namespace transcope::model
