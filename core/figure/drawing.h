#pragma once

#include "core/colour/colourmap.h"
#include "core/figure/slideframe.h"
#include "core/map/paintedspots.h"
#include "core/slide/image.h"

#include <cairo.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

// What pages are drawn with; for core/figure alone. Lengths in the context's units, fonts too.

struct CairoDeleter
{
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
template <class T> using Owned = std::unique_ptr<T, CairoDeleter>;

inline constexpr double Ink = 0.13;      ///< grey of text and lines
inline constexpr double FaintInk = 0.42; ///< grey of the provenance line

void setGrey(cairo_t* context, double grey);
void setColour(cairo_t* context, const Rgb& colour, double opacity = 1);
void setFont(cairo_t* context, double size, bool bold = false);
double textWidth(cairo_t* context, const std::string& text);
void showText(cairo_t* context, double x, double baseline, const std::string& text);
/// Upwards, its middle at (x, y).
void showTextUpwards(cairo_t* context, double x, double y, const std::string& text);
void addRect(cairo_t* context, const RectD& rect);

void drawPicture(cairo_t* context, const Image& image, const RectD& rect);
/// Their marks, or cells, with the outlines of others and contours over them; cut at the frame.
void drawSpots(cairo_t* context, const SlideFrame& frame, const PaintedSpots& spots, double opacity);
/// What two or three colours added up look like (mixAt()).
void drawMix(cairo_t* context, const RectD& square, const std::vector<LegendEntry>& colours);
/// In the lower left corner of the frame.
void drawScaleBar(cairo_t* context, const SlideFrame& frame, std::optional<double> umPerPx, double font);
/// With ticks and, running upwards, its label on the right.
void drawColourBar(cairo_t* context, const RectD& bar, const ColourScale& scale, const std::string& label,
                   double font);

} // namespace transcope::core
