#include "core/figure/boxplotfigure.h"
#include "core/figure/mapgrid.h"

#include "core/slide/slideimport.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

/// Spots at 100 px from each other, 40 px wide, from (1000, 2000) on.
std::shared_ptr<const SpotTable> fourSpots()
{
    SpotTable table;
    table.spots = {{"a", {1000, 2000}}, {"b", {1100, 2000}}, {"c", {1000, 2100}}, {"d", {1100, 2100}}};
    table.diameterLevel0Px = 40;
    table.pitchLevel0Px = 100;
    return std::make_shared<const SpotTable>(std::move(table));
}

MapGrid gridOf(const std::shared_ptr<const SpotTable>& spots)
{
    MapGrid grid;
    grid.columns = {"Ground truth", "M2OST"};
    const Rgb red{255, 0, 0}, blue{0, 0, 255};
    grid.rows = {{"DDX5",
                  {{{spots, {red, red, red, red}}, {}}, {{spots, {blue, blue, blue, red}}, {}}},
                  ColourScale{ColourMap::Viridis, 0, 8},
                  "ln(1 + CPM)"},
                 {"FASN",
                  {{{spots, {red, red, red, red}}, {}}, {{spots, {}}, "FASN is not among its genes"}},
                  {},
                  {}}};
    grid.regionLevel0Px = regionAround({spots});
    grid.umPerPx = 1;
    grid.opacity = 1;
    grid.widthMm = 90;
    grid.dpi = 254; // ten px a mm
    return grid;
}

std::string textOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++times;
    return times;
}

} // namespace

class TestMapGrid : public QObject
{
    Q_OBJECT
private slots:
    // A pitch around the centres: 1000 - 100 … 1100 + 100 by 2000 - 100 … 2100 + 100.
    void regionIsThatOfTheSpots()
    {
        QCOMPARE(regionAround({fourSpots()}), (RectI{900, 1900, 300, 300}));
        QVERIFY(regionAround({std::make_shared<const SpotTable>()}).isEmpty());
    }

    // 90 mm less margins (2 × 2), names (5), the bar (14) and a gap (1.2) leave two cells of 32.9 mm, 32.9 mm
    // high since the region is square; at ten px a mm, the first from x = 70 px and y = 70 px on. 300 px of
    // the slide are 32.9 mm: spot a lies at a third of the cell, in px 70 + 110 = 180; its radius is 20 / 300
    // × 329 = 22 px.
    void spotsLieWhereTheyShould()
    {
        const TempFolder dir;
        const auto size = writeMapGrid(gridOf(fourSpots()), dir / "grid.tif");
        QVERIFY2(size, size ? "" : size.error().text().c_str());
        QCOMPARE(size->width, 900);
        const auto picture = openOrImportSlide(dir / "grid.tif", dir / "cache");
        QVERIFY2(picture, picture ? "" : picture.error().text().c_str());
        QCOMPARE((*picture)->sizeLevel0Px(), *size);
        const auto image = (*picture)->read({0, 0, size->width, size->height}, 0);
        QVERIFY(image);
        const auto colourAt = [&](int x, int y) {
            const auto* px = image->row(y) + 3 * x;
            return px[0] > 240 && px[2] < 15   ? 'r'
                   : px[2] > 240 && px[0] < 15 ? 'b'
                   : px[1] > 240               ? 'w'
                                               : '?';
        };
        QCOMPARE(colourAt(180, 180), 'r');
        QCOMPARE(colourAt(180 + 20, 180), 'r');
        QCOMPARE(colourAt(180 + 25, 180), 'w');
        QCOMPARE(colourAt(290, 290), 'r'); // spot d: two thirds, 70 + 219
        QCOMPARE(colourAt(521, 180), 'b'); // the second cell begins 329 + 12 px further
        QCOMPARE(colourAt(631, 290), 'r');
        QCOMPARE(colourAt(180, 521), 'r');      // and so does the second row
        QCOMPARE(colourAt(521, 521 - 60), 'w'); // which has a notice there, and no spots
    }

