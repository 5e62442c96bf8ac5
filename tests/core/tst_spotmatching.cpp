#include "core/spots/spotmatching.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

using namespace transcope::core;

namespace {

/// Centres along a line, a pitch of 10 px.
SpotTable table(const std::vector<std::pair<std::string, double>>& spots)
{
    SpotTable table;
    table.pitchLevel0Px = 10;
    table.diameterLevel0Px = 6;
    for (const auto& [id, x] : spots)
        table.spots.push_back({id, {x, 0}});
    return table;
}

} // namespace

class TestSpotMatching : public QObject
{
    Q_OBJECT
private slots:
    void byIdInAnyOrder()
    {
        const auto spots = table({{"a", 0}, {"b", 10}, {"c", 20}});
        const auto matches = matchSpots(spots, table({{"c", 20}, {"a", 0}, {"b", 10}}));
        QCOMPARE(matches.rows, (std::vector<int>{1, 2, 0}));
        QCOMPARE(matches.byId, std::size_t(3));
        QCOMPARE(matches.byPosition, std::size_t(0));
        QCOMPARE(QString::fromStdString(matchText(matches, spots)), "3 of 3 spots matched by id");
    }

    void elseByPlaceWithinHalfAPitch()
    {
        const auto spots = table({{"a", 0}, {"b", 10}, {"c", 20}, {"d", 30}});
        // y lies just within 5 px of b, z just beyond 5 px of c.
        const auto matches = matchSpots(spots, table({{"a", 0}, {"y", 15}, {"z", 25.1}}));
        QCOMPARE(matches.rows, (std::vector<int>{0, 1, -1, 2})); // z is 4.9 px from d
        QCOMPARE(matches.byId, std::size_t(1));
        QCOMPARE(matches.byPosition, std::size_t(2));
        QCOMPARE(matches.unmatched, std::vector<int>{2});
        QCOMPARE(QString::fromStdString(matchText(matches, spots)),
                 "1 of 4 spots matched by id, 2 by place; 1 is not there: c");
    }

    void eachSpotOnceTheNearestFirst()
    {
        // Both are near p: b (2 px) takes it, a (3 px) looks again and finds q (4 px).
        const auto matches = matchSpots(table({{"a", 0}, {"b", 5}}), table({{"q", -4}, {"p", 3}}));
        QCOMPARE(matches.rows, (std::vector<int>{0, 1}));
        QCOMPARE(matches.byPosition, std::size_t(2));
        // Without q there is nothing left for a.
        QCOMPARE(matchSpots(table({{"a", 0}, {"b", 5}}), table({{"p", 3}})).rows, (std::vector<int>{-1, 0}));
    }

    void withoutCentresIdsAlone()
    {
        const auto matches = matchSpots(table({{"a", 0}, {"b", 10}}), table({{"b", 0}, {"x", 0}}), false);
        QCOMPARE(matches.rows, (std::vector<int>{-1, 0}));
        QCOMPARE(matches.unmatched, std::vector<int>{0});
    }

    void idsOfAnotherPictureStillCount()
    {
        // The same spots on a picture of half the size: centres say nothing at all.
        const auto matches = matchSpots(table({{"a", 100}, {"b", 110}}), table({{"a", 50}, {"b", 55}}));
        QCOMPARE(matches.rows, (std::vector<int>{0, 1}));
        QCOMPARE(matches.byId, std::size_t(2));
    }

    void idsOfAnotherGridDoNot()
    {
        // Numbered from the other end: centres match all, ids where they agree only the middle.
        const auto matches =
            matchSpots(table({{"1", 0}, {"2", 10}, {"3", 20}}), table({{"3", 1}, {"2", 11}, {"1", 21}}));
        QCOMPARE(matches.rows, (std::vector<int>{0, 1, 2}));
        QCOMPARE(matches.byPosition, std::size_t(3));
    }

    void anIdElsewhereAmongOthersDoesNotCount()
    {
        // b's name lies 40 px off, where another spot is; two of three are in place.
        const auto matches = matchSpots(table({{"a", 0}, {"b", 10}, {"c", 20}}),
                                        table({{"a", 0}, {"b", 50}, {"c", 20}, {"q", 11}}));
        QCOMPARE(matches.rows, (std::vector<int>{0, 3, 2}));
        QCOMPARE(matches.byId, std::size_t(2));
        QCOMPARE(matches.byPosition, std::size_t(1));
    }

    // Original ST calls a spot by column and row as a grid does its cells.
    void cellsAreMatchedByPlaceAlone()
    {
        const auto measured = table({{"1x1", 100}, {"2x1", 110}, {"3x1", 120}}); // 6 px wide
        auto cells = table({{"1x1", 2.5}, {"2x1", 5}, {"3x1", 102.5}, {"4x1", 107.5}, {"5x1", 116.5}});
        cells.shape = SpotShape::Cell;
        // 2.5 px from 1x1 and from 2x1; 3.5 px from 3x1, beyond its radius of 3.
        const auto matches = matchSpots(measured, cells);
        QCOMPARE(matches.rows, (std::vector<int>{2, 3, -1}));
        QCOMPARE(matches.byId, std::size_t(0));
        QCOMPARE(matches.byPosition, std::size_t(2));
        QCOMPARE(matchSpots(cells, measured).rows, (std::vector<int>{-1, -1, 0, 1, -1}));
        // Nowhere near: nothing is matched, though the names are there.
        auto far = table({{"1x1", 500}, {"2x1", 510}});
        far.shape = SpotShape::Cell;
        QCOMPARE(matchSpots(measured, far).rows, (std::vector<int>{-1, -1, -1}));
    }

    void emptyTables()
    {
        QVERIFY(matchSpots({}, table({{"a", 0}})).rows.empty());
        QCOMPARE(matchSpots(table({{"a", 0}}), {}).unmatched, std::vector<int>{0});
    }
};

TRANSCOPE_TEST(TestSpotMatching)
#include "tst_spotmatching.moc"
