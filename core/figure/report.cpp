#include "core/figure/report.h"

#include "core/base/try.h"
#include "core/figure/drawing.h"
#include "core/figure/mapgriddrawing.h"
#include "core/figure/page.h"
#include "core/figure/printpage.h"
#include "core/figure/wrappedtext.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace transcope::core {

namespace {

// Lengths in mm.
constexpr double PageWidth = 210, PageHeight = 297, Margin = 18;
constexpr double TextWidth = PageWidth - 2 * Margin;
constexpr double Bottom = PageHeight - Margin - 6; ///< above the foot
constexpr double TitleFont = 15 * MmPerPoint, HeadingFont = 10.5 * MmPerPoint, TextFont = 8.5 * MmPerPoint;
constexpr double TableFont = 7.5 * MmPerPoint;
constexpr double CellGap = 2;
constexpr int ReportDpi = 200;

/// Something of a height that is drawn in one piece, from the context's origin down.
struct Piece
{
    double height = 0;
    std::function<void(cairo_t*)> paint;
    double withNext = 0; ///< so much of what follows belongs on the same page
};

Piece lineOf(const std::string& text, double font, double grey, bool bold = false)
{
    return {PrintLineHeight * font, [=](cairo_t* context) {
                setGrey(context, grey);
                setFont(context, font, bold);
                showText(context, 0, font, text);
            }};
}

void addText(std::vector<Piece>& pieces, const std::string& text, double font, double grey)
{
    for (const auto& line : wrappedText(text, TextWidth, font))
        pieces.push_back(lineOf(line, font, grey));
    pieces.push_back({0.5 * font, {}});
}

/// The table's columns: as wide as their longest cell; the first is cut where the rest does not fit.
std::vector<double> columnWidths(const ReportTable& table, cairo_t* measuring)
{
    std::vector<double> widths;
    setFont(measuring, TableFont, true);
    for (const auto& name : table.head)
        widths.push_back(textWidth(measuring, name));
    setFont(measuring, TableFont);
    for (const auto& row : table.rows)
        for (std::size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], textWidth(measuring, row[c]));
    double others = 0;
    for (std::size_t c = 1; c < widths.size(); ++c)
        others += widths[c] + CellGap;
    widths[0] = std::max(20.0, std::min(widths[0], TextWidth - others));
    return widths;
}

Piece rowOf(const std::vector<std::string>& cells, const std::vector<double>& widths, bool head)
{
    return {1.55 * TableFont, [=](cairo_t* context) {
                setGrey(context, Ink);
                setFont(context, TableFont, head);
                double right = 0;
                for (std::size_t c = 0; c < cells.size(); ++c) {
                    right += widths[c] + (c > 0 ? CellGap : 0);
                    const double left = c == 0 ? 0 : right - textWidth(context, cells[c]);
                    cairo_save(context);
                    addRect(context, {right - widths[c], -TableFont, widths[c], 3 * TableFont});
                    cairo_clip(context);
                    showText(context, left, TableFont, cells[c]);
                    cairo_restore(context);
                }
                if (head) {
                    cairo_set_line_width(context, 0.15);
                    cairo_move_to(context, 0, 1.4 * TableFont);
                    cairo_line_to(context, right, 1.4 * TableFont);
                    cairo_stroke(context);
                }
            }};
}

Result<void> addTable(std::vector<Piece>& pieces, const ReportTable& table, const std::string& name)
{
    for (const auto& row : table.rows)
        if (row.size() != table.head.size())
            return fail(ErrorCode::InvalidArgument,
                        name + ": a table's row has " + std::to_string(row.size()) + " cells of " +
                            std::to_string(table.head.size()),
                        "Please report this");
    const Owned<cairo_surface_t> surface(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr));
    const Owned<cairo_t> measuring(cairo_create(surface.get()));
    const auto widths = columnWidths(table, measuring.get());
    pieces.push_back(rowOf(table.head, widths, true));
    pieces.back().withNext = 3 * TableFont;
    for (const auto& row : table.rows)
        pieces.push_back(rowOf(row, widths, false));
    pieces.push_back({TextFont, {}});
    return {};
}

