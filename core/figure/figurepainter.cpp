#include "core/figure/figurepainter.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace transcope::core {

namespace {

constexpr const char* Typeface = "DejaVu Sans";
constexpr double Ink = 0.13;      ///< grey of text and lines
constexpr double FaintInk = 0.42; ///< grey of the provenance line
constexpr int WantedTicks = 5;
constexpr double LegendLine = 1.6;            ///< from one entry to the next, in ems
constexpr double LargestScaleBarShare = 0.22; ///< of the slide's width

struct Deleter
{
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
template <class T> using Owned = std::unique_ptr<T, Deleter>;

void setGrey(cairo_t* context, double grey)
{
    cairo_set_source_rgb(context, grey, grey, grey);
}

void setFont(cairo_t* context, double fontPx, bool bold = false)
{
    cairo_select_font_face(context, Typeface, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, fontPx);
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

void addRect(cairo_t* context, const RectD& rect)
{
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height);
}

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

double figureTextWidth(const std::string& text, double fontPx)
{
    const Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    const Owned<cairo_t> context(cairo_create(surface.get()));
    setFont(context.get(), fontPx);
    return textWidth(context.get(), text);
}

FigurePainter::FigurePainter(cairo_t* context, const Figure& figure, const FigureLayout& layout,
                             const Image& slide)
    : m_context(context), m_figure(figure), m_layout(layout), m_slide(slide)
{
}

void FigurePainter::paint()
{
    setGrey(m_context, 1);
    cairo_paint(m_context);
    paintTitle();
    paintSlide();
    paintSpots();
    paintScaleBar();
    if (m_figure.scale) {
        paintColourBar();
        paintColourBarTicks();
        paintMissingKey();
    } else {
        paintLegend();
    }
    paintProvenance();
}

void FigurePainter::paintSlide()
{
    const auto surface = surfaceOf(m_slide);
    cairo_save(m_context);
    cairo_translate(m_context, m_layout.slide.x, m_layout.slide.y);
    cairo_scale(m_context, m_layout.slide.width / m_slide.width, m_layout.slide.height / m_slide.height);
    cairo_set_source_surface(m_context, surface.get(), 0, 0);
    cairo_pattern_set_extend(cairo_get_source(m_context), CAIRO_EXTEND_PAD);
    cairo_rectangle(m_context, 0, 0, m_slide.width, m_slide.height);
    cairo_fill(m_context);
    cairo_restore(m_context);
    cairo_set_line_width(m_context, 0.05 * m_layout.fontPx);
    setGrey(m_context, 0.6);
    addRect(m_context, m_layout.slide);
    cairo_stroke(m_context);
}

void FigurePainter::paintSpots()
{
    if (m_figure.spots == nullptr)
        return;
    const double radius = 0.5 * m_figure.spots->diameterLevel0Px * m_layout.pxPerLevel0Px;
    const std::size_t count = std::min(m_figure.spots->size(), m_figure.spotColours.size());
    cairo_save(m_context);
    addRect(m_context, m_layout.slide);
    cairo_clip(m_context);
    for (std::size_t s = 0; s < count; ++s) {
        const auto& centre = m_figure.spots->spots[s].centreLevel0Px;
        const auto& colour = m_figure.spotColours[s];
        cairo_set_source_rgba(m_context, colour[0] / 255.0, colour[1] / 255.0, colour[2] / 255.0,
                              m_figure.opacity);
        cairo_arc(m_context, m_layout.slide.x + centre.x * m_layout.pxPerLevel0Px,
                  m_layout.slide.y + centre.y * m_layout.pxPerLevel0Px, radius, 0, 2 * std::numbers::pi);
        cairo_fill(m_context);
    }
    cairo_restore(m_context);
}

void FigurePainter::paintTitle()
{
    setGrey(m_context, Ink);
    setFont(m_context, m_layout.titleFontPx, true);
    showText(m_context, m_layout.slide.x, m_layout.slide.y - 0.75 * m_layout.titleFontPx, m_figure.title);
}

void FigurePainter::paintScaleBar()
{
    const double longest = LargestScaleBarShare * m_layout.slide.width / m_layout.pxPerLevel0Px;
    const auto bar = scaleBarFor(longest, m_figure.umPerPx);
    const double length = bar.lengthLevel0Px * m_layout.pxPerLevel0Px;
    const double font = m_layout.fontPx;
    setFont(m_context, font);
    const double labelWidth = textWidth(m_context, bar.label);
    const double boxWidth = std::max(length, labelWidth) + 1.2 * font;
    const RectD box{m_layout.slide.x + 0.8 * font, m_layout.slide.y + m_layout.slide.height - 3.2 * font,
                    boxWidth, 2.4 * font};
    // A pale plate keeps bar and label readable on dark tissue.
    cairo_set_source_rgba(m_context, 1, 1, 1, 0.82);
    addRect(m_context, box);
    cairo_fill(m_context);
    setGrey(m_context, Ink);
    const double middle = box.x + box.width / 2;
    addRect(m_context, {middle - length / 2, box.y + 1.75 * font, length, 0.28 * font});
    cairo_fill(m_context);
    showText(m_context, middle - labelWidth / 2, box.y + 1.25 * font, bar.label);
}

void FigurePainter::paintColourBar()
{
    const auto& bar = m_layout.colourBar;
    const auto& table = colours(m_figure.scale->map);
    const Owned<cairo_pattern_t> gradient(cairo_pattern_create_linear(0, bar.y + bar.height, 0, bar.y));
    for (std::size_t i = 0; i < table.size(); ++i)
        cairo_pattern_add_color_stop_rgb(gradient.get(), static_cast<double>(i) / 255.0, table[i][0] / 255.0,
                                         table[i][1] / 255.0, table[i][2] / 255.0);
    cairo_set_source(m_context, gradient.get());
    addRect(m_context, bar);
    cairo_fill_preserve(m_context);
    setGrey(m_context, Ink);
    cairo_set_line_width(m_context, 0.06 * m_layout.fontPx);
    cairo_stroke(m_context);
}

void FigurePainter::paintColourBarTicks()
{
    const auto& bar = m_layout.colourBar;
    const auto& scale = *m_figure.scale;
    const double font = m_layout.fontPx;
    const auto ticks = niceTicks(scale.low, scale.high, WantedTicks);
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : std::max(1e-3, scale.high - scale.low);
    setFont(m_context, font);
    setGrey(m_context, Ink);
    double widest = 0;
    for (const double tick : ticks) {
        const double y = bar.y + bar.height * (1 - (tick - scale.low) / (scale.high - scale.low));
        cairo_move_to(m_context, bar.x + bar.width, y);
        cairo_line_to(m_context, bar.x + bar.width + 0.35 * font, y);
        cairo_stroke(m_context);
        const auto label = tickLabel(tick, step);
        showText(m_context, bar.x + bar.width + 0.55 * font, y + 0.36 * font, label);
        widest = std::max(widest, textWidth(m_context, label));
    }
    // The bar's meaning runs upwards beside the ticks, as on an axis.
    double labelFont = 0.9 * font;
    setFont(m_context, labelFont);
    labelFont *= std::min(1.0, bar.height / std::max(1.0, textWidth(m_context, m_figure.scaleLabel)));
    setFont(m_context, labelFont);
    cairo_save(m_context);
    cairo_translate(m_context, bar.x + bar.width + 1.1 * font + widest + labelFont,
                    bar.y + (bar.height + textWidth(m_context, m_figure.scaleLabel)) / 2);
    cairo_rotate(m_context, -std::numbers::pi / 2);
    showText(m_context, 0, 0, m_figure.scaleLabel);
    cairo_restore(m_context);
}

void FigurePainter::paintMissingKey()
{
    const auto& spots = m_figure.spotColours;
    if (std::find(spots.begin(), spots.end(), MissingColour) == spots.end())
        return;
    const auto& bar = m_layout.colourBar;
    const double font = m_layout.fontPx;
    const double top = bar.y + bar.height + 0.8 * font;
    if (top + bar.width > m_layout.slide.y + m_layout.slide.height + 1.5 * font)
        return;
    cairo_set_source_rgb(m_context, MissingColour[0] / 255.0, MissingColour[1] / 255.0,
                         MissingColour[2] / 255.0);
    addRect(m_context, {bar.x, top, bar.width, 0.8 * bar.width});
    cairo_fill_preserve(m_context);
    setGrey(m_context, Ink);
    cairo_stroke(m_context);
    setFont(m_context, 0.9 * font);
    showText(m_context, bar.x + bar.width + 0.55 * font, top + 0.8 * font, "no value");
}

void FigurePainter::paintLegend()
{
    const auto& box = m_layout.legend;
    const auto& entries = m_figure.legend;
    const double font = m_layout.fontPx;
    const auto rows = static_cast<std::size_t>(box.height / (LegendLine * font));
    setFont(m_context, font);
    double top = box.y;
    for (std::size_t i = 0; i < std::min(rows, entries.size()); ++i, top += LegendLine * font) {
        const double baseline = top + 0.95 * font;
        if (i + 1 == rows && i + 1 < entries.size()) {
            setGrey(m_context, Ink);
            showText(m_context, box.x, baseline, "and " + std::to_string(entries.size() - i) + " more");
            return;
        }
        const auto& [name, colour] = entries[i];
        cairo_set_source_rgb(m_context, colour[0] / 255.0, colour[1] / 255.0, colour[2] / 255.0);
        addRect(m_context, {box.x, top, 1.1 * font, 1.1 * font});
        cairo_fill(m_context);
        setGrey(m_context, Ink);
        showText(m_context, box.x + LegendIndent * font, baseline, name);
    }
}

void FigurePainter::paintProvenance()
{
    const double font = 0.75 * m_layout.fontPx;
    setFont(m_context, font);
    setGrey(m_context, FaintInk);
    double baseline = m_layout.provenanceTop + font;
    for (const auto& line : m_layout.provenanceLines) {
        showText(m_context, m_layout.slide.x, baseline, line);
        baseline += 1.4 * font;
    }
}

} // namespace transcope::core
