#include "core/figure/mapgrid.h"

#include "core/base/try.h"
#include "core/figure/drawing.h"
#include "core/figure/mapgriddrawing.h"
#include "core/figure/page.h"
#include "core/figure/printpage.h"
#include "core/figure/wrappedtext.h"
#include "core/slide/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

// Lengths in mm.
constexpr double RowNameWidth = 5;
constexpr double HeadHeight = 5;
constexpr double Gap = 1.2;
constexpr double BarWidth = 2.5;
constexpr double BarSpace = 14; ///< with ticks and label
constexpr double LargestSidePx = 20000;
constexpr double SmallestWidthMm = 30;

class GridPainter
{
public:
    explicit GridPainter(const MapGrid& grid) : m_grid(grid), m_foot(grid.provenance, grid.widthMm)
    {
        const auto columns = static_cast<double>(grid.columns.size());
        m_cellWidth =
            (grid.widthMm - 2 * PrintMargin - RowNameWidth - BarSpace - (columns - 1) * Gap) / columns;
        m_cellHeight = m_cellWidth * static_cast<double>(grid.regionLevel0Px.height) /
                       static_cast<double>(grid.regionLevel0Px.width);
    }

    double cellWidth() const { return m_cellWidth; }
    double height() const { return rowTop(m_grid.rows.size()) + m_foot.height(); }

    void paint(cairo_t* context, const SlidePart* tissue) const
    {
        paintHeads(context);
        for (std::size_t r = 0; r < m_grid.rows.size(); ++r)
            paintRow(context, r, tissue);
        m_foot.paint(context, rowTop(m_grid.rows.size()));
    }

private:
    double columnLeft(std::size_t column) const
    {
        return PrintMargin + RowNameWidth + static_cast<double>(column) * (m_cellWidth + Gap);
    }
    double rowTop(std::size_t row) const
    {
        return PrintMargin + HeadHeight + static_cast<double>(row) * (m_cellHeight + Gap);
    }

    SlideFrame frameAt(std::size_t row, std::size_t column) const
    {
        const auto& region = m_grid.regionLevel0Px;
        return {{columnLeft(column), rowTop(row), m_cellWidth, m_cellHeight},
                {static_cast<double>(region.x), static_cast<double>(region.y)},
                m_cellWidth / static_cast<double>(region.width)};
    }

    void paintHeads(cairo_t* context) const
    {
        setGrey(context, Ink);
        for (std::size_t c = 0; c < m_grid.columns.size(); ++c) {
            setFont(context, PrintFont, true);
            const double wide = textWidth(context, m_grid.columns[c]);
            const double font = PrintFont * std::min(1.0, m_cellWidth / wide); // a long name is written small
            setFont(context, font, true);
            showText(context, columnLeft(c) + (m_cellWidth - std::min(wide, m_cellWidth)) / 2,
                     PrintMargin + HeadHeight - 1.5, m_grid.columns[c]);
        }
    }

    void paintRow(cairo_t* context, std::size_t r, const SlidePart* tissue) const
    {
        const auto& row = m_grid.rows[r];
        setGrey(context, Ink);
        setFont(context, PrintFont);
        showTextUpwards(context, PrintMargin + RowNameWidth / 2, rowTop(r) + m_cellHeight / 2, row.name);
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            paintCell(context, frameAt(r, c), row.cells[c], tissue);
        if (m_grid.hasScaleBar && r == 0 && !row.cells.empty())
            drawScaleBar(context, frameAt(0, 0), m_grid.umPerPx, 0.8 * PrintFont);
        if (row.scale)
            drawColourBar(
                context,
                {columnLeft(row.cells.size()), rowTop(r) + 0.1 * m_cellHeight, BarWidth, 0.8 * m_cellHeight},
                *row.scale, row.scaleLabel, 0.85 * PrintFont);
        paintMix(context, row, {columnLeft(row.cells.size()), rowTop(r)});
    }

    /// In the place of the colour bar: what the colours look like added up, and a line for each.
    static void paintMix(cairo_t* context, const GridRow& row, PointD corner)
    {
        if (row.mix.empty())
            return;
        const double side = BarSpace - PrintMargin - 1;
        drawMix(context, {corner.x, corner.y, side, side}, row.mix);
        setFont(context, SmallPrintFont);
        double baseline = corner.y + side + PrintLineHeight * SmallPrintFont;
        for (std::size_t c = 0; c < row.mix.size(); ++c, baseline += PrintLineHeight * SmallPrintFont) {
            setColour(context, row.mix[c].colour);
            addRect(context, {corner.x, baseline - SmallPrintFont, SmallPrintFont, SmallPrintFont});
            cairo_fill(context);
            setGrey(context, Ink);
            showText(context, corner.x + 1.5 * SmallPrintFont, baseline, row.mix[c].name);
        }
    }

    void paintCell(cairo_t* context, const SlideFrame& frame, const GridCell& cell,
                   const SlidePart* tissue) const
    {
        if (tissue != nullptr) {
            const auto corner = frame.onPage(tissue->originLevel0Px);
            cairo_save(context);
            addRect(context, frame.page);
            cairo_clip(context);
            drawPicture(context, tissue->image,
                        {corner.x, corner.y, tissue->sizeLevel0Px.x * frame.unitsPerLevel0Px,
                         tissue->sizeLevel0Px.y * frame.unitsPerLevel0Px});
            cairo_restore(context);
        }
        if (cell.notice.empty())
            drawSpots(context, frame, cell.spots, m_grid.opacity);
        paintNotice(context, frame.page, cell.notice);
        setGrey(context, 0.6);
        cairo_set_line_width(context, 0.1);
        addRect(context, frame.page);
        cairo_stroke(context);
    }

