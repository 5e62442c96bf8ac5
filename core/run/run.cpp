#include "core/run/run.h"

#include "core/base/try.h"

namespace transcope::core {

namespace {

/// The target's columns of rows that have `genes` columns.
std::vector<float> keepColumns(std::vector<float> values, std::size_t genes, const std::vector<int>& columns)
{
    if (columns.size() == genes)
        return values;
    std::vector<float> kept;
    kept.reserve(values.size() / genes * columns.size());
    for (std::size_t row = 0; row < values.size(); row += genes)
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

Result<RunSummary> runInto(const RunTarget& target, const RunPlan& plan, RowSource& source,
                           const RunOptions& options, const RowsStored& stored, const ProgressFn& progress,
                           std::stop_token stop)
{
    if (target.missing.empty())
        return RunSummary();
    const auto store = [&](RunRows rows) -> Result<void> {
        if (!rows.spots.empty())
            rows.values =
                keepColumns(std::move(rows.values), rows.values.size() / rows.spots.size(), target.columns);
        TRY_RUN(target.session->writeRows(target.layer, rows.spots, rows.values, rows.padded));
        if (stored)
            stored(std::move(rows));
        return {};
    };
    auto ended = source.predict(plan, target.missing, options, store, progress, std::move(stop));
    (void)target.session->compact(target.layer); // makes reading quick; what is stored is whole without it
    return ended;
}

} // namespace transcope::core
