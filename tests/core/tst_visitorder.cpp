#include "core/predict/visitorder.h"
#include "core/spots/lattice.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <numeric>
#include <random>

using namespace transcope::core;

class TestVisitOrder : public QObject
{
    Q_OBJECT
private slots:
    void toAndFro();
    void wideSlidesGoInStrips();
    void dependsOnTheSetAlone();
    void oddPositions();
};

namespace {

std::vector<int> all(const SpotTable& table)
{
    std::vector<int> spots(table.size());
    std::iota(spots.begin(), spots.end(), 0);
    return spots;
}

} // namespace

// 3 × 3 spots at 50, 150, 250 in blocks of 100: the middle row runs from right to left.
void TestVisitOrder::toAndFro()
{
    const SpotTable table = makeLattice(Lattice::Square, {300, 300}, 100, 50);
    QCOMPARE(visitOrder(table, all(table), 100), (std::vector<int>{0, 1, 2, 5, 4, 3, 6, 7, 8}));
    QCOMPARE(visitOrder(table, {7, 4, 0, 5, 4}, 100), (std::vector<int>{0, 5, 4, 7}));
    QVERIFY(visitOrder(table, {}, 100).empty());
}

// Blocks of 1: strips are 128 wide, so 0..255 in two rows is done as 0..127 and then 128..255.
void TestVisitOrder::wideSlidesGoInStrips()
{
    const SpotTable table = makeLattice(Lattice::Square, {256, 2}, 1, 1);
    const auto order = visitOrder(table, all(table), 1);
    for (int i = 0; i < 256; ++i)
        QVERIFY(order[i] % 256 < 128);
    for (int i = 256; i < 512; ++i)
        QVERIFY(order[i] % 256 >= 128);
}

void TestVisitOrder::dependsOnTheSetAlone()
{
    const SpotTable table = makeLattice(Lattice::Hexagonal, {3000, 2000}, 70, 50);
    std::vector<int> shuffled = all(table);
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(5));
    const auto order = visitOrder(table, shuffled, 256);
    QCOMPARE(order, visitOrder(table, all(table), 256));
    std::vector<int> sorted = order;
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(sorted, all(table));
}

void TestVisitOrder::oddPositions()
{
    SpotTable table;
    table.spots = {{"a", {qQNaN(), 0}}, {"b", {-500, -500}}, {"c", {qInf(), 3}}, {"d", {1e18, 1e18}}};
    auto order = visitOrder(table, all(table), 256);
    std::sort(order.begin(), order.end());
    QCOMPARE(order, all(table));
}

TRANSCOPE_TEST(TestVisitOrder)
#include "tst_visitorder.moc"
