#include "core/run/run.h"

#include "core/base/try.h"

namespace transcope::core {

namespace {

/// Some columns of rows that have `width` of them.
std::vector<float> columnsOf(const std::vector<float>& values, std::size_t width,
                             const std::vector<int>& columns)
{
    std::vector<float> kept;
    kept.reserve(values.size() / width * columns.size());
    for (std::size_t row = 0; row < values.size(); row += width)
        for (const int column : columns)
            kept.push_back(values[row + static_cast<std::size_t>(column)]);
    return kept;
}

} // namespace

std::string sectionNote(const PredictorInfo& info, std::size_t spots, std::size_t missing)
{
    if (!seesWholeSection(info.kind) || missing == 0)
        return {};
    return info.title + " sees all " + std::to_string(spots) + " spots at once: they are " +
           (missing < spots
                ? "predicted again, then the " + std::to_string(missing) + " that lack are stored "
                : std::string("stored ")) +
           "together or not at all";
}

std::string viewsNote(const PredictorInfo& info, std::size_t missing)
{
    if (info.views == 1 || missing == 0)
        return {};
    const std::string views = std::to_string(info.views);
    return "Each of " + std::to_string(missing) + " spots is predicted " + views +
           " times, turned and mirrored: " + views + " times the time of a plain prediction";
}

Result<RunSummary> runInto(const RunTarget& target, const RunPlan& plan, RowSource& source,
                           const RunOptions& options, const RowsStored& stored, const ProgressFn& progress,
                           std::stop_token stop)
{
    if (target.missing.empty())
        return RunSummary();
    const auto store = [&](RunRows rows) -> Result<void> {
        if (!rows.spots.empty()) {
            const std::size_t width = rows.values.size() / rows.spots.size();
            for (const TargetLayer& part : target.parts)
                TRY_RUN(target.session->writeRows(part.layer, rows.spots,
                                                  columnsOf(rows.values, width, part.columns), rows.padded));
            if (target.columns.size() != width)
                rows.values = columnsOf(rows.values, width, target.columns);
        }
        TRY_RUN(target.session->writeRows(target.layer, rows.spots, rows.values, rows.padded));
        if (stored)
            stored(std::move(rows));
        return {};
    };
    auto ended = source.predict(plan, target.missing, options, store, progress, std::move(stop));
    (void)target.session->compact(target.layer); // makes reading quick; what is stored is whole without it
    for (const TargetLayer& part : target.parts)
        (void)target.session->compact(part.layer);
    return ended;
}

} // namespace transcope::core
