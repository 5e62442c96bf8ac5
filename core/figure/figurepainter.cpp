#include "core/figure/figurepainter.h"

#include "core/figure/drawing.h"

#include <algorithm>

namespace transcope::core {

namespace {

constexpr double LegendLine = 1.6; ///< from one entry to the next, in ems

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
    paintTitle();
    paintSlide();
    paintSpots();
    drawScaleBar(m_context, m_layout.frame(), m_figure.umPerPx, m_layout.fontPx);
    if (m_figure.scale) {
        drawColourBar(m_context, m_layout.colourBar, *m_figure.scale, m_figure.scaleLabel, m_layout.fontPx);
        paintMissingKey();
    } else if (m_figure.mixesLegend) {
        paintMix();
    } else {
        paintLegend();
    }
    paintProvenance();
}

void FigurePainter::paintSlide()
{
    drawPicture(m_context, m_slide, m_layout.slide);
    cairo_set_line_width(m_context, 0.05 * m_layout.fontPx);
    setGrey(m_context, 0.6);
    addRect(m_context, m_layout.slide);
    cairo_stroke(m_context);
}

void FigurePainter::paintSpots()
{
    drawSpots(m_context, m_layout.frame(), m_figure.spots, m_figure.opacity);
}

void FigurePainter::paintTitle()
{
    setGrey(m_context, Ink);
    setFont(m_context, m_layout.titleFontPx, true);
    showText(m_context, m_layout.slide.x, m_layout.slide.y - 0.75 * m_layout.titleFontPx, m_figure.title);
}

void FigurePainter::paintMissingKey()
{
    const auto& spots = m_figure.spots.colours;
    if (std::find(spots.begin(), spots.end(), MissingColour) == spots.end())
        return;
    const auto& bar = m_layout.colourBar;
    const double font = m_layout.fontPx;
    const double top = bar.y + bar.height + 0.8 * font;
    if (top + bar.width > m_layout.slide.y + m_layout.slide.height + 1.5 * font)
        return;
    setColour(m_context, MissingColour);
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
        setColour(m_context, colour);
        addRect(m_context, {box.x, top, 1.1 * font, 1.1 * font});
        cairo_fill(m_context);
        setGrey(m_context, Ink);
        showText(m_context, box.x + LegendIndent * font, baseline, name);
    }
}

/// What the added colours look like, with a name in each corner of its own.
void FigurePainter::paintMix()
{
    const auto& entries = m_figure.legend;
    const double font = m_layout.fontPx;
    const RectD square{m_layout.legend.x, m_layout.legend.y + LegendLine * font, MixSide * font,
                       MixSide * font};
    drawMix(m_context, square, entries);
    setFont(m_context, font);
    setGrey(m_context, Ink);
    const double below = square.y + square.height + 1.2 * font, above = square.y - 0.5 * font;
    if (entries.size() == 2) { // along the sides
        showText(m_context, square.x, below, entries[0].name + " →");
        showText(m_context, square.x, above, "↑ " + entries[1].name);
    } else if (entries.size() == 3) {
        showText(m_context, square.x, below, entries[0].name);
        showText(m_context, square.x + square.width - textWidth(m_context, entries[1].name),
                 below + LegendLine * font, entries[1].name);
        showText(m_context, square.x + (square.width - textWidth(m_context, entries[2].name)) / 2, above,
                 entries[2].name);
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
