#pragma once

#include "core/base/progress.h"
#include "core/evaluation/evaluationinput.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

/// Baselines as layers over a section's spots.
struct BaselineLayers
{
    std::vector<Layer> layers;      ///< not empty; of kind Imported, named as evaluate names them
    std::vector<std::string> notes; ///< what of the folder was not used, and how each was fitted
};

/// meanBaselines() and the ridge of what a picture tells without a network, fitted on the sections of a
/// folder, for a measured section, to be held beside a prediction of `genes` in its normalisation. The
/// section itself is left out, known by its name or its picture. Spots without counts are not predicted.
/// Errors: those of openSectionFolder(), predictMeans() and predictRidge(); BadInput where the folder has no
/// other section.
Result<BaselineLayers> baselineLayers(TruthSection measured, const std::filesystem::path& folder,
                                      const GeneList& genes, Normalisation normalisation,
                                      const ProgressFn& progress = {}, std::stop_token stop = {});

} // namespace transcope::core