/// Grids are drawn as wide as a page allows, and narrower where they would be higher than one.
Result<void> addMaps(std::vector<Piece>& pieces, const MapGrid& given, const std::string& name,
                     std::stop_token stop)
{
    auto grid = std::make_shared<MapGrid>(given);
    grid->widthMm = TextWidth;
    grid->dpi = ReportDpi;
    TRY(auto drawing, MapGridDrawing::of(*grid, name, stop));
    if (const double room = Bottom - Margin - 12; drawing.height() > room) {
        grid->widthMm *= room / drawing.height();
        TRY(drawing, MapGridDrawing::of(*grid, name, stop));
    }
    pieces.push_back({drawing.height(), [grid, drawing](cairo_t* context) { drawing.paint(context); }});
    return {};
}

double heightUntil(const std::vector<Piece>& pieces, std::size_t first, std::size_t last)
{
    double height = 0;
    for (std::size_t i = first; i < last; ++i)
        height += pieces[i].height;
    return height;
}

/// A heading does not stand alone at the foot of a page, nor without its maps.
Result<std::vector<Piece>> piecesOf(const Report& report, const std::string& name, std::stop_token stop)
{
    std::vector<Piece> pieces;
    for (const auto& line : wrappedText(report.title, TextWidth, TitleFont))
        pieces.push_back(lineOf(line, TitleFont, Ink, true));
    for (const auto& part : report.parts) {
        pieces.push_back({HeadingFont, {}});
        const std::size_t heading = pieces.size();
        pieces.push_back(lineOf(part.heading, HeadingFont, Ink, true));
        pieces.push_back({0.3 * HeadingFont, {}});
        for (const auto& text : part.texts)
            addText(pieces, text, TextFont, Ink);
        if (part.table)
            TRY_RUN(addTable(pieces, *part.table, name));
        if (part.maps)
            TRY_RUN(addMaps(pieces, *part.maps, name, stop));
        const std::size_t mapsAt = pieces.size();
        for (const auto& remark : part.remarks)
            addText(pieces, remark, SmallPrintFont * 1.2, FaintInk);
        pieces[heading].withNext = part.maps ? heightUntil(pieces, heading + 1, mapsAt) : 4 * TextFont;
    }
    return pieces;
}

/// A piece and where it lies.
struct Placed
{
    double top = 0;
    const Piece* piece = nullptr;
};

std::vector<std::vector<Placed>> pagesOf(const std::vector<Piece>& pieces)
{
    std::vector<std::vector<Placed>> pages(1);
    double top = Margin;
    for (const auto& piece : pieces) {
        if (top > Margin && top + piece.height + piece.withNext > Bottom) {
            pages.emplace_back();
            top = Margin;
        }
        if (top == Margin && !piece.paint)
            continue; // no space at the head of a page
        pages.back().push_back({top, &piece});
        top += piece.height;
    }
    return pages;
}

void paintFoot(cairo_t* context, const std::string& foot, int page, std::size_t pages)
{
    const std::string number = std::to_string(page + 1) + " / " + std::to_string(pages);
    setGrey(context, FaintInk);
    setFont(context, SmallPrintFont * 1.2);
    showText(context, Margin, PageHeight - Margin + 2, foot);
    showText(context, PageWidth - Margin - textWidth(context, number), PageHeight - Margin + 2, number);
}

} // namespace

Result<int> writeReport(const Report& report, const std::filesystem::path& out, std::stop_token stop)
{
    TRY(const auto pieces, piecesOf(report, out.string(), std::move(stop)));
    const auto pages = pagesOf(pieces);
    const Page page{PageWidth, PageHeight, ReportDpi / 25.4, 72 / 25.4, ReportDpi};
    TRY_RUN(writePages(out, page, static_cast<int>(pages.size()), [&](cairo_t* context, int number) {
        for (const auto& placed : pages[static_cast<std::size_t>(number)]) {
            if (!placed.piece->paint)
                continue;
            cairo_save(context);
            cairo_translate(context, Margin, placed.top);
            placed.piece->paint(context);
            cairo_restore(context);
        }
        paintFoot(context, report.foot, number, pages.size());
        return Result<void>();
    }));
    return static_cast<int>(pages.size());
}

} // namespace transcope::core
