#pragma once

#include "model/config/m2ostconfig.h"
#include "model/counting/tally.h"

#include <string>
#include <vector>

namespace transcope::model {

/// One network of a study.
struct StudyRow
{
    std::string key;   ///< for file names: "levels-0-2", "without-dpe"
    std::string title; ///< for tables: "{0, 2}", "without DPE"
    M2ostConfig config;
    OperationCount counts;
};

/// The paper's Table 2, every combination of zoom levels: `base` with the non-empty subsets of its levels,
/// fewer levels first, then finer ones. base: valid.
std::vector<StudyRow> levelRows(const M2ostConfig& base);

/// The paper's Table 1: `base` whole, then one part after the other taken away, in the order of Ablation.
std::vector<StudyRow> ablationRows(const M2ostConfig& base);

} // namespace transcope::model
