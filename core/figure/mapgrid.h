#pragma once

#include "core/colour/colourmap.h"
#include "core/map/paintedspots.h"
#include "core/slide/slide.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

/// A map of one layer in a grid of maps.
struct GridCell
{
    PaintedSpots spots;
    std::string notice; ///< stands there instead of spots where it is not empty
};

/// Maps of one thing, in one scale.
struct GridRow
{
    std::string name;                 ///< "DDX5"
    std::vector<GridCell> cells;      ///< one a column
    std::optional<ColourScale> scale; ///< of all its cells; absent for PCA colours
    std::string scaleLabel;           ///< "ln(1 + CPM)"
    std::vector<LegendEntry> mix{};   ///< two or three colours that are added up in the spots; else empty
};

/// The paper's Figure 7: rows are maps, columns what was measured and methods, over the same part of one
/// slide.
struct MapGrid
{
    std::shared_ptr<const Slide> slide; ///< drawn under the spots; nullptr: none
    RectI regionLevel0Px;               ///< what each cell shows
    std::vector<std::string> columns;
    std::vector<GridRow> rows;
    std::vector<std::string> provenance; ///< lines under the picture
    std::optional<double> umPerPx;       ///< for the scale bar; "px" is drawn where absent
    bool hasScaleBar = true;             ///< in the first cell
    double opacity = 0.85;
    double widthMm = 180;
    double dpi = 300; ///< of .png and .tif, and of the slide in vector formats
};

/// The part of a slide that shows all spots with a pitch (or diameter) around them. tables: not all empty.
RectI regionAround(const std::vector<std::shared_ptr<const SpotTable>>& tables);

/// Draws the grid into a file; the ending says how: .png, .tif/.tiff, .svg, .pdf. Gives its size in px.
/// Errors: InvalidArgument (a width or dpi that makes no page, rows of unequal length, a region beside the
/// slide); those of Slide::read; Unsupported ending; WriteFailed; Cancelled.
Result<SizeI> writeMapGrid(const MapGrid& grid, const std::filesystem::path& out, std::stop_token stop = {});

} // namespace transcope::core
