#include "core/run/plan.h"

#include "core/base/try.h"
#include "core/io/open.h"
#include "core/slide/slideimport.h"

namespace transcope::core {

Result<OpenedSlide> openGivenSlide(const std::filesystem::path& path, const ProgressFn& progress,
                                   std::stop_token stop)
{
    std::error_code ignored; // fails only without a working folder; openOrImportSlide() then says so
    const auto absolute = std::filesystem::absolute(path, ignored);
    TRY(auto slide, openOrImportSlide(absolute, defaultCacheDir(), progress, stop));
    TRY(auto hash, quickHash(absolute));
    return OpenedSlide{absolute, std::move(slide), std::move(hash)};
}

namespace {

Result<SpotTable> laidGrid(const Slide& slide, const SpotChoice& spots, std::optional<double> umPerPx,
                           const std::stop_token& stop)
{
    if (const auto* dense = std::get_if<DensePitch>(&spots))
        return denseGrid(slide, *dense, umPerPx, stop);
    return tissueGrid(slide, std::get<GridPitch>(spots), umPerPx, stop);
}

} // namespace

Result<RunPlan> planRun(OpenedSlide slide, const SpotChoice& spots, const Scale& scale, std::stop_token stop)
{
    RunPlan plan{std::move(slide), {}, scale, {}};
    if (const auto* table = std::get_if<std::shared_ptr<const SpotTable>>(&spots)) {
        plan.spots = *table;
    } else if (const auto* file = std::get_if<std::filesystem::path>(&spots)) {
        TRY(auto read, openSpots(*file));
        plan.spots = std::make_shared<const SpotTable>(std::move(read.spots));
        plan.notes = std::move(read.notes);
    } else {
        plan.isDense = std::holds_alternative<DensePitch>(spots);
        plan.isGrid = true;
        TRY(auto grid, laidGrid(*plan.slide.slide, spots, scale.umPerPx, stop));
        plan.spots = std::make_shared<const SpotTable>(std::move(grid));
    }
    if (!plan.scale.umPerPx)
        plan.scale = scaleOf({}, {}, plan.spots->umPerPx);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "Preparing the prediction was cancelled");
    return plan;
}

void fitGrid(RunPlan& plan, PredictorKind kind)
{
    if (plan.isGrid && kind == PredictorKind::Dense)
        plan.spots = std::make_shared<const SpotTable>(asCells(*plan.spots));
}

} // namespace transcope::core
