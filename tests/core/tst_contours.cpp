#include "core/surface/contours.h"
#include "core/surface/smoothsurface.h"

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

    /// What is linear over the spots is the same between them, at each square's middle and nowhere else.
    void aSmoothSurfaceIsLinearBetweenSpots()
    {
        const auto ground = grid();
        const SmoothSurface surface(ground);
        // 8 squares a pitch: 64 × 64 of them over 80 px by 80.
        QCOMPARE(surface.cells()->size(), std::size_t(64 * 64));
        QCOMPARE(surface.cells()->diameterLevel0Px, 1.25);
        auto heights = ground.heights(valuesOf([](double x, double y) { return 3 * x - 2 * y + 5; }));
        const auto values = surface.values(heights);
        for (std::size_t c = 0; c < values.size(); ++c) {
            const auto at = surface.cells()->spots[c].centreLevel0Px;
            QVERIFY(std::abs(double(values[c]) - (3 * at.x - 2 * at.y + 5)) < 1e-3);
        }
        // Around a spot of which nothing is known nothing is made up: two triangles of 100 px² / 2 at least
        // in each of four squares of 100 px², at most all of them, 64 squares of 1.25 px each.
        heights[40] = NAN;
        const auto unknown =
            std::ranges::count_if(surface.values(heights), [](float value) { return std::isnan(value); });
        QVERIFY2(unknown >= 4 * 32 && unknown <= 4 * 64, qPrintable(QString::number(unknown)));
        QVERIFY(SmoothSurface(SpotGround()).cells()->empty());
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
