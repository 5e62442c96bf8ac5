#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "ui/document/section.h"

#include <stop_token>
#include <string>
#include <vector>

namespace transcope::ui {

/// Layers of somebody else's file.
struct LoadedLayers
{
    std::vector<OpenLayer> layers;  ///< of kind Imported
    std::vector<std::string> notes; ///< how many spots matched, and which did not
};
/// The layers of any .h5ad, table or session, placed on a slide. A layer without coordinates takes those of
/// the spots with its ids, in the first of `tables` that has any; spots without a place are left out, counted
/// and named. Errors: those of core::importLayers(); BadInput where no spot finds a place or more than half
/// lie outside the slide.
core::Result<LoadedLayers> loadLayers(const std::filesystem::path& path,
                                      const std::vector<std::shared_ptr<const core::SpotTable>>& tables,
                                      core::SizeI sizeLevel0Px);

/// What baselines are made for.
struct BaselineInputs
{
    std::filesystem::path measured; ///< file of the measured section
    std::filesystem::path slide;
    std::filesystem::path folder; ///< of training sections
    core::GeneList genes;         ///< of the prediction that they stand beside
    core::Normalisation normalisation = core::Normalisation::CpmSelected;
};
/// core::baselineLayers() of the measured section.
core::Result<LoadedLayers> loadBaselines(const BaselineInputs& inputs, const core::ProgressFn& progress,
                                         std::stop_token stop);

} // namespace transcope::ui
