#pragma once

#include "core/io/genelists.h"
#include "core/map/layercomparison.h"
#include "ui/document/section.h"
#include "ui/itemmodels/genelistmodel.h"

#include <vector>

namespace transcope::ui {

/// The gene list of a document: the two PCA entries, what the file says of the measured spots, the predicted
/// genes, then those only measured. Lists stand before the genes. Empty when there is neither a measurement
/// nor a prediction.
std::vector<GeneEntry> geneEntries(const OpenLayer* measured, const OpenLayer* prediction,
                                   const core::LayerComparison* comparison,
                                   const std::vector<core::NamedGenes>& lists);

/// What colours the spots when an entry is chosen.
core::MapRecipe recipeOf(const GeneEntry& entry);

/// Per entry how it is predicted in this section.
GeneScores scoresHere(const std::vector<GeneEntry>& entries, const core::LayerComparison* comparison);

} // namespace transcope::ui
