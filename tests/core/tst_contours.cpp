#include "core/surface/contours.h"

#include "tests/testsupport/testprogram.h"

#include <QTest>
#include <cmath>

using namespace transcope::core;

namespace {

constexpr int Side = 9;

/// 9 × 9 spots, 10 px apart, from (0, 0).
SpotGround grid()
{
    SpotTable table;
    for (int i = 0; i < Side * Side; ++i)
        table.spots.push_back({std::to_string(i), {10.0 * (i % Side), 10.0 * (i / Side)}});
    table.diameterLevel0Px = 6;
    table.pitchLevel0Px = 10;
    return SpotGround(std::make_shared<const SpotTable>(std::move(table)));
}

template <class Fn> std::vector<float> valuesOf(Fn fn)
{
    std::vector<float> values;
    for (int i = 0; i < Side * Side; ++i)
        values.push_back(static_cast<float>(fn(10.0 * (i % Side), 10.0 * (i / Side))));
    return values;
}

double lengthOf(const ContourLine& line)
{
    double length = 0;
    for (std::size_t p = 1; p < line.pointsLevel0Px.size(); ++p)
        length += std::hypot(line.pointsLevel0Px[p].x - line.pointsLevel0Px[p - 1].x,
                             line.pointsLevel0Px[p].y - line.pointsLevel0Px[p - 1].y);
    return length;
}

} // namespace

class TestContours : public QObject
{
    Q_OBJECT
private slots:
    void aPlaneHasOneStraightLineALevel()
    {
        const auto lines = contourLines(grid(), valuesOf([](double x, double) { return x; }), {25, 33});
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[1].level, 33.0);
        for (const auto& line : lines) {
            for (const auto& point : line.pointsLevel0Px)
                QVERIFY(std::abs(point.x - line.level) < 1e-9);
            QVERIFY(std::abs(lengthOf(line) - 80) < 1e-9);
        }
    }

    void aHillIsGoneAround()
    {
        const auto hill = valuesOf([](double x, double y) { return -std::abs(x - 40) - std::abs(y - 40); });
        const auto lines = contourLines(grid(), hill, {-25});
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].pointsLevel0Px.front().x, lines[0].pointsLevel0Px.back().x);
        QCOMPARE(lines[0].pointsLevel0Px.front().y, lines[0].pointsLevel0Px.back().y);
        // The square of |x − 40| + |y − 40| = 25 has four sides of 25 √2; the triangles cut its corners off
        // by a little.
        QVERIFY(std::abs(lengthOf(lines[0]) - 100 * std::sqrt(2.0)) < 10);
    }

    void whereNothingIsKnownThereIsNoLine()
    {
        auto values = valuesOf([](double x, double) { return x; });
        for (int row = 0; row < Side; ++row)
            values[std::size_t(row * Side + 3)] = NAN;
        QVERIFY(contourLines(grid(), values, {25}).empty());
        QCOMPARE(contourLines(grid(), values, {45}).size(), std::size_t(1));
    }

    void fewSpotsHaveNoSurface()
    {
        auto two = std::make_shared<SpotTable>();
        two->spots = {{"a", {0, 0}}, {"b", {10, 0}}};
        QVERIFY(contourLines(SpotGround(two), std::vector<float>{0, 1}, {0.5}).empty());
    }
};

TRANSCOPE_TEST(TestContours)
#include "tst_contours.moc"
