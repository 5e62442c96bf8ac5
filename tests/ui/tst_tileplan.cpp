#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/tileplan.h"

#include <QSet>
#include <QTest>

using namespace transcope;
using ui::TileKey;

class TestTilePlan : public QObject
{
    Q_OBJECT
private slots:
    void drawsTheRightLevel();
    void parentsStandInForMissingTiles();
    void finerTilesStandInWhenZoomingOut();
    void drawsNothingFromNothing();
    void wantsTheViewFromItsMiddle();
    void readsNoHugeLevelForTheRootFirst();
};

namespace {

const test::FakeSlide Slide({8192, 8192}, {1, 2, 4, 8, 16});
const ui::TilePyramid Pyramid(Slide);

/// Tiles of the given keys are there, as small grey images.
ui::TileLookup lookup(const QSet<TileKey>& present)
{
    return [present](const TileKey& key) {
        return present.contains(key) ? QImage(8, 8, QImage::Format_RGB32) : QImage();
    };
}

ui::Viewport viewport(double scale)
{
    return {{1024, 1024}, 1, {{4096, 4096}, scale, 0}};
}

double area(const std::vector<ui::TileDraw>& draws)
{
    double sum = 0;
    for (const ui::TileDraw& draw : draws)
        sum += draw.partLevel0Px.width() * draw.partLevel0Px.height();
    return sum;
}

} // namespace

void TestTilePlan::drawsTheRightLevel()
{
    const auto plan = ui::planTiles(Pyramid, viewport(0.5),
                                    [](const TileKey&) { return QImage(8, 8, QImage::Format_RGB32); });
    QVERIFY(plan.complete);
    // 2048 × 2048 level-0 px in view, tiles of level 1 are 1024: from 3072 to 5120 that is 2 × 2.
    QCOMPARE(plan.draws.size(), size_t(4));
    for (const ui::TileDraw& draw : plan.draws)
        QCOMPARE(draw.key.level, 1);
}

void TestTilePlan::parentsStandInForMissingTiles()
{
    // In view of level 0: tiles 7 and 8 of each axis. One of four is there, the root is, and one of level 2.
    const QSet<TileKey> present = {{0, 7, 7}, Pyramid.root(), {2, 2, 2}};
    const auto plan = ui::planTiles(Pyramid, viewport(1), lookup(present));
    QVERIFY(!plan.complete);
    QCOMPARE(area(plan.draws), 1024.0 * 1024.0); // no gaps, nothing twice
    QCOMPARE(plan.draws.size(), size_t(4));
    QCOMPARE(plan.draws[0].key, (TileKey{0, 7, 7}));
    QCOMPARE(plan.draws[1].key, Pyramid.root());
    // (8, 8) of level 0 is at 4096, where (2, 2) of level 2, 2048 level-0 px wide, begins.
    QCOMPARE(plan.draws[3].key, (TileKey{2, 2, 2}));
    QCOMPARE(plan.draws[3].tileLevel0Px, QRectF(4096, 4096, 2048, 2048));
    QCOMPARE(plan.draws[3].partLevel0Px, QRectF(4096, 4096, 512, 512));
}

void TestTilePlan::finerTilesStandInWhenZoomingOut()
{
    const QSet<TileKey> present = {Pyramid.root(), {0, 7, 7}};
    const auto plan = ui::planTiles(Pyramid, viewport(0.5), lookup(present));
    QVERIFY(!plan.complete);
    // The first tile of level 1, (3, 3), is drawn from the root and then, over it, from (7, 7) of level 0.
    QCOMPARE(plan.draws[0].key, Pyramid.root());
    QCOMPARE(plan.draws[1].key, (TileKey{0, 7, 7}));
}

void TestTilePlan::drawsNothingFromNothing()
{
    const auto plan = ui::planTiles(Pyramid, viewport(0.5), lookup({}));
    QVERIFY(plan.draws.empty());
    QVERIFY(!plan.complete);
}

void TestTilePlan::wantsTheViewFromItsMiddle()
{
    const ui::Viewport off({1024, 1024}, 1, {{4096 + 200, 4096 + 200}, 1, 0});
    const ui::TileWants wants = ui::wantedTiles(Pyramid, off);
    QCOMPARE(wants.tiles[0], Pyramid.root());
    QCOMPARE(wants.tiles[1], (TileKey{0, 8, 8}));
    QCOMPARE(wants.visible, size_t(1 + 9)); // from 3784 to 4808: tiles 7, 8 and 9
    QCOMPARE(wants.visibleBytes, qint64(10) * 512 * 512 * 4);
    // After them the coarser level and the ring.
    QVERIFY(wants.tiles.size() > wants.visible);
    QCOMPARE(wants.tiles[wants.visible].level, 1);
    const QSet<TileKey> once(wants.tiles.begin(), wants.tiles.end());
    QCOMPARE(size_t(once.size()), wants.tiles.size());
}

void TestTilePlan::readsNoHugeLevelForTheRootFirst()
{
    const ui::TilePyramid pyramid(test::FakeSlide({20000, 20000}, {1}));
    const ui::TileWants wants = ui::wantedTiles(pyramid, viewport(1));
    QVERIFY(wants.tiles[0] != pyramid.root());
    QCOMPARE(wants.tiles[wants.visible], pyramid.root());
}

TRANSCOPE_TEST(TestTilePlan)
#include "tst_tileplan.moc"
