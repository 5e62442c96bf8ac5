#pragma once

#include "core/figure/figure.h"
#include "core/figure/slideframe.h"

namespace transcope::core {

/// From the left of a legend's swatch to its text, in ems.
inline constexpr double LegendIndent = 1.6;

/// Side of the picture of added colours, in ems.
inline constexpr double MixSide = 8;

/// Where a figure's parts lie. All lengths follow from the width of the slide's part, so that every figure
/// looks alike at any size.
struct FigureLayout
{
    double fontPx = 0; ///< of labels
    double titleFontPx = 0;
    double widthPx = 0; ///< of the page
    double heightPx = 0;
    RectD slide;
    RectD colourBar;       ///< empty where there is no scale
    RectD legend;          ///< empty where there is none
    PointD originLevel0Px; ///< of the slide's part
    double pxPerLevel0Px = 1;
    double provenanceTop = 0;
    std::vector<std::string> provenanceLines;

    SlideFrame frame() const { return {slide, originLevel0Px, pxPerLevel0Px}; }
};

/// Lays a figure out. textWidth: the width in px of a text at a font size, as the page's backend measures it.
FigureLayout layOut(const Figure& figure,
                    const std::function<double(const std::string&, double fontPx)>& textWidth);

/// A tick's value as text with as few digits as tell neighbouring ticks apart.
std::string tickLabel(double value, double step);

} // namespace transcope::core
