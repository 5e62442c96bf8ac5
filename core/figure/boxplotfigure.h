#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/stats/boxsummary.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

/// One box, of a method or of a baseline.
struct PlottedBox
{
    std::string name;
    BoxSummary box;
    bool isBaseline = false; ///< drawn grey
};

/// One axis with its boxes.
struct BoxPanel
{
    std::string label; ///< of the axis: "Correlation per spot"
    std::vector<PlottedBox> boxes;
};

/// The paper's Figure 6: box plots of methods and baselines, panels side by side.
struct BoxPlotFigure
{
    std::vector<BoxPanel> panels;
    std::vector<std::string> provenance; ///< lines under the picture
    double widthMm = 180;
    double dpi = 300; ///< of .png and .tif
};

/// Draws the figure into a file; the ending says how: .png, .tif/.tiff, .svg, .pdf. Boxes without values keep
/// their place and say "n/a". Gives the size in px. Errors: InvalidArgument (no panel, a width or dpi that
/// makes no page); Unsupported ending; WriteFailed.
Result<SizeI> writeBoxPlots(const BoxPlotFigure& figure, const std::filesystem::path& out);

} // namespace transcope::core
