#pragma once

#include "core/rpc/messages.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace transcope::core {

/// Builds a predictor from a weights file; the real one is model::loadPredictor.
using PredictorFactory = std::function<Result<std::unique_ptr<Predictor>>(const LoadWeightsParams& params)>;

/// What a worker does, without the protocol. Keeps the predictor and the last slide, so that the next predict
/// of the same slide starts at once. Used from one thread at a time; nothing it calls throws out of it.
class PredictionService
{
public:
    explicit PredictionService(PredictorFactory factory);

    /// Replaces the loaded predictor; on failure the earlier one is gone too, so that nobody predicts with
    /// weights other than those last asked for. Errors: the factory's.
    Result<PredictorInfo> loadWeights(const LoadWeightsParams& params);

    /// Opens (imports, where needed) the slide and predicts. rows and progress are called on this thread.
    /// Errors: InvalidArgument (no weights loaded, pending spots outside the table), those of
    /// openOrImportSlide() and runPrediction().
    Result<RunSummary> predict(const PredictParams& params, const ChunkSink& rows, const ProgressFn& progress,
                               std::stop_token stop);

private:
    Result<std::shared_ptr<const Slide>> slideFor(const std::filesystem::path& path,
                                                  const ProgressFn& progress, std::stop_token stop);
    /// A slide, and what its file looked like when it was opened: a replaced file is opened again.
    struct OpenSlideFile
    {
        std::filesystem::path path;
        std::filesystem::file_time_type modified;
        std::uintmax_t bytes = 0;
        std::shared_ptr<const Slide> slide;
    };

    PredictorFactory m_factory;
    std::unique_ptr<Predictor> m_predictor;
    OpenSlideFile m_open;
};

} // namespace transcope::core