    /// On a plate of its own, so that it can be read over tissue.
    static void paintNotice(cairo_t* context, const RectD& cell, const std::string& notice)
    {
        if (notice.empty())
            return;
        const auto lines = wrappedText(notice, cell.width - 4, SmallPrintFont);
        const double height = static_cast<double>(lines.size()) * PrintLineHeight * SmallPrintFont;
        const double top = cell.y + (cell.height - height) / 2;
        cairo_set_source_rgba(context, 1, 1, 1, 0.9);
        addRect(context, {cell.x + 1, top - 1, cell.width - 2, height + 2});
        cairo_fill(context);
        setGrey(context, Ink);
        setFont(context, SmallPrintFont);
        double baseline = top + SmallPrintFont;
        for (const auto& line : lines) {
            showText(context, cell.x + 2, baseline, line);
            baseline += PrintLineHeight * SmallPrintFont;
        }
    }

    const MapGrid& m_grid;
    double m_cellWidth = 0, m_cellHeight = 0;
    FootLines m_foot;
};

Result<void> check(const MapGrid& grid, const std::string& name)
{
    const auto fault = [&](const std::string& what, const std::string& advice) {
        return fail(ErrorCode::InvalidArgument, name + ": " + what, advice);
    };
    const bool full = std::ranges::all_of(
        grid.rows, [&](const GridRow& r) { return r.cells.size() == grid.columns.size(); });
    if (grid.columns.empty() || grid.rows.empty() || !full || grid.regionLevel0Px.isEmpty())
        return fault("a figure needs rows, columns and spots", "Name predictions and genes");
    if (!(grid.widthMm >= SmallestWidthMm) || !(grid.dpi >= 36) ||
        !(grid.widthMm / 25.4 * grid.dpi <= LargestSidePx))
        return fault("a figure needs a width from 30 mm on and 36 to so many dots per inch that it is at "
                     "most 20000 px wide",
                     "Choose another width or resolution");
    if (GridPainter(grid).cellWidth() < 5)
        return fault(std::to_string(grid.columns.size()) + " columns do not fit into " +
                         std::to_string(static_cast<int>(grid.widthMm)) + " mm",
                     "Choose a larger width or fewer methods");
    return {};
}

} // namespace

RectI regionAround(const std::vector<std::shared_ptr<const SpotTable>>& tables)
{
    constexpr double Far = std::numeric_limits<double>::infinity();
    double left = Far, top = Far, right = -Far, bottom = -Far;
    for (const auto& table : tables) {
        const double around = table->pitchLevel0Px.value_or(table->diameterLevel0Px);
        for (const auto& spot : table->spots) {
            left = std::min(left, spot.centreLevel0Px.x - around);
            right = std::max(right, spot.centreLevel0Px.x + around);
            top = std::min(top, spot.centreLevel0Px.y - around);
            bottom = std::max(bottom, spot.centreLevel0Px.y + around);
        }
    }
    if (!(left < right))
        return {};
    const auto x = static_cast<std::int64_t>(std::floor(left)),
               y = static_cast<std::int64_t>(std::floor(top));
    return {x, y, static_cast<std::int64_t>(std::ceil(right)) - x,
            static_cast<std::int64_t>(std::ceil(bottom)) - y};
}

struct MapGridDrawing::Parts
{
    GridPainter painter;
    std::optional<SlidePart> tissue;
};

Result<MapGridDrawing> MapGridDrawing::of(const MapGrid& grid, const std::string& name, std::stop_token stop)
{
    TRY_RUN(check(grid, name));
    Parts parts{GridPainter(grid), {}};
    const double pxPerMm = grid.dpi / 25.4;
    if (parts.painter.height() * pxPerMm > LargestSidePx)
        return fail(ErrorCode::InvalidArgument, name + ": the figure would be more than 20000 px high",
                    "Choose a smaller width, fewer dots per inch or fewer rows");
    if (grid.slide) {
        const auto width = static_cast<std::int64_t>(std::ceil(parts.painter.cellWidth() * pxPerMm));
        TRY(parts.tissue, readPart(*grid.slide, grid.regionLevel0Px,
                                   {width, std::numeric_limits<std::int32_t>::max()}, std::move(stop)));
    }
    return MapGridDrawing(std::make_shared<const Parts>(std::move(parts)));
}

double MapGridDrawing::height() const
{
    return m_parts->painter.height();
}

void MapGridDrawing::paint(cairo_t* context) const
{
    m_parts->painter.paint(context, m_parts->tissue ? &*m_parts->tissue : nullptr);
}

Result<SizeI> writeMapGrid(const MapGrid& grid, const std::filesystem::path& out, std::stop_token stop)
{
    TRY_RUN(checkPageName(out));
    TRY(const auto drawing, MapGridDrawing::of(grid, out.string(), std::move(stop)));
    const Page page{grid.widthMm, drawing.height(), grid.dpi / 25.4, 72 / 25.4, grid.dpi};
    return writePage(out, page, [&](cairo_t* context) { drawing.paint(context); });
}

} // namespace transcope::core
