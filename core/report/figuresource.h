#pragma once

#include "core/base/progress.h"
#include "core/figure/mapfigure.h"

#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

/// What figures of maps are made from.
struct FigureFiles
{
    std::string slide;
    std::string truth; ///< empty: no column of measurements
    std::vector<std::string> predicted;
};

/// The measurement first, where there is one, as "Ground truth", then each prediction. Errors: those of
/// loadTruth(), loadPredictions() and the slide; BadInput where a prediction's spots are not the section's.
Result<FigureSource> figureSource(const FigureFiles& files, const ProgressFn& progress, std::stop_token stop);

} // namespace transcope::core
