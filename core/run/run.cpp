#include "core/run/run.h"

#include "core/base/try.h"
#include "core/run/nearestspots.h"

#include <algorithm>
#include <iterator>

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

// Spots at a time of a run that follows the view: few at first, and more as long as a part takes less than a
// person waits before looking elsewhere.
constexpr std::size_t FirstPart = 128;
constexpr double PartSeconds = 5;

void add(RunSummary& sum, const RunSummary& part)
{
    sum.predicted += part.predicted;
    sum.paddedSpots += part.paddedSpots;
    sum.seconds += part.seconds;
    sum.readSeconds += part.readSeconds;
    sum.modelSeconds += part.modelSeconds;
    sum.tilesDecoded += part.tilesDecoded;
}

/// Part by part, each the spots that are nearest to where options.lookedAt() says by then.
Result<RunSummary> predictWhereLookedAt(const RunTarget& target, const RunPlan& plan, RowSource& source,
                                        const RunOptions& options, const RowSink& store,
                                        const ProgressFn& progress, const std::stop_token& stop)
{
    ProgressMeter meter(progress, "predicting", static_cast<std::int64_t>(target.missing.size()));
    RunSummary sum;
    std::size_t most = FirstPart;
    for (std::vector<int> left = target.missing; !left.empty();) {
        const auto part = nearestSpots(*plan.spots, left, options.lookedAt(), most);
        std::int64_t told = 0;
        const auto advance = [&](const Progress& now) {
            meter.advance(now.done - told);
            told = now.done;
        };
        TRY(const auto ended, source.predict(plan, part, options, store, advance, stop));
        add(sum, ended);
        if (ended.seconds < PartSeconds)
            most *= 2;
        std::vector<int> rest;
        std::ranges::set_difference(left, part, std::back_inserter(rest));
        left = std::move(rest);
    }
    return sum;
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
    auto ended = options.lookedAt ? predictWhereLookedAt(target, plan, source, options, store, progress, stop)
                                  : source.predict(plan, target.missing, options, store, progress, stop);
    (void)target.session->compact(target.layer); // makes reading quick; what is stored is whole without it
    for (const TargetLayer& part : target.parts)
        (void)target.session->compact(part.layer);
    return ended;
}

} // namespace transcope::core
