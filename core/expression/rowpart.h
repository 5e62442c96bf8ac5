#pragma once

#include "core/expression/layer.h"

#include <string>
#include <vector>

namespace transcope::core {

/// Values that a run gives of every spot besides the prediction; a session keeps them as a layer of their
/// own.
struct RowPart
{
    std::string name;      ///< one of partname, in files: Provenance::part
    std::string title;     ///< for people, e.g. "deviation"
    GeneList columns = {}; ///< what its values are of; empty: of the prediction's genes
    bool isPerGene() const { return columns.empty(); }
    std::size_t width(std::size_t genes) const { return isPerGene() ? genes : columns.size(); }
};

namespace partname {
inline const std::string Deviation = "sd"; ///< over the eight views
inline const std::string Level = "level_"; ///< and a number: the share of a zoom level, finest first
inline const std::string Appearance =
    "looks"; ///< per spot, not per gene: what comparing with the training gave
inline const std::string Encoded = "encoded"; ///< what the network's head is applied to; never stored
inline const std::string Outside = "outside"; ///< column of Appearance: percentile among the training spots
} // namespace partname

/// "level_0" of 0.
std::string levelPart(std::size_t level);

/// Whether `part` is what the run that predicted `whole` gave besides it.
bool isPartOf(const Provenance& part, const Provenance& whole);

} // namespace transcope::core
