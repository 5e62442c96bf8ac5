#include "core/spots/lattice.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <cmath>

using namespace transcope::core;

class TestLattice : public QObject
{
    Q_OBJECT
private slots:
    void square();
    void hexagonal();
    void keepsOnlyWhatIsWanted();
    void noPitchNoSpots();
    void medianPitch_data();
    void medianPitch();
};

// 100 / 40: centres at 20 and 60 (100 would lie outside [0, 100)); 70 / 40: at 20 and 60.
void TestLattice::square()
{
    const SpotTable table = makeLattice(Lattice::Square, {100, 70}, 40, 30);
    QCOMPARE(table.size(), std::size_t(4));
    QCOMPARE(table.lattice, Lattice::Square);
    QCOMPARE(table.diameterLevel0Px, 30.0);
    QCOMPARE(table.pitchLevel0Px.value(), 40.0);
    const PointD expected[] = {{20, 20}, {60, 20}, {20, 60}, {60, 60}};
    const char* ids[] = {"0x0", "0x1", "1x0", "1x1"};
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(table.spots[i].centreLevel0Px, expected[i]);
        QCOMPARE(table.spots[i].id, std::string(ids[i]));
        QCOMPARE(table.spots[i].arrayRow, i / 2);
        QCOMPARE(table.spots[i].arrayCol, i % 2);
    }
}

// Rows 100·√3/2 = 86.60 apart; the odd row is half a pitch further right and counts odd columns.
void TestLattice::hexagonal()
{
    const SpotTable table = makeLattice(Lattice::Hexagonal, {260, 240}, 100, 55);
    QCOMPARE(table.size(), std::size_t(3 + 2 + 3));
    QCOMPARE(table.spots[0].id, std::string("0x0"));
    QCOMPARE(table.spots[1].arrayCol, 2);
    const Spot& odd = table.spots[3];
    QCOMPARE(odd.id, std::string("1x1"));
    QCOMPARE(odd.centreLevel0Px.x, 100.0);
    QVERIFY(std::abs(odd.centreLevel0Px.y - 136.602540378) < 1e-6);
    // Every neighbour of a hexagonal lattice is one pitch away.
    QVERIFY(std::abs(transcope::core::medianPitch(table.spots) - 100) < 1e-9);
}

void TestLattice::keepsOnlyWhatIsWanted()
{
    const SpotTable table =
        makeLattice(Lattice::Square, {100, 100}, 10, 8, [](PointD p) { return p.x < 30 && p.y > 80; });
    QCOMPARE(table.size(), std::size_t(3 * 2));
    QCOMPARE(table.spots.front().id, std::string("8x0"));
}

void TestLattice::noPitchNoSpots()
{
    QVERIFY(makeLattice(Lattice::Square, {100, 100}, 0, 8).empty());
    QVERIFY(makeLattice(Lattice::Square, {100, 100}, std::nan(""), 8).empty());
    QVERIFY(makeLattice(Lattice::Square, {0, 0}, 10, 8).empty());
}

void TestLattice::medianPitch_data()
{
    QTest::addColumn<QVector<QPointF>>("centres");
    QTest::addColumn<double>("pitch");
    QTest::newRow("none") << QVector<QPointF>{} << 0.0;
    QTest::newRow("one") << QVector<QPointF>{{5, 5}} << 0.0;
    QTest::newRow("two") << QVector<QPointF>{{0, 0}, {3, 4}} << 5.0;
    // Nearest distances along the line 0, 1, 3, 7: 1, 1, 2, 4; the median is (1 + 2) / 2.
    QTest::newRow("even count") << QVector<QPointF>{{0, 0}, {1, 0}, {3, 0}, {7, 0}} << 1.5;
    // 0, 1, 3, 7, 12: 1, 1, 2, 4, 5 → 2.
    QTest::newRow("odd count") << QVector<QPointF>{{0, 0}, {0, 1}, {0, 3}, {0, 7}, {0, 12}} << 2.0;
    QTest::newRow("without position") << QVector<QPointF>{{0, 0}, {2, 0}, {qQNaN(), 0}} << 2.0;
}

void TestLattice::medianPitch()
{
    QFETCH(QVector<QPointF>, centres);
    QFETCH(double, pitch);
    std::vector<Spot> spots;
    for (const QPointF& centre : centres)
        spots.push_back({"", {centre.x(), centre.y()}});
    QCOMPARE(transcope::core::medianPitch(spots), pitch);
}

TRANSCOPE_TEST(TestLattice)
#include "tst_lattice.moc"
