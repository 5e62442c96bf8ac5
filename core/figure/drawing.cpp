#include "core/figure/drawing.h"

#include "core/figure/figurelayout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace transcope::core {

namespace {

constexpr const char* Typeface = "DejaVu Sans";
constexpr int WantedTicks = 5;
constexpr double LargestScaleBarShare = 0.22; ///< of the slide's width

Owned<cairo_surface_t> surfaceOf(const Image& image)
{
    Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, image.width, image.height));
    auto* bytes = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; bytes != nullptr && y < image.height; ++y) {
        auto* out = reinterpret_cast<std::uint32_t*>(bytes + static_cast<std::ptrdiff_t>(y) * stride);
        const auto* in = image.row(y);
        for (int x = 0; x < image.width; ++x)
            out[x] = static_cast<std::uint32_t>(in[3 * x]) << 16 |
                     static_cast<std::uint32_t>(in[3 * x + 1]) << 8 | in[3 * x + 2];
    }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

} // namespace

void setGrey(cairo_t* context, double grey)
{
    cairo_set_source_rgb(context, grey, grey, grey);
}

void setColour(cairo_t* context, const Rgb& colour, double opacity)
{
    cairo_set_source_rgba(context, colour[0] / 255.0, colour[1] / 255.0, colour[2] / 255.0, opacity);
}

void setFont(cairo_t* context, double size, bool bold)
{
    cairo_select_font_face(context, Typeface, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, size);
}

double textWidth(cairo_t* context, const std::string& text)
{
    cairo_text_extents_t extents;
    cairo_text_extents(context, text.c_str(), &extents);
    return extents.x_advance;
}

void showText(cairo_t* context, double x, double baseline, const std::string& text)
{
    cairo_move_to(context, x, baseline);
    cairo_show_text(context, text.c_str());
}

void showTextUpwards(cairo_t* context, double x, double y, const std::string& text)
{
    cairo_text_extents_t extents;
    cairo_text_extents(context, text.c_str(), &extents);
    cairo_save(context);
    cairo_translate(context, x - extents.y_bearing / 2, y + extents.x_advance / 2);
    cairo_rotate(context, -std::numbers::pi / 2);
    showText(context, 0, 0, text);
    cairo_restore(context);
}

void addRect(cairo_t* context, const RectD& rect)
{
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height);
}

void drawPicture(cairo_t* context, const Image& image, const RectD& rect)
{
    const auto surface = surfaceOf(image);
    cairo_save(context);
    cairo_translate(context, rect.x, rect.y);
    cairo_scale(context, rect.width / image.width, rect.height / image.height);
    cairo_set_source_surface(context, surface.get(), 0, 0);
    cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD);
    cairo_rectangle(context, 0, 0, image.width, image.height);
    cairo_fill(context);
    cairo_restore(context);
}

void drawSpots(cairo_t* context, const SlideFrame& frame, const SpotTable& spots,
               const std::vector<Rgb>& colours, double opacity)
{
    const double radius = 0.5 * spots.diameterLevel0Px * frame.unitsPerLevel0Px;
    cairo_save(context);
    addRect(context, frame.page);
    cairo_clip(context);
    for (std::size_t s = 0; s < std::min(spots.size(), colours.size()); ++s) {
        const auto centre = frame.onPage(spots.spots[s].centreLevel0Px);
        setColour(context, colours[s], opacity);
        cairo_arc(context, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
        cairo_fill(context);
    }
    cairo_restore(context);
}

void drawScaleBar(cairo_t* context, const SlideFrame& frame, std::optional<double> umPerPx, double font)
{
    const auto bar = scaleBarFor(LargestScaleBarShare * frame.page.width / frame.unitsPerLevel0Px, umPerPx);
    const double length = bar.lengthLevel0Px * frame.unitsPerLevel0Px;
    const auto label = bar.label.english();
    setFont(context, font);
    const double labelWidth = textWidth(context, label);
    const RectD box{frame.page.x + 0.8 * font, frame.page.y + frame.page.height - 3.2 * font,
                    std::max(length, labelWidth) + 1.2 * font, 2.4 * font};
    // A pale plate keeps bar and label readable on dark tissue.
    cairo_set_source_rgba(context, 1, 1, 1, 0.82);
    addRect(context, box);
    cairo_fill(context);
    setGrey(context, Ink);
    const double middle = box.x + box.width / 2;
    addRect(context, {middle - length / 2, box.y + 1.75 * font, length, 0.28 * font});
    cairo_fill(context);
    showText(context, middle - labelWidth / 2, box.y + 1.25 * font, label);
}

namespace {

/// Gives how far the widest label reaches.
double drawTicks(cairo_t* context, const RectD& bar, const ColourScale& scale, double font)
{
    const auto ticks = niceTicks(scale.low, scale.high, WantedTicks);
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : std::max(1e-3, scale.high - scale.low);
    setFont(context, font);
    double widest = 0;
    for (const double tick : ticks) {
        const double y = bar.y + bar.height * (1 - (tick - scale.low) / (scale.high - scale.low));
        cairo_move_to(context, bar.x + bar.width, y);
        cairo_line_to(context, bar.x + bar.width + 0.35 * font, y);
        cairo_stroke(context);
        const auto label = tickLabel(tick, step);
        showText(context, bar.x + bar.width + 0.55 * font, y + 0.36 * font, label);
        widest = std::max(widest, textWidth(context, label));
    }
    return widest;
}

} // namespace

void drawColourBar(cairo_t* context, const RectD& bar, const ColourScale& scale, const std::string& label,
                   double font)
{
    const auto& table = colours(scale.map);
    const Owned<cairo_pattern_t> gradient(cairo_pattern_create_linear(0, bar.y + bar.height, 0, bar.y));
    for (std::size_t i = 0; i < table.size(); ++i)
        cairo_pattern_add_color_stop_rgb(gradient.get(), static_cast<double>(i) / 255.0, table[i][0] / 255.0,
                                         table[i][1] / 255.0, table[i][2] / 255.0);
    cairo_set_source(context, gradient.get());
    addRect(context, bar);
    cairo_fill_preserve(context);
    setGrey(context, Ink);
    cairo_set_line_width(context, 0.06 * font);
    cairo_stroke(context);
    const double widest = drawTicks(context, bar, scale, font);
    // The bar's meaning runs upwards beside the ticks, as on an axis.
    double labelFont = 0.9 * font;
    setFont(context, labelFont);
    labelFont *= std::min(1.0, bar.height / std::max(1.0, textWidth(context, label)));
    setFont(context, labelFont);
    showTextUpwards(context, bar.x + bar.width + 1.1 * font + widest + 0.6 * labelFont,
                    bar.y + bar.height / 2, label);
}

} // namespace transcope::core
