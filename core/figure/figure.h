#pragma once

#include "core/base/phrase.h"
#include "core/base/result.h"
#include "core/colour/colourmap.h"
#include "core/colour/pictureadjustment.h"
#include "core/map/paintedspots.h"
#include "core/slide/slide.h"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace transcope::core {

/// An overlay picture to be made: slide, spots in colour, legend, scale bar, provenance line.
struct Figure
{
    std::shared_ptr<const Slide> slide;
    RectI regionLevel0Px; ///< what of it is shown; empty: all
    PaintedSpots spots;
    double opacity = 0.75;
    std::optional<ColourScale> scale; ///< drawn as a colour bar; absent for PCA colours
    std::vector<LegendEntry> legend;  ///< beside the slide where there is no scale
    bool mixesLegend = false;         ///< its two or three colours are added up in the spots
    std::string title;                ///< e.g. "DDX5 (predicted, M2OST)"
    std::string scaleLabel;           ///< e.g. "ln(1 + CPM)"
    std::string provenance;           ///< one line under the picture, which says the adjustment besides
    PictureAdjustment picture;        ///< of the slide, not of the spots
    std::optional<double> umPerPx;    ///< for the scale bar; "px" is drawn where absent
    int widthPx = 2000;               ///< of the slide in the picture
};

/// Draws the figure into a file; the ending says how: .png, .tif/.tiff, .svg, .pdf. In vector formats spots,
/// legend and text are vectors over a raster slide. Written under a temporary name, then renamed.
/// Errors: those of Slide::read; Unsupported ending; WriteFailed; Cancelled.
Result<SizeI> writeFigure(const Figure& figure, const std::filesystem::path& out, std::stop_token stop = {});

/// A round length for a scale bar and its label ("500 µm", "2 mm", "1000 px where the scale is unknown").
struct ScaleBar
{
    double lengthLevel0Px = 0;
    Phrase label; ///< a number with its unit
};
/// maxLengthLevel0Px: the bar is the longest 1, 2 or 5 × 10^n that is not longer.
ScaleBar scaleBarFor(double maxLengthLevel0Px, std::optional<double> umPerPx);

/// Layer provenance as one line for exports.
std::string provenanceLine(const struct Provenance& provenance, std::size_t genes,
                           const std::optional<ColourScale>& scale);

} // namespace transcope::core
