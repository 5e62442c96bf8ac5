#include "core/run/nearestspots.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <numeric>

using namespace transcope::core;

namespace {

/// 5 × 5 spots, 10 px apart: spot 5 · row + column.
SpotTable grid()
{
    SpotTable table;
    for (int spot = 0; spot < 25; ++spot)
        table.spots.push_back({std::to_string(spot), {10.0 * (spot % 5), 10.0 * (spot / 5)}});
    return table;
}

std::vector<int> all()
{
    std::vector<int> spots(25);
    std::iota(spots.begin(), spots.end(), 0);
    return spots;
}

} // namespace

class TestNearestSpots : public QObject
{
    Q_OBJECT
private slots:
    void whatIsSeenComesBeforeTheRest()
    {
        // 21 × 41 px about (30, 20): three columns of five rows.
        const RectI seen{20, 0, 21, 41};
        QCOMPARE(nearestSpots(grid(), all(), seen, 15),
                 (std::vector<int>{2, 3, 4, 7, 8, 9, 12, 13, 14, 17, 18, 19, 22, 23, 24}));
    }

    void fromTheMiddleOutwards()
    {
        const RectI seen{0, 0, 41, 41}; // its middle (20.5, 20.5) is next to spot 12
        QCOMPARE(nearestSpots(grid(), all(), seen, 1), (std::vector<int>{12}));
        QCOMPARE(nearestSpots(grid(), all(), seen, 9), (std::vector<int>{6, 7, 8, 11, 12, 13, 16, 17, 18}));
    }

    void ofThePendingAlone()
    {
        const RectI seen{15, 15, 10, 10}; // spot 12 alone, which is done
        // 7 lies 10 px off the middle; 0, 1 and 24 20 px in one of the two directions.
        QCOMPARE(nearestSpots(grid(), {0, 1, 7, 24}, seen, 2), (std::vector<int>{0, 7}));
        QCOMPARE(nearestSpots(grid(), {0, 24}, seen, 10), (std::vector<int>{0, 24}));
        QVERIFY(nearestSpots(grid(), {}, seen, 10).empty());
    }

    void anEmptyAreaIsAPoint()
    {
        QCOMPARE(nearestSpots(grid(), all(), {40, 40, 0, 0}, 1), (std::vector<int>{24}));
    }
};

TRANSCOPE_TEST(TestNearestSpots)
#include "tst_nearestspots.moc"
