#include "core/expression/denseexpression.h"
#include "core/io/geojson.h"
#include "core/predict/tissuegrid.h"
#include "core/run/plan.h"
#include "core/spots/cellgrid.h"
#include "core/spots/lattice.h"
#include "tests/testsupport/testprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace transcope::core;

namespace {

/// Every fifth of 7 × 5 cells of 16.5 px is not there.
SpotTable cells()
{
    auto table = makeLattice(Lattice::Square, {115, 82}, 16.5, 8);
    for (std::size_t i = table.size(); i-- > 0;)
        if (i % 5 == 4)
            table.spots.erase(table.spots.begin() + static_cast<std::ptrdiff_t>(i));
    return asCells(table);
}

} // namespace

class TestCellGrid : public QObject
{
    Q_OBJECT
private slots:
    void aPositionIsInTheCellAroundIt();
    void whatIsNoGrid();
    void aGridForADenseMethodIsCells();
    void exportedAsSquares();
};

void TestCellGrid::aPositionIsInTheCellAroundIt()
{
    const auto table = cells();
    QCOMPARE(table.diameterLevel0Px, 16.5);
    const auto grid = CellGrid::of(table);
    QVERIFY(grid);
    QCOMPARE(grid->columns(), 7);
    QCOMPARE(grid->rows(), 5);
    // Another way to the same: the spot, if any, whose centre is less than half a side away on both axes.
    for (double y = -4.1; y < 95; y += 3.3)
        for (double x = -4.1; x < 130; x += 2.7) {
            int expected = CellGrid::None;
            for (std::size_t i = 0; i < table.size(); ++i)
                if (std::abs(table.spots[i].centreLevel0Px.x - x) < 8.25 &&
                    std::abs(table.spots[i].centreLevel0Px.y - y) < 8.25)
                    expected = static_cast<int>(i);
            QCOMPARE(grid->at(PointD{x, y}), expected);
        }
    QCOMPARE(grid->at(PointD{std::nan(""), 0}), CellGrid::None);
    QCOMPARE(grid->at(PointD{1e300, 0}), CellGrid::None);
}

void TestCellGrid::whatIsNoGrid()
{
    auto discs = cells();
    discs.shape = SpotShape::Disc;
    QVERIFY(!CellGrid::of(discs));
    QVERIFY(!CellGrid::of(asCells({})));
    auto far = cells();
    far.spots.push_back({"far", {1e9, 1e9}}); // of 3.7e15 cells
    QVERIFY(!CellGrid::of(far));
    auto nowhere = cells();
    nowhere.spots.front().centreLevel0Px.x = std::nan("");
    QCOMPARE(CellGrid::of(nowhere)->at(0, 0), CellGrid::None);
}

void TestCellGrid::aGridForADenseMethodIsCells()
{
    const auto laid = std::make_shared<const SpotTable>(makeLattice(Lattice::Square, {115, 82}, 16.5, 8));
    for (const auto kind : {PredictorKind::Patch, PredictorKind::Section, PredictorKind::Dense})
        for (const bool isGrid : {false, true}) {
            RunPlan plan{{}, laid, {}, {}, isGrid};
            fitGrid(plan, kind);
            const bool isCells = isGrid && kind == PredictorKind::Dense;
            QCOMPARE(plan.spots->shape, isCells ? SpotShape::Cell : SpotShape::Disc);
            QCOMPARE(plan.spots->diameterLevel0Px, isCells ? 16.5 : 8.0);
            QCOMPARE(plan.spots->size(), laid->size());
        }
}

void TestCellGrid::exportedAsSquares()
{
    QTemporaryDir dir;
    Layer layer;
    SpotTable one = cells();
    one.spots.resize(1);
    layer.spots = std::make_shared<const SpotTable>(one);
    layer.genes = {{"A", ""}};
    layer.values = denseExpression(ExpressionMatrix(1, 1));
    const auto path = dir.filePath("a.geojson");
    QVERIFY(writeGeoJson(path.toStdString(), layer));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto ring = QJsonDocument::fromJson(file.readAll())
                          .object()["features"][0]["geometry"]["coordinates"][0]
                          .toArray();
    QCOMPARE(ring, (QJsonArray{QJsonArray{0, 0}, QJsonArray{16.5, 0}, QJsonArray{16.5, 16.5},
                               QJsonArray{0, 16.5}, QJsonArray{0, 0}}));
}

TRANSCOPE_TEST(TestCellGrid)
#include "tst_cellgrid.moc"
