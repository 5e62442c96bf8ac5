#pragma once

#include "core/base/progress.h"
#include "core/predict/predictor.h"
#include "core/predict/scale.h"
#include "core/predict/tissuegrid.h"
#include "core/slide/slide.h"
#include "core/spots/spottable.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <variant>
#include <vector>

namespace transcope::core {

/// A slide as a person opened it.
struct OpenedSlide
{
    std::filesystem::path givenPath; ///< absolute; the original picture, where it was imported
    std::shared_ptr<const Slide> slide;
    std::string quickHash; ///< of givenPath
};
/// Errors: those of openOrImportSlide() and quickHash().
Result<OpenedSlide> openGivenSlide(const std::filesystem::path& path, const ProgressFn& progress,
                                   std::stop_token stop);

/// What a run predicts: these spots of this slide, at this scale.
struct RunPlan
{
    OpenedSlide slide;
    std::shared_ptr<const SpotTable> spots;
    Scale scale;
    std::vector<std::string> notes; ///< what the spot file's reader had to say
    bool isGrid = false;            ///< the spots were laid for this run
    bool isDense = false;           ///< as a dense grid, between those that a section has
};

/// Spots that are there already, those of a file, or a grid over the tissue, or a dense one.
using SpotChoice =
    std::variant<std::shared_ptr<const SpotTable>, std::filesystem::path, GridPitch, DensePitch>;

/// scale: as far as it is known without the spots, whose platform is asked last.
/// Errors: those of openSpots(), tissueGrid() and denseGrid(); Cancelled.
Result<RunPlan> planRun(OpenedSlide slide, const SpotChoice& spots, const Scale& scale, std::stop_token stop);

/// Once it is known what predicts: of a method that fills the whole image, spots that were laid as a grid are
/// its cells.
void fitGrid(RunPlan& plan, PredictorKind kind);

} // namespace transcope::core
