#pragma once

#include "core/stats/boxsummary.h"
#include "core/stats/ttest.h"
#include "model/study/study.h"

namespace transcope::model {

/// One line of a study's tables, of a network or of a baseline. Points into the study.
struct StudyLine
{
    std::string name;                            ///< for tables
    const StudyEntry* entry = nullptr;           ///< null: a baseline
    const StudyBaseline* baseline = nullptr;     ///< null: a network
    const core::SectionScores* scores = nullptr; ///< null: not scored (yet)
    /// Per-spot correlation of the study's reference minus this line's; absent for the reference itself, an
    /// oracle, and where either is not scored.
    std::optional<core::PairedComparison> test;

    bool isOracle() const { return baseline && baseline->isOracle; }
};

/// What the other rows are tested against: the whole network, of Methods M2OST; null where it has no row.
const StudyEntry* referenceOf(const Study& study);

/// Networks first, then baselines.
std::vector<StudyLine> linesOf(const Study& study);

} // namespace transcope::model
