#include "core/spots/spatialindex.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace transcope::core;

class TestSpatialIndex : public QObject
{
    Q_OBJECT
private slots:
    void agreesWithSearchingAll_data();
    void agreesWithSearchingAll();
    void limits();
    void empty();
};

namespace {

std::vector<Spot> randomSpots(int count, double width, double height)
{
    std::mt19937 random(7);
    std::vector<Spot> spots(count);
    for (Spot& spot : spots)
        spot.centreLevel0Px = {width * (random() % 10001) / 10000.0, height * (random() % 10001) / 10000.0};
    return spots;
}

double distance(const Spot& spot, PointD p)
{
    return std::hypot(spot.centreLevel0Px.x - p.x, spot.centreLevel0Px.y - p.y);
}

} // namespace

void TestSpatialIndex::agreesWithSearchingAll_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("height");
    QTest::newRow("one spot") << 1 << 1000.0 << 800.0;
    QTest::newRow("three spots") << 3 << 1000.0 << 800.0;
    QTest::newRow("a section") << 500 << 9000.0 << 7000.0;
    QTest::newRow("one row of spots") << 200 << 5000.0 << 0.0;
    QTest::newRow("one column of spots") << 200 << 0.0 << 5000.0;
    QTest::newRow("all at one place") << 50 << 0.0 << 0.0;
}

void TestSpatialIndex::agreesWithSearchingAll()
{
    QFETCH(int, count);
    QFETCH(double, width);
    QFETCH(double, height);
    const auto spots = randomSpots(count, width, height);
    const SpatialIndex index(spots);
    std::mt19937 random(3);
    const auto anywhere = [&](double size) {
        return (random() % 10001) / 10000.0 * 3 * (size + 100) - size - 100;
    };
    for (int round = 0; round < 300; ++round) {
        const PointD p{anywhere(width), anywhere(height)};
        int best = 0;
        for (int i = 1; i < count; ++i)
            if (distance(spots[i], p) < distance(spots[best], p))
                best = i;
        QCOMPARE(index.nearest(p).value(), best);

        const PointD q{anywhere(width), anywhere(height)};
        const PointD low{std::min(p.x, q.x), std::min(p.y, q.y)},
            high{std::max(p.x, q.x), std::max(p.y, q.y)};
        std::vector<int> inside;
        for (int i = 0; i < count; ++i) {
            const PointD c = spots[i].centreLevel0Px;
            if (c.x >= low.x && c.x <= high.x && c.y >= low.y && c.y <= high.y)
                inside.push_back(i);
        }
        QCOMPARE(index.within(low, high), inside);
    }
}

void TestSpatialIndex::limits()
{
    const std::vector<Spot> spots = {{"a", {0, 0}}, {"b", {10, 0}}, {"c", {std::nan(""), 0}}, {"d", {10, 0}}};
    const SpatialIndex index(spots);
    QCOMPARE(index.nearest({9, 0}).value(), 1);
    QCOMPARE(index.nearest({9, 0}, 100, 1).value(), 3);
    QCOMPARE(index.nearest({6, 0}, 4).value(), 1);
    QVERIFY(!index.nearest({6, 0}, 3.9));
    QVERIFY(!index.nearest({std::nan(""), 0}));
    QCOMPARE(index.within({0, 0}, {10, 0}), (std::vector<int>{0, 1, 3}));
    QVERIFY(index.within({11, 0}, {20, 5}).empty());
}

void TestSpatialIndex::empty()
{
    QVERIFY(!SpatialIndex().nearest({0, 0}));
    QVERIFY(SpatialIndex(std::vector<Spot>{}).within({-1, -1}, {1, 1}).empty());
}

TRANSCOPE_TEST(TestSpatialIndex)
#include "tst_spatialindex.moc"
