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

    void emptyTables()
    {
        QVERIFY(matchSpots({}, table({{"a", 0}})).rows.empty());
        QCOMPARE(matchSpots(table({{"a", 0}}), {}).unmatched, std::vector<int>{0});
    }
};

TRANSCOPE_TEST(TestSpotMatching)
#include "tst_spotmatching.moc"
