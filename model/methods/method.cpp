#include "model/methods/method.h"

namespace transcope::model {

namespace {

constexpr int CpuBatch = 32;
constexpr int CudaBatch = 256;

} // namespace

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
    info.preferredBatch = request.choice.device == "cpu" ? CpuBatch : CudaBatch;
    return info;
}

} // namespace transcope::model
