#pragma once

#include "core/figure/figurelayout.h"

#include <cairo.h>

namespace transcope::core {

/// Draws one figure onto a Cairo context whose unit is the page's px.
class FigurePainter
{
public:
    /// slide: the whole slide at any size. All must outlive the painter.
    FigurePainter(cairo_t* context, const Figure& figure, const FigureLayout& layout, const Image& slide);
    void paint();

private:
    void paintSlide();
    void paintSpots();
    void paintTitle();
    void paintMissingKey();
    void paintLegend();
    void paintMix();
    void paintProvenance();

    cairo_t* m_context;
    const Figure& m_figure;
    const FigureLayout& m_layout;
    const Image& m_slide;
};

/// The width of a text in the figures' typeface, in px.
double figureTextWidth(const std::string& text, double fontPx);

} // namespace transcope::core
