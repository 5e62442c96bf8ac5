#include "core/figure/drawing.h"

#include "core/figure/figurelayout.h"
#include "core/spots/cellgrid.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace transcope::core {

namespace {

constexpr const char* Typeface = "DejaVu Sans";
constexpr int WantedTicks = 5;
constexpr double LargestScaleBarShare = 0.22; ///< of the slide's width
constexpr double OutlineShare = 0.3;          ///< of a spot's radius
constexpr double ContourShare = 1.0 / 450;    ///< of the frame's longer side

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

namespace {

/// Colours with their weights as alpha, premultiplied.
std::uint32_t pxOf(const PaintedSpots& spots, std::size_t spot)
{
    const double weight = spots.weightOf(spot);
    const auto channel = [&](std::size_t c) {
        return static_cast<std::uint32_t>(std::lround(weight * spots.colours[spot][c]));
    };
    return static_cast<std::uint32_t>(std::lround(255 * weight)) << 24 | channel(0) << 16 | channel(1) << 8 |
           channel(2);
}

/// A px a cell, transparent where there is none.
Owned<cairo_surface_t> surfaceOf(const CellGrid& grid, const PaintedSpots& spots)
{
    Owned<cairo_surface_t> surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, grid.columns(), grid.rows()));
    auto* bytes = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int row = 0; bytes != nullptr && row < grid.rows(); ++row) {
        auto* out = reinterpret_cast<std::uint32_t*>(bytes + static_cast<std::ptrdiff_t>(row) * stride);
        for (int column = 0; column < grid.columns(); ++column) {
            const auto spot = static_cast<std::size_t>(grid.at(column, row)); // None is beyond all colours
            if (spot < spots.colours.size())
                out[column] = pxOf(spots, spot);
        }
    }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

/// As one picture: squares beside each other show the line between them in viewers of vector formats.
void drawCells(cairo_t* context, const SlideFrame& frame, const CellGrid& grid, const PaintedSpots& spots,
               double opacity)
{
    const auto surface = surfaceOf(grid, spots);
    const PointD corner = frame.onPage(grid.cornerLevel0Px());
    const double side = grid.sideLevel0Px() * frame.unitsPerLevel0Px;
    cairo_save(context);
    cairo_translate(context, corner.x, corner.y);
    cairo_scale(context, side, side);
    cairo_set_source_surface(context, surface.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
    cairo_paint_with_alpha(context, opacity);
    cairo_restore(context);
}

/// A mark's outline as a path.
void addMark(cairo_t* context, SpotMark mark, PointD at, double radius)
{
    if (mark == SpotMark::Square) {
        addRect(context, {at.x - radius, at.y - radius, 2 * radius, 2 * radius});
        return;
    }
    if (mark != SpotMark::Hexagon) {
        cairo_new_sub_path(context);
        cairo_arc(context, at.x, at.y, radius, 0, 2 * std::numbers::pi);
        return;
    }
    constexpr int Corners = 6;
    for (int corner = 0; corner < Corners; ++corner) {
        const double angle = (corner + 0.5) * std::numbers::pi / 3, reach = radius * markReach(mark);
        cairo_line_to(context, at.x + reach * std::cos(angle), at.y + reach * std::sin(angle));
    }
    cairo_close_path(context);
}

/// An outline lies within its disc.
void drawMarks(cairo_t* context, const SlideFrame& frame, const PaintedSpots& spots, double opacity)
{
    const auto& table = *spots.table;
    const double radius = markRadiusLevel0Px(table, spots.mark) * frame.unitsPerLevel0Px;
    const double line = spots.mark == SpotMark::Outline ? OutlineShare * radius : 0;
    cairo_set_line_width(context, line);
    for (std::size_t s = 0; s < std::min(table.size(), spots.colours.size()); ++s) {
        if (spots.weightOf(s) <= 0)
            continue;
        setColour(context, spots.colours[s], opacity * spots.weightOf(s));
        addMark(context, spots.mark, frame.onPage(table.spots[s].centreLevel0Px), radius - line / 2);
        if (line > 0)
            cairo_stroke(context);
        else
            cairo_fill(context);
    }
}

/// The path that addPath() adds, dark within white, which shows on every colour.
template <class AddPath> void drawLines(cairo_t* context, const SlideFrame& frame, const AddPath& addPath)
{
    const double width = ContourShare * std::max(frame.page.width, frame.page.height);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    for (const bool isHalo : {true, false}) {
        addPath();
        cairo_set_line_width(context, isHalo ? 2.6 * width : width);
        if (isHalo)
            cairo_set_source_rgba(context, 1, 1, 1, 0.7);
        else
            setGrey(context, Ink);
        cairo_stroke(context);
    }
}

void drawContours(cairo_t* context, const SlideFrame& frame, const std::vector<ContourLine>& contours)
{
    drawLines(context, frame, [&] {
        for (const auto& line : contours)
            for (std::size_t p = 0; p < line.pointsLevel0Px.size(); ++p) {
                const auto at = frame.onPage(line.pointsLevel0Px[p]);
                if (p == 0)
                    cairo_move_to(context, at.x, at.y);
                else
                    cairo_line_to(context, at.x, at.y);
            }
    });
}

void drawOutlines(cairo_t* context, const SlideFrame& frame, const SpotTable& spots)
{
    const double radius = spots.diameterLevel0Px / 2 * frame.unitsPerLevel0Px;
    drawLines(context, frame, [&] {
        for (const Spot& spot : spots.spots)
            addMark(context, SpotMark::Disc, frame.onPage(spot.centreLevel0Px), radius);
    });
}

} // namespace

void drawSpots(cairo_t* context, const SlideFrame& frame, const PaintedSpots& spots, double opacity)
{
    if (!spots.table)
        return;
    cairo_save(context);
    addRect(context, frame.page);
    cairo_clip(context);
    if (const auto grid = CellGrid::of(*spots.table))
        drawCells(context, frame, *grid, spots, opacity);
    else
        drawMarks(context, frame, spots, opacity);
    if (spots.outlined)
        drawOutlines(context, frame, *spots.outlined);
    drawContours(context, frame, spots.contours);
    cairo_restore(context);
}

void drawMix(cairo_t* context, const RectD& square, const std::vector<LegendEntry>& colours)
{
    constexpr int Side = 160;
    Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Side, Side));
    auto* bytes = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int row = 0; bytes != nullptr && row < Side; ++row) {
        auto* out = reinterpret_cast<std::uint32_t*>(bytes + static_cast<std::ptrdiff_t>(row) * stride);
        for (int column = 0; column < Side; ++column)
            if (const auto mixed = mixAt(colours, (column + 0.5) / Side, 1 - (row + 0.5) / Side))
                out[column] = 0xff000000 | std::uint32_t{(*mixed)[0]} << 16 |
                              std::uint32_t{(*mixed)[1]} << 8 | (*mixed)[2];
    }
    cairo_surface_mark_dirty(surface.get());
    cairo_save(context);
    cairo_translate(context, square.x, square.y);
    cairo_scale(context, square.width / Side, square.height / Side);
    cairo_set_source_surface(context, surface.get(), 0, 0);
    cairo_paint(context);
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
    const auto ticks = scaleTicks(scale, WantedTicks);
    const double between = ticks.size() > 1 ? ticks[1] - ticks[0] : std::max(1e-3, scale.high - scale.low);
    setFont(context, font);
    double widest = 0;
    for (const double tick : ticks) {
        const double y = bar.y + bar.height * (1 - scale.shareOf(tick));
        const double step = scale.usesLog() ? tick : between;
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
