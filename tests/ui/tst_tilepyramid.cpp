#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/tilepyramid.h"

#include <QTest>

using namespace transcope;
using ui::TileKey;
using ui::TilePyramid;

class TestTilePyramid : public QObject
{
    Q_OBJECT
private slots:
    void levels_data();
    void levels();
    void tilesCoverEachLevelOnce();
    void placesTilesExactly();
    void choosesALevel_data();
    void choosesALevel();
    void findsNothingBesideTheSlide();
};

void TestTilePyramid::levels_data()
{
    QTest::addColumn<std::vector<double>>("downsamples");
    QTest::addColumn<QString>("expected"); // downsample "=" the slide's level, "+" made from it
    const std::vector<double> four = {1, 4, 16};
    QTest::newRow("factors of four") << four << "1= 2+ 4= 8+ 16= 32+";
    QTest::newRow("factors of two") << std::vector<double>{1, 2, 4, 8, 16} << "1= 2= 4= 8= 16= 32+";
    QTest::newRow("odd factors") << std::vector<double>{1, 3, 10.0004}
                                 << "1= 2+ 3= 6+ 10.0004= 20.0008+ 40.0016+";
    QTest::newRow("no pyramid") << std::vector<double>{1} << "1= 2+ 4+ 8+ 16+ 32+";
}

void TestTilePyramid::levels()
{
    QFETCH(std::vector<double>, downsamples);
    QFETCH(QString, expected);
    const TilePyramid pyramid(test::FakeSlide({16000, 12000}, downsamples));
    QStringList found;
    for (const ui::TileLevel& level : pyramid.levels())
        found << QString::number(level.downsample, 'g', 8) + (level.reduction == 1 ? "=" : "+");
    QCOMPARE(found.join(' '), expected);
    // The root is one tile.
    QCOMPARE(pyramid.levels().back().columns() * pyramid.levels().back().rows(), 1);
}

void TestTilePyramid::tilesCoverEachLevelOnce()
{
    const test::FakeSlide slide({5001, 3003}, {1, 4});
    const TilePyramid pyramid(slide);
    for (int i = 0; i < int(pyramid.levels().size()); ++i) {
        const auto tiles = pyramid.tilesIn(QRectF(-10, -10, 6000, 6000), i);
        std::int64_t area = 0;
        for (const TileKey& key : tiles)
            area += pyramid.rectPx(key).width * pyramid.rectPx(key).height;
        const core::SizeI size = pyramid.levels()[size_t(i)].sizePx;
        QCOMPARE(area, size.width * size.height);
    }
}

void TestTilePyramid::placesTilesExactly()
{
    const TilePyramid pyramid(test::FakeSlide({16000, 12000}, {1, 10.0004}));
    const int level = pyramid.levelFor(10.1);
    QCOMPARE(pyramid.levels()[size_t(level)].downsample, 10.0004);
    // 256 px file tiles, so 512 px tiles; column 2 begins at px 1024.
    QCOMPARE(pyramid.rectLevel0Px({level, 2, 1}).topLeft(), QPointF(1024 * 10.0004, 512 * 10.0004));
}

void TestTilePyramid::choosesALevel_data()
{
    QTest::addColumn<double>("wanted");
    QTest::addColumn<double>("expected");
    QTest::newRow("magnified") << 0.1 << 1.0;
    QTest::newRow("just below 4") << 3.9 << 2.0;
    QTest::newRow("4 within 1 %") << 3.97 << 4.0;
    QTest::newRow("beyond the last") << 500.0 << 32.0;
}

void TestTilePyramid::choosesALevel()
{
    QFETCH(double, wanted);
    QFETCH(double, expected);
    const TilePyramid pyramid(test::FakeSlide({16000, 12000}, {1, 4, 16}));
    QCOMPARE(pyramid.levels()[size_t(pyramid.levelFor(wanted))].downsample, expected);
}

void TestTilePyramid::findsNothingBesideTheSlide()
{
    const TilePyramid pyramid(test::FakeSlide({16000, 12000}));
    QVERIFY(pyramid.tilesIn(QRectF(-500, 0, 499, 100), 0).empty());
    QVERIFY(pyramid.tilesIn(QRectF(17000, 0, 1e12, 100), 0).empty());
    QCOMPARE(pyramid.tilesIn(QRectF(-1e12, -1e12, 2e12, 2e12), 0).size(), size_t(32 * 24));
}

TRANSCOPE_TEST(TestTilePyramid)
#include "tst_tilepyramid.moc"
