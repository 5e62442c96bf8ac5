#pragma once

#include "core/figure/boxplotfigure.h"

#include <span>

namespace transcope::app {

/// A figure of three empty panels: correlation per spot, RMSE per spot, correlation per gene.
core::BoxPlotFigure scoreBoxes();

/// Adds a box to each.
void addScoreBoxes(core::BoxPlotFigure& figure, const std::string& name, std::span<const double> pccSpot,
                   std::span<const double> rmseSpot, std::span<const double> pccGene, bool isBaseline);

/// What is said under such a figure of how it is drawn.
inline constexpr const char* BoxesSay = "boxes: quartiles; whiskers: furthest value within 1.5 interquartile "
                                        "ranges · Transcope " TRANSCOPE_VERSION;

} // namespace transcope::app
