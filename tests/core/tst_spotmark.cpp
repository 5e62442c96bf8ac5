#include "core/spots/spotmark.h"

#include "tests/testsupport/testprogram.h"

#include <QTest>
#include <cmath>

using namespace transcope::core;

class TestSpotMark : public QObject
{
    Q_OBJECT
private slots:
    // Of radius 1: a square's corner at (1, 1); a hexagon's at (0, 2 / √3) and (1, 1 / √3).
    void theEdgeIsARadiusAway_data()
    {
        QTest::addColumn<int>("mark");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        const double third = 1 / std::sqrt(3.0);
        QTest::newRow("disc") << int(SpotMark::Disc) << 0.6 << -0.8;
        QTest::newRow("outline") << int(SpotMark::Outline) << 0.6 << 0.8;
        QTest::newRow("square's corner") << int(SpotMark::Square) << -1.0 << 1.0;
        QTest::newRow("square's side") << int(SpotMark::Square) << 1.0 << 0.2;
        QTest::newRow("hexagon's upper corner") << int(SpotMark::Hexagon) << 0.0 << -2 * third;
        QTest::newRow("hexagon's right corner") << int(SpotMark::Hexagon) << 1.0 << third;
        QTest::newRow("hexagon's side") << int(SpotMark::Hexagon) << 1.0 << 0.0;
    }
    void theEdgeIsARadiusAway()
    {
        QFETCH(int, mark);
        QFETCH(double, x);
        QFETCH(double, y);
        QVERIFY(std::abs(markDistance(static_cast<SpotMark>(mark), x, y) - 1) < 1e-12);
        QVERIFY(std::hypot(x, y) <= markReach(static_cast<SpotMark>(mark)) + 1e-12);
    }

    void marksThatFillTheArrayTouch()
    {
        SpotTable spots;
        spots.diameterLevel0Px = 60;
        QCOMPARE(markRadiusLevel0Px(spots, SpotMark::Square), 30.0); // no pitch is known
        spots.pitchLevel0Px = 100;
        QCOMPARE(markRadiusLevel0Px(spots, SpotMark::Square), 50.0);
        QCOMPARE(markRadiusLevel0Px(spots, SpotMark::Hexagon), 50.0);
        QCOMPARE(markRadiusLevel0Px(spots, SpotMark::Disc), 30.0);
        QCOMPARE(markRadiusLevel0Px(spots, SpotMark::Outline), 30.0);
    }

    void namesComeBack()
    {
        for (const auto mark : AllSpotMarks)
            QVERIFY(spotMarkNamed(name(mark)) == mark);
        QVERIFY(!spotMarkNamed("star"));
    }
};

TRANSCOPE_TEST(TestSpotMark)
#include "tst_spotmark.moc"
