#pragma once

#include "core/base/progress.h"

#include <chrono>
#include <string>
#include <vector>

namespace transcope::model {

/// Turns the trainer's progress on one network after another into progress over a whole study. One thread.
class StudyProgress
{
public:
    /// One network that is still to be trained.
    struct Row
    {
        std::string name;    ///< "row 3 of 7, {2}"
        double spotCost = 1; ///< time that a spot takes in it, in any unit
    };
    /// fn may be empty. spotsPerRow: shown to each network over all epochs.
    StudyProgress(core::ProgressFn fn, std::vector<Row> rows, std::int64_t spotsPerRow);

    /// The trainer's progress on the current row; its total is less than spotsPerRow where a checkpoint was
    /// gone on from.
    void advance(const core::Progress& training);
    /// The current row is done, also where training stopped early; the next begins.
    void finishRow();

private:
    using Clock = std::chrono::steady_clock;

    core::ProgressFn m_fn;
    std::vector<Row> m_rows;
    std::int64_t m_spotsPerRow;
    std::size_t m_row = 0;
    std::int64_t m_doneBefore = 0; ///< spots of this run in finished rows
    double m_costBefore = 0;       ///< the same as cost
    std::int64_t m_done = 0;       ///< spots of this run in the current row
    Clock::time_point m_start = Clock::now();
};

} // namespace transcope::model
