#include "core/figure/figurelayout.h"

#include "core/figure/wrappedtext.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace transcope::core {

namespace {

constexpr double FontPerWidth = 1.0 / 62;
constexpr double SmallFontPx = 11; ///< below this, labels of small figures could not be read
constexpr double WidestTick = 5;   ///< digits that fit beside the colour bar, in ems of a digit

/// Nobody takes what was adjusted for what was scanned.
std::string provenanceOf(const Figure& figure)
{
    return figure.picture.isNone()
               ? figure.provenance
               : figure.provenance + " · slide shown with " + words(figure.picture).english();
}

} // namespace

FigureLayout layOut(const Figure& figure, const std::function<double(const std::string&, double)>& textWidth)
{
    const auto& part = figure.regionLevel0Px;
    const auto size = part.isEmpty() ? figure.slide->sizeLevel0Px() : SizeI{part.width, part.height};
    FigureLayout layout;
    layout.originLevel0Px = {static_cast<double>(part.x), static_cast<double>(part.y)};
    layout.fontPx = std::max(SmallFontPx, figure.widthPx * FontPerWidth);
    layout.titleFontPx = 1.4 * layout.fontPx;
    layout.pxPerLevel0Px = figure.widthPx / static_cast<double>(size.width);
    const double margin = 1.2 * layout.fontPx;
    const double slideTop = figure.title.empty() ? margin : margin + 2.0 * layout.titleFontPx;
    layout.slide = {margin, slideTop, static_cast<double>(figure.widthPx),
                    static_cast<double>(size.height) * layout.pxPerLevel0Px};
    double right = layout.slide.x + layout.slide.width;
    if (figure.scale) {
        const double barHeight =
            std::min(layout.slide.height, std::max(0.55 * layout.slide.height, 12 * layout.fontPx));
        layout.colourBar = {right + 1.5 * layout.fontPx, slideTop, 1.3 * layout.fontPx, barHeight};
        right = layout.colourBar.x + layout.colourBar.width + WidestTick * layout.fontPx;
    } else if (!figure.legend.empty()) {
        double widest = 0;
        for (const auto& entry : figure.legend)
            widest = std::max(widest, textWidth(entry.name, layout.fontPx));
        const double width = figure.mixesLegend ? std::max(MixSide * layout.fontPx, widest + layout.fontPx)
                                                : LegendIndent * layout.fontPx + widest;
        layout.legend = {right + 1.5 * layout.fontPx, slideTop, width, layout.slide.height};
        right = layout.legend.x + layout.legend.width;
    }
    layout.widthPx = std::ceil(right + margin);
    const double provenanceFontPx = 0.75 * layout.fontPx;
    layout.provenanceTop = slideTop + layout.slide.height + 0.8 * layout.fontPx;
    layout.provenanceLines =
        wrappedText(provenanceOf(figure), layout.widthPx - 2 * margin, provenanceFontPx, textWidth);
    layout.heightPx =
        std::ceil(layout.provenanceTop +
                  1.4 * provenanceFontPx * static_cast<double>(layout.provenanceLines.size()) + 0.6 * margin);
    return layout;
}

std::string tickLabel(double value, double step)
{
    char text[32];
    const double magnitude = std::abs(value);
    if (magnitude >= 1e5 || (magnitude > 0 && step < 1e-4)) {
        std::snprintf(text, sizeof text, "%.3g", value);
        return text;
    }
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    std::string label = text;
    if (label.starts_with('-'))
        label.replace(0, 1, "\u2212"); // a minus sign as wide as the digits
    return label;
}

} // namespace transcope::core
