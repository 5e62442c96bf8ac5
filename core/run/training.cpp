#include "core/run/training.h"

#include "core/base/parsejson.h"
#include "core/base/try.h"
#include "core/predict/looksjson.h"
#include "core/session/session.h"

namespace transcope::core {

using nlohmann::json;

namespace {

/// Weights of a worker's own model may have no hash.
std::string keyOf(const std::string& weightsHash, const std::string& weightsName)
{
    return "training/" + (weightsHash.empty() ? weightsName : weightsHash);
}

} // namespace

Result<void> keepTraining(Session& session, const PredictorInfo& predictor)
{
    if (predictor.trainedOn.empty())
        return {};
    json record = {
        {"trainedOn", predictor.trainedOn}, {"split", predictor.split}, {"looks", predictor.trainedLooks}};
    if (predictor.patches.umPerPx)
        record["umPerPx"] = *predictor.patches.umPerPx;
    const auto key = keyOf(predictor.weightsHash, predictor.weightsName);
    const auto text = record.dump(-1, ' ', false, json::error_handler_t::replace);
    TRY(const auto kept, session.text(key));
    return kept == text ? Result<void>() : session.setText(key, text);
}

Result<std::optional<TrainingRecord>> trainingOf(const Session& session, const Provenance& provenance)
{
    TRY(const auto text, session.text(keyOf(provenance.weightsHash, provenance.weightsName)));
    if (text.empty())
        return std::optional<TrainingRecord>();
    try {
        const auto kept = parseJson(text);
        TrainingRecord record;
        kept.at("trainedOn").get_to(record.trainedOn);
        kept.at("split").get_to(record.split);
        kept.at("looks").get_to(record.looks);
        if (kept.contains("umPerPx"))
            record.umPerPx = kept["umPerPx"].get<double>();
        return std::optional(std::move(record));
    } catch (const std::exception& error) {
        return fail(ErrorCode::BadInput,
                    session.path().string() + ": what it says of the training of " + provenance.weightsName +
                        " is damaged (" + error.what() + ")",
                    "Start the same prediction again, which writes it anew");
    }
}

} // namespace transcope::core
