#include "core/rpc/predictionservice.h"

#include "core/base/trustedcode.h"
#include "core/base/try.h"
#include "core/run/modelcall.h"
#include "core/slide/slideimport.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// All zero but the path where there is no such file.
FileStamp stampOf(const std::filesystem::path& path)
{
    std::error_code error;
    FileStamp stamp{path, {}, 0};
    const auto modified = std::filesystem::last_write_time(path, error);
    if (!error)
        stamp.modified = modified;
    const auto bytes = std::filesystem::file_size(path, error);
    if (!error)
        stamp.bytes = bytes;
    return stamp;
}

Error nothingLoaded()
{
    return {ErrorCode::InvalidArgument, "No weights are loaded", "Choose a weights file first"};
}

/// Whether the batch holds pixels of just such patches.
bool holds(const PatchBatch& batch, const PatchSpec& patches)
{
    const auto bytes = static_cast<std::size_t>(batch.count) * static_cast<std::size_t>(batch.sizePx) *
                       static_cast<std::size_t>(batch.sizePx) * 3;
    return batch.sizePx == patches.sizePx && batch.levels.size() == patches.downsamples.size() &&
           std::ranges::all_of(batch.levels, [&](const auto& level) { return level.size() == bytes; });
}

} // namespace

PredictionService::PredictionService(PredictorFactory factory) : m_factory(std::move(factory)) {}

Result<PredictorInfo> PredictionService::loadWeights(const LoadWeightsParams& params)
{
    if (params.path.empty())
        return fail(ErrorCode::InvalidArgument,
                    "This worker has no model of its own, and no weights file is named",
                    "Choose a weights file");
    if (!params.trust.empty())
        TRY_RUN(trustCode(params.trust, params.path));
    const FileStamp stamp = stampOf(params.path);
    if (m_predictor && params == m_loaded && stamp == m_loadedStamp && m_predictor->info().needsTrust.empty())
        return m_predictor->info();
    m_predictor.reset(); // first, so that two models are never in memory at once
    return modelCall(params.path, [&]() -> Result<PredictorInfo> {
        TRY(m_predictor, m_factory(params));
        m_loaded = params;
        m_loadedStamp = stamp;
        return m_predictor->info();
    });
}

Result<std::shared_ptr<const Slide>> PredictionService::slideFor(const std::filesystem::path& path,
                                                                 const ProgressFn& progress,
                                                                 std::stop_token stop)
{
    const FileStamp stamp = stampOf(path);
    if (m_slide && stamp == m_slideStamp)
        return m_slide;
    m_slide.reset();
    auto slide = openOrImportSlide(path, defaultCacheDir(), progress, stop);
    if (slide) {
        m_slide = *slide;
        m_slideStamp = stamp;
    }
    return slide;
}

Result<PatchRows> PredictionService::predictPatches(const PatchBatch& batch)
{
    if (!m_predictor)
        return tl::unexpected(nothingLoaded());
    const PredictorInfo& info = m_predictor->info();
    if (seesWholeSection(info.kind))
        return fail(ErrorCode::Unsupported, info.title + " predicts from whole sections, not from patches");
    if (!holds(batch, info.patches))
        return fail(ErrorCode::InvalidArgument,
                    "The patches are not those that " + info.weightsName + " wants");
    return modelCall(m_loaded.path, [&]() -> Result<PatchRows> {
        TRY(auto rows, m_predictor->predict(batch));
        return PatchRows{std::move(rows)};
    });
}

Result<RunSummary> PredictionService::predict(const PredictParams& params, RunId run, const RowSink& rows,
                                              const ProgressFn& progress, std::stop_token stop)
{
    if (!m_predictor)
        return tl::unexpected(nothingLoaded());
    return guardedCall([&]() -> Result<RunSummary> {
        TRY(auto slide, slideFor(params.slide, progress, stop));
        const RunPlan plan{{params.slide, std::move(slide), {}},
                           std::make_shared<const SpotTable>(params.spots),
                           scaleOf(params.umPerPx, {}),
                           {}};
        RunOptions options;
        options.batchSize = params.batchSize;
        options.run = run;
        return PredictorRows(*m_predictor).predict(plan, params.pending, options, rows, progress, stop);
    });
}

} // namespace transcope::core
