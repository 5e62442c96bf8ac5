#pragma once

#include "core/rpc/messages.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace transcope::core {

/// Builds a predictor from a weights file; the real one is model::loadPredictor.
using PredictorFactory = std::function<Result<std::unique_ptr<Predictor>>(const LoadWeightsParams& params)>;

/// What tells a file from a later one of the same name.
struct FileStamp
{
    std::filesystem::path path;
    std::filesystem::file_time_type modified;
    std::uintmax_t bytes = 0;
    bool operator==(const FileStamp&) const = default;
};

/// What a worker does, without the protocol. Keeps the predictor and the last slide, so that the next predict
/// of the same slide starts at once. Used from one thread at a time; nothing it calls throws out of it.
class PredictionService
{
public:
    explicit PredictionService(PredictorFactory factory);

    /// Replaces the loaded predictor, or answers at once when it is the one asked for and its file has not
    /// changed. On failure the earlier one is gone too, so that nobody predicts with
    /// weights other than those last asked for. Errors: the factory's.
    Result<PredictorInfo> loadWeights(const LoadWeightsParams& params);

    /// Opens (imports, where needed) the slide and predicts. rows and progress are called on this thread;
    /// rows carry `run`.
    /// Errors: InvalidArgument (no weights loaded), those of openOrImportSlide() and
    /// PredictorRows::predict().
    Result<RunSummary> predict(const PredictParams& params, RunId run, const RowSink& rows,
                               const ProgressFn& progress, std::stop_token stop);

    /// Rows of patches that were cut elsewhere, [batch.count, genes]. Errors: InvalidArgument (no weights
    /// loaded; other patches than they want), Unsupported (they want more than patches), ModelFailure.
    Result<PatchRows> predictPatches(const PatchBatch& batch);

private:
    Result<std::shared_ptr<const Slide>> slideFor(const std::filesystem::path& path,
                                                  const ProgressFn& progress, std::stop_token stop);
    PredictorFactory m_factory;
    std::unique_ptr<Predictor> m_predictor;
    LoadWeightsParams m_loaded; ///< what m_predictor was loaded with
    FileStamp m_loadedStamp;
    std::shared_ptr<const Slide> m_slide; ///< the last one
    FileStamp m_slideStamp;
};

} // namespace transcope::core
