#pragma once

#include "model/config/m2ostconfig.h"
#include "model/counting/tally.h"

#include <string>
#include <vector>

namespace transcope::model {

/// The paper's studies of M2OST's parts.
enum class StudyKind {
    Levels,    ///< Table 2: every combination of zoom levels
    Ablations, ///< Table 1: the whole network, then one part after the other taken away
};

/// One network of a study.
struct StudyRow
{
    std::string key;   ///< for file names: "levels-0-2", "without-dpe"
    std::string title; ///< for tables: "{0, 2}", "without DPE"
    M2ostConfig config;
    OperationCount counts;
};

/// The networks of a study, `base` apart from what is studied. Levels: the non-empty subsets of base.levels,
/// fewer levels first, then finer ones. Ablations: in the order of Ablation. base: valid.
std::vector<StudyRow> studyRows(StudyKind kind, const M2ostConfig& base);

} // namespace transcope::model
