#pragma once

#include "core/base/progress.h"
#include "core/predict/eightviews.h"
#include "core/rpc/jsonrpc.h"
#include "core/run/rowsource.h"

namespace transcope::core {

/// What viewer or command line and worker say to each other, each message defined here once, and told to
/// writers of workers in docs/worker-protocol.md. Both sides must agree on the number.
constexpr int WorkerProtocolVersion = 3;

/// Names of requests (answered) and notifications (not answered).
namespace rpcmethod {
inline constexpr const char* Initialize = "initialize";   ///< request: InitializeParams → InitializeResult
inline constexpr const char* LoadWeights = "loadWeights"; ///< request: LoadWeightsParams → PredictorInfo
inline constexpr const char* Predict = "predict"; ///< request: PredictParams → RunSummary, when all is done
/// request, of workers that want patches, and for features: a PatchBatch → PatchRows
inline constexpr const char* PredictPatches = "predictPatches";
inline constexpr const char* Shutdown = "shutdown"; ///< request: nothing → null; the worker then ends
inline constexpr const char* Cancel = "cancel";     ///< notification to the worker: CancelParams
inline constexpr const char* Progress = "progress"; ///< notification from the worker: ProgressParams
inline constexpr const char* Rows = "rows";         ///< notification from the worker: RunRows
} // namespace rpcmethod

struct InitializeParams
{
    int protocol = WorkerProtocolVersion;
    std::string client; ///< program and version, for the worker's log
};

struct InitializeResult
{
    int protocol = WorkerProtocolVersion;
    std::string version; ///< of the worker
    /// It brings a model of its own and does not open slides: the client cuts the patches and asks
    /// PredictPatches, never Predict.
    bool wantsPatches = false;
};

struct LoadWeightsParams
{
    std::string path; ///< empty: the worker's own model
    std::string device = "auto";
    std::string precision = "auto";
    std::string trust; ///< PredictorInfo::needsTrust of code that the user trusts from now on; empty: none
    int views = 1;     ///< 8: mean and deviation over flips and quarter turns
    bool splitLevels = false; ///< the zoom levels' shares too
    bool attention = false;   ///< where in its patches the model looks, too
    /// The weights are an encoder's: rows are its features, asked for by PredictPatches.
    bool features = false;
    bool operator==(const LoadWeightsParams&) const = default;
};

struct PredictParams
{
    std::string slide; ///< path on the worker's machine
    SpotTable spots;
    std::vector<int> pending; ///< indices into spots
    std::optional<double>
        umPerPx;       ///< of the slide, as the run knows it; absent: level-0 px are used as they are
    int batchSize = 0; ///< 0 = the predictor's preference
};

/// What a batch of patches gives.
struct PatchRows
{
    std::vector<float> values; ///< [count, genes] row-major
};

/// Stops a running or waiting predict or predictPatches; its answer is then Error Cancelled, or the result
/// all the same. Unknown ids are ignored: the run may have ended while the notification was on its way.
struct CancelParams
{
    RequestId request = 0;
};

struct ProgressParams
{
    RequestId request = 0;
    Progress progress;
};

// Conversions; from_json throws nlohmann::json::exception or std::invalid_argument for anything but a
// well-formed message: types, ranges and finite numbers are checked, sizes that belong together are not.
void to_json(nlohmann::json& json, const InitializeParams& params);
void from_json(const nlohmann::json& json, InitializeParams& params);
void to_json(nlohmann::json& json, const InitializeResult& result);
void from_json(const nlohmann::json& json, InitializeResult& result);
void to_json(nlohmann::json& json, const LoadWeightsParams& params);
void from_json(const nlohmann::json& json, LoadWeightsParams& params);
void to_json(nlohmann::json& json, const PredictParams& params);
void from_json(const nlohmann::json& json, PredictParams& params);
void to_json(nlohmann::json& json, const CancelParams& params);
void from_json(const nlohmann::json& json, CancelParams& params);
void to_json(nlohmann::json& json, const ProgressParams& params);
void from_json(const nlohmann::json& json, ProgressParams& params);
void to_json(nlohmann::json& json, const PatchRows& rows);
void from_json(const nlohmann::json& json, PatchRows& rows);
// Of a batch: count, sizePx, and per level the base64 of [count, sizePx, sizePx, 3] 8-bit RGB; the rest does
// not travel.
void to_json(nlohmann::json& json, const PatchBatch& batch);
void from_json(const nlohmann::json& json, PatchBatch& batch);
// One finished batch of a predict request, whose id is the run's name here; spots are indices into the
// request's. Values are base64 of little-endian float32, so they arrive bit for bit.
void to_json(nlohmann::json& json, const RunRows& rows);
void from_json(const nlohmann::json& json, RunRows& rows);
void to_json(nlohmann::json& json, const RowPart& part);
void from_json(const nlohmann::json& json, RowPart& part);
void to_json(nlohmann::json& json, const PredictorInfo& info);
void from_json(const nlohmann::json& json, PredictorInfo& info);
void to_json(nlohmann::json& json, const RunSummary& summary);
void from_json(const nlohmann::json& json, RunSummary& summary);
void to_json(nlohmann::json& json, const SpotTable& table);
void from_json(const nlohmann::json& json, SpotTable& table);

/// Reads a message's params or result. BadInput, naming the method, when they are not what it says.
template <class Message> Result<Message> readMessage(const nlohmann::json& json, const char* method)
{
    try {
        return json.get<Message>();
    } catch (const std::exception& e) { // nlohmann's own, or our checks
        return fail(ErrorCode::BadInput,
                    std::string("Message \"") + method + "\" has a wrong shape: " + e.what(),
                    "Use programs of the same version; docs/worker-protocol.md says what belongs there");
    }
}

} // namespace transcope::core
