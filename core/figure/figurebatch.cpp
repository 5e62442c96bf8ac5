#include "core/figure/figurebatch.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/figure/drawing.h"
#include "core/figure/mapgriddrawing.h"
#include "core/figure/page.h"
#include "core/figure/printpage.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

// Lengths in mm.
constexpr double PageWidth = 210, PageHeight = 297, Margin = 10;
constexpr double TitleHeight = 6;
constexpr double SmallestCell = 20; ///< maps beside each other on the sheet are at least about so wide
constexpr double AroundCells = 19;  ///< of a gene's block: its name, its colour bar
constexpr double SheetDpi = 150;

/// Names of genes may hold what a file's must not ("__ambiguous[A+B]", "HLA-A/B"); two that become the same
/// are told apart by a number.
class FileNames
{
public:
    std::string of(const std::string& gene)
    {
        std::string stem;
        for (const char c : gene)
            stem += std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                            std::string_view("._+-").find(c) != std::string_view::npos
                        ? c
                        : '-';
        std::string name = stem;
        for (int number = 2; !m_taken.insert(name).second; ++number)
            name = stem + "-" + std::to_string(number);
        return name;
    }

private:
    std::set<std::string> m_taken{"contact-sheet"};
};

/// How genes lie on A4 pages, each a block of its maps.
struct SheetLayout
{
    std::size_t across = 1, down = 1; ///< blocks on a page
    double blockWidth = 0, blockHeight = 0;

    std::size_t perPage() const { return across * down; }
    PointD corner(std::size_t block) const
    {
        return {Margin + static_cast<double>(block % across) * blockWidth,
                Margin + TitleHeight + static_cast<double>(block / across) * blockHeight};
    }
};

MapGrid blockOf(MapGrid figure, double width)
{
    figure.widthMm = width;
    figure.dpi = SheetDpi;
    figure.provenance.clear();
    return figure;
}

/// figure: of any gene. foot: under each page.
Result<SheetLayout> layOut(const MapGrid& figure, const FootLines& foot, const fs::path& sheet)
{
    constexpr double Wide = PageWidth - 2 * Margin;
    SheetLayout layout;
    const auto smallest = static_cast<double>(figure.columns.size()) * SmallestCell + AroundCells;
    layout.across = static_cast<std::size_t>(std::max(1.0, Wide / smallest));
    layout.blockWidth = Wide / static_cast<double>(layout.across);
    const auto block = blockOf(figure, layout.blockWidth);
    TRY(const auto drawing, MapGridDrawing::of(block, sheet.string(), {}));
    layout.blockHeight = drawing.height();
    const double room = PageHeight - 2 * Margin - TitleHeight - foot.height();
    layout.down = static_cast<std::size_t>(std::max(1.0, room / layout.blockHeight));
    return layout;
}

class BatchWriter
{
public:
    BatchWriter(const FigureSource& source, const FigureBatch& batch, const ProgressFn& progress,
                std::stop_token stop)
        : m_source(source), m_batch(batch), m_stop(std::move(stop)),
          m_meter(progress, "drawing genes", static_cast<std::int64_t>(batch.genes.size()))
    {
    }

    Result<WrittenBatch> write()
    {
        TRY_RUN(checkPageName("x" + m_batch.ending));
        findGenes();
        if (m_genes.empty())
            return fail(ErrorCode::NotFound,
                        "none of the layers " + nameList(m_source.names) + " has any of " +
                            nameList(m_written.missing),
                        "Look at the list of genes that there are; genes can be named by Ensembl id too");
        std::error_code failed;
        fs::create_directories(m_batch.folder, failed);
        if (failed)
            return fail(ErrorCode::WriteFailed, m_batch.folder.string() + ": " + failed.message(),
                        "Choose a folder that can be written");
        m_written.sheet = m_batch.folder / "contact-sheet.pdf";
        TRY(const auto first, figureOf(m_genes.front()));
        const FootLines foot(first.provenance, PageWidth - 2 * Margin);
        TRY(m_layout, layOut(first, foot, m_written.sheet));
        const auto pages = (m_genes.size() + m_layout.perPage() - 1) / m_layout.perPage();
        const Page page{PageWidth, PageHeight, SheetDpi / 25.4, 72 / 25.4, SheetDpi};
        TRY_RUN(writePages(m_written.sheet, page, static_cast<int>(pages),
                           [&](cairo_t* context, int number) -> Result<void> {
                               TRY_RUN(writePage(context, static_cast<std::size_t>(number)));
                               paintFrame(context, number, pages, foot);
                               return {};
                           }));
        return std::move(m_written);
    }

private:
    void findGenes()
    {
        for (const auto& gene : m_batch.genes) {
            const bool there = std::ranges::any_of(
                m_source.columns, [&](const LayerPtr& layer) { return findGene(layer->genes, gene) >= 0; });
            (there ? m_genes : m_written.missing).push_back(gene);
        }
        m_meter.advance(static_cast<std::int64_t>(m_written.missing.size()));
    }

    Result<MapGrid> figureOf(const std::string& gene) const
    {
        return mapFigure(m_source, {{geneRecipe(gene), gene}}, m_batch.look, m_stop);
    }

    /// The genes of a page: a picture of each, and its block.
    Result<void> writePage(cairo_t* context, std::size_t page)
    {
        const auto first = page * m_layout.perPage();
        for (std::size_t g = first; g < std::min(m_genes.size(), first + m_layout.perPage()); ++g) {
            TRY(const auto figure, figureOf(m_genes[g]));
            const auto picture = m_batch.folder / (m_names.of(m_genes[g]) + m_batch.ending);
            TRY_RUN(writeMapGrid(figure, picture, m_stop));
            m_written.pictures.push_back(picture);
            auto block = blockOf(figure, m_layout.blockWidth);
            block.hasScaleBar = g == first;
            TRY(const auto drawing, MapGridDrawing::of(block, m_written.sheet.string(), m_stop));
            const auto corner = m_layout.corner(g - first);
            cairo_save(context);
            cairo_translate(context, corner.x, corner.y);
            drawing.paint(context);
            cairo_restore(context);
            m_meter.advance();
        }
        return {};
    }

    void paintFrame(cairo_t* context, int page, std::size_t pages, const FootLines& foot) const
    {
        const auto text = std::to_string(m_genes.size()) + " genes, each in a scale of its own · page " +
                          std::to_string(page + 1) + " of " + std::to_string(pages);
        setGrey(context, Ink);
        setFont(context, PrintFont, true);
        showText(context, Margin + PrintMargin, Margin + PrintFont, text);
        cairo_save(context);
        cairo_translate(context, Margin, 0);
        foot.paint(context, PageHeight - Margin - foot.height());
        cairo_restore(context);
    }

    const FigureSource& m_source;
    const FigureBatch& m_batch;
    std::stop_token m_stop;
    ProgressMeter m_meter;
    std::vector<std::string> m_genes;
    FileNames m_names;
    SheetLayout m_layout;
    WrittenBatch m_written;
};

} // namespace

Result<WrittenBatch> writeFigureBatch(const FigureSource& source, const FigureBatch& batch,
                                      const ProgressFn& progress, std::stop_token stop)
{
    return BatchWriter(source, batch, progress, std::move(stop)).write();
}

} // namespace transcope::core