    /// Beside a row of blends: the picture of the mixtures, and a patch of each colour.
    void addedColoursAreExplained()
    {
        const TempFolder dir;
        auto grid = gridOf(fourSpots());
        grid.rows[1].mix = {{"EPCAM", {255, 0, 255}}, {"VIM", {0, 255, 0}}};
        QVERIFY(writeMapGrid(grid, dir / "plain.svg"));
        const auto svg = textOf(dir / "plain.svg");
        QCOMPARE(count(svg, "<image"), std::size_t(1)); // the mixtures
        QVERIFY(count(svg, "rgb(100%,0%,100%)") == 1 && count(svg, "rgb(0%,100%,0%)") == 1);
    }

    void vectorsStayVectors()
    {
        const TempFolder dir;
        QVERIFY(writeMapGrid(gridOf(fourSpots()), dir / "grid.svg"));
        const auto svg = textOf(dir / "grid.svg");
        QCOMPARE(count(svg, "<image"), std::size_t(0));
        QCOMPARE(count(svg, "rgb(100%,0%,0%)"), std::size_t(9)); // four, one and four red spots
        QCOMPARE(count(svg, "<linearGradient"), std::size_t(1)); // of the row that has a scale
        QVERIFY(svg.find("width=\"255") != std::string::npos);   // 90 mm are 255.1 points
    }

    void theSlideLiesUnderTheSpots()
    {
        const TempFolder dir;
        auto grid = gridOf(fourSpots());
        grid.slide = std::make_shared<transcope::test::FakeSlide>(SizeI{4000, 4000});
        QVERIFY(writeMapGrid(grid, dir / "grid.svg"));
        QVERIFY(count(textOf(dir / "grid.svg"), "<image") >= 1);
        grid.regionLevel0Px = {5000, 5000, 100, 100};
        compareError(writeMapGrid(grid, dir / "beside.svg").error(), ErrorCode::InvalidArgument,
                     "beside the slide");
    }

    void errors()
    {
        const TempFolder dir;
        auto grid = gridOf(fourSpots());
        compareError(writeMapGrid(grid, dir / "a.bmp").error(), ErrorCode::Unsupported, ".bmp");
        grid.rows[0].cells.pop_back();
        compareError(writeMapGrid(grid, dir / "a.png").error(), ErrorCode::InvalidArgument,
                     "rows, columns and spots");
        grid = gridOf(fourSpots());
        grid.dpi = 1e6;
        compareError(writeMapGrid(grid, dir / "a.png").error(), ErrorCode::InvalidArgument, "width");
        grid = gridOf(fourSpots());
        grid.columns.assign(30, "method");
        grid.rows.resize(1);
        grid.rows[0].cells.assign(30, grid.rows[0].cells[0]);
        compareError(writeMapGrid(grid, dir / "a.png").error(), ErrorCode::InvalidArgument,
                     "30 columns do not fit");
        QVERIFY(fs::is_empty(dir.path()));
    }

    void boxPlots()
    {
        const TempFolder dir;
        BoxPlotFigure figure;
        const std::vector<double> values = {0.1, 0.2, 0.3, 0.4, 5.0}; // the last is an outlier
        figure.panels = {{"Correlation per spot",
                          {{"M2OST", boxSummary(values), false},
                           {"training-mean", boxSummary(values), true},
                           {"nothing", boxSummary(std::vector<double>{}), false}}}};
        const auto size = writeBoxPlots(figure, dir / "box.svg");
        QVERIFY2(size, size ? "" : size.error().text().c_str());
        QCOMPARE(size->width, 2126); // 180 mm at 300 dots an inch
        const auto svg = textOf(dir / "box.svg");
        QCOMPARE(count(svg, "rgb(0%,44.705882%,69.803922%)"), std::size_t(1)); // the method's box alone
        QCOMPARE(count(svg, "rgb(74.509804%,74.509804%,74.509804%)"), std::size_t(1));
        figure.widthMm = 10;
        compareError(writeBoxPlots(figure, dir / "a.png").error(), ErrorCode::InvalidArgument,
                     "from 25 mm on");
    }
};

TRANSCOPE_TEST(TestMapGrid)
#include "tst_mapgrid.moc"
