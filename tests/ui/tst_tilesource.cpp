#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/tilesource.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <algorithm>
#include <mutex>

using namespace transcope;
using ui::TileKey;
using ui::TileSource;

/// A slide whose reads wait until they are let through, and are noted in order.
struct GatedSlide
{
    QSemaphore gate;
    std::mutex mutex;
    std::vector<core::RectI> started;
    std::shared_ptr<test::FakeSlide> slide = std::make_shared<test::FakeSlide>(
        core::SizeI{16384, 16384}, std::vector<double>{1}, [this](const core::RectI& rect, int) {
            {
                const std::scoped_lock lock(mutex);
                started.push_back(rect);
            }
            gate.acquire();
            return core::Result<void>();
        });

    int startedCount()
    {
        const std::scoped_lock lock(mutex);
        return int(started.size());
    }
};

class TestTileSource : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatIsWanted();
    void isSharedBetweenViews();
    void readsTheLatestWishesFirst();
    void dropsWhatNobodyWantsAnyMore();
    void readsNothingTwice();
    void readsOnceWhatIsWantedAgain();
    void makesCoarserTilesWithoutReading();
    void keepsWithinItsBudget();
    void tilesAreAdjustedAsTheyAreAskedFor();
    void reportsAFailureOnce();
    void survivesWhatAReadThrows();
    void doesNotWaitForReadsWhenDeleted();
};

void TestTileSource::readsWhatIsWanted()
{
    TileSource source(std::make_shared<test::FakeSlide>(core::SizeI{4000, 3000}));
    QSignalSpy arrived(&source, &TileSource::tileArrived);
    source.want(this, {{0, 1, 1}, {0, 2, 2}});
    QTRY_COMPARE(arrived.size(), 2);
    QCOMPARE(source.tile({0, 1, 1}).size(), QSize(512, 512));
    QVERIFY(source.tile({0, 0, 0}).isNull());
}

void TestTileSource::isSharedBetweenViews()
{
    const auto slide = std::make_shared<const test::FakeSlide>(core::SizeI{4000, 3000});
    const auto a = TileSource::of(slide), b = TileSource::of(slide);
    QCOMPARE(a.get(), b.get());
    const auto other = TileSource::of(std::make_shared<const test::FakeSlide>(core::SizeI{4000, 3000}));
    QVERIFY(other.get() != a.get());
}

void TestTileSource::readsTheLatestWishesFirst()
{
    GatedSlide gated;
    TileSource source(gated.slide);
    QSignalSpy arrived(&source, &TileSource::tileArrived);
    std::vector<TileKey> first;
    for (int i = 0; i < 20; ++i)
        first.push_back({0, i, 0});
    const int viewA = 0, viewB = 0;
    source.want(&viewA, first);
    const int busy = std::clamp(QThread::idealThreadCount(), 2, 6); // the pool's threads, all at the gate
    QTRY_COMPARE(gated.startedCount(), busy);
    source.want(&viewB, {{0, 5, 9}});
    gated.gate.release(1000);
    QTRY_COMPARE(arrived.size(), 21);
    // The next read after those under way is what was asked for last: row 9 of 512 px tiles.
    const auto asked = std::find_if(gated.started.begin(), gated.started.end(),
                                    [](const core::RectI& rect) { return rect.y == 9 * 512; });
    QVERIFY(asked - gated.started.begin() <= busy + 1);
}

void TestTileSource::dropsWhatNobodyWantsAnyMore()
{
    GatedSlide gated;
    TileSource source(gated.slide);
    QSignalSpy arrived(&source, &TileSource::tileArrived);
    std::vector<TileKey> passedBy;
    for (int i = 0; i < 30; ++i)
        passedBy.push_back({0, i, 0});
    source.want(this, passedBy);
    const int busy = std::clamp(QThread::idealThreadCount(), 2, 6); // the pool's threads, all at the gate
    QTRY_COMPARE(gated.startedCount(), busy);
    source.want(this, {{0, 7, 7}});
    gated.gate.release(1000);
    QTRY_VERIFY(source.has({0, 7, 7}));
    QVERIFY(gated.startedCount() <= busy + 1);
}

void TestTileSource::readsNothingTwice()
{
    GatedSlide gated;
    TileSource source(gated.slide);
    QSignalSpy arrived(&source, &TileSource::tileArrived);
    const int viewA = 0, viewB = 0;
    source.want(&viewA, {{0, 1, 0}});
    source.want(&viewB, {{0, 1, 0}, {0, 2, 0}});
    source.want(&viewA, {{0, 2, 0}, {0, 1, 0}});
    gated.gate.release(1000);
    QTRY_COMPARE(arrived.size(), 2);
    source.want(&viewA, {{0, 2, 0}, {0, 1, 0}});
    QCOMPARE(gated.startedCount(), 2);
    QCOMPARE(source.reads().tiles, 2);
    QCOMPARE(source.reads().again, 0);
}

/// A view that leaves a tile while it is being decoded, and comes back before it is there.
void TestTileSource::readsOnceWhatIsWantedAgain()
{
    GatedSlide gated;
    TileSource source(gated.slide);
    source.want(this, {{0, 1, 0}});
    QTRY_COMPARE(gated.startedCount(), 1);
    source.want(this, {{0, 2, 0}});
    source.want(this, {{0, 1, 0}, {0, 2, 0}});
    gated.gate.release(1000);
    QTRY_VERIFY(source.has({0, 1, 0}) && source.has({0, 2, 0}));
    QTRY_VERIFY(source.isIdle());
    QCOMPARE(gated.startedCount(), 2);
    QCOMPARE(source.reads().again, 0);
    source.setBudgetBytes(0); // forgotten, so it has to be read again, and is counted
    source.setBudgetBytes(TileSource::DefaultBudgetBytes);
    source.want(this, {{0, 1, 0}});
    QTRY_COMPARE(source.reads().again, 1);
}

void TestTileSource::makesCoarserTilesWithoutReading()
{
    const auto slide = std::make_shared<test::FakeSlide>(core::SizeI{1901, 1403}, std::vector<double>{1});
    TileSource source(slide);
    QSignalSpy arrived(&source, &TileSource::tileArrived);
    const auto finest = source.pyramid().tilesIn(QRectF(0, 0, 1901, 1403), 0);
    source.want(this, finest);
    QTRY_COMPARE(arrived.size(), int(finest.size()));
    const int reads = slide->reads();
    const TileKey root = source.pyramid().root();
    source.want(this, {root});
    QVERIFY(source.has(root));
    QTRY_VERIFY(arrived.size() > int(finest.size()));
    QCOMPARE(slide->reads(), reads);
    // The same as read and averaged, but for rounding twice.
    const QImage read = ui::readTile(*slide, source.pyramid(), root, {}).image, made = source.tile(root);
    QCOMPARE(made.size(), read.size());
    for (int y = 0; y < made.height(); ++y)
        for (int x = 0; x < made.width(); ++x)
            for (int shift : {0, 8, 16})
                QVERIFY(std::abs(int(made.pixel(x, y) >> shift & 255) -
                                 int(read.pixel(x, y) >> shift & 255)) <= 3);
}

void TestTileSource::keepsWithinItsBudget()
{
    TileSource source(std::make_shared<test::FakeSlide>(core::SizeI{16384, 512}, std::vector<double>{1}));
    source.setBudgetBytes(8 * (512 * 512 * 4 + 1024));
    QSignalSpy arrived(&source, &TileSource::tileArrived);
    std::vector<TileKey> row;
    for (int i = 0; i < 32; ++i)
        row.push_back({0, i, 0});
    source.want(this, row);
    QTRY_COMPARE(arrived.size(), 32);
    const auto kept =
        std::count_if(row.begin(), row.end(), [&](const TileKey& key) { return source.has(key); });
    QCOMPARE(int(kept), 8);

    // What is in view stays, even if it is more than the budget.
    arrived.clear();
    source.want(this, row, 32 * 512 * 512 * 4);
    QTRY_COMPARE(arrived.size(), 32 - 8);
    QVERIFY(std::all_of(row.begin(), row.end(), [&](const TileKey& key) { return source.has(key); }));
}

/// And read no more than once; what is composed is made of tiles as they were scanned.
void TestTileSource::tilesAreAdjustedAsTheyAreAskedFor()
{
    TileSource source(std::make_shared<test::FakeSlide>(core::SizeI{512, 512}, std::vector<double>{1}));
    const int finest = 0;
    const auto tiles = source.pyramid().tilesIn({0, 0, 512, 512}, finest);
    source.want(this, tiles);
    QTRY_VERIFY(source.isIdle());
    const QImage scanned = source.tile(tiles.front());
    core::PictureAdjustment darker;
    darker.brightness = -0.25;
    QSignalSpy changed(&source, &TileSource::adjustmentChanged);
    source.setAdjustment(darker);
    source.setAdjustment(darker); // that is no change
    QCOMPARE(changed.count(), 1);
    const QImage shown = source.tile(tiles.front());
    const core::PictureAdjuster adjuster(darker);
    const auto expected = [&](const QImage& image, QPoint at) {
        const QColor was = image.pixelColor(at);
        const auto is =
            adjuster.of({std::uint8_t(was.red()), std::uint8_t(was.green()), std::uint8_t(was.blue())});
        return QColor(is[0], is[1], is[2]);
    };
    for (const QPoint at : {QPoint(0, 0), QPoint(17, 31), QPoint(shown.width() - 1, shown.height() - 1)})
        QCOMPARE(shown.pixelColor(at), expected(scanned, at));
    QCOMPARE(source.tile(tiles.front()).cacheKey(), shown.cacheKey()); // made once
    const int read = source.reads().tiles;
    source.setAdjustment({});
    QCOMPARE(source.tile(tiles.front()), scanned);
    QCOMPARE(source.reads().tiles, read);
}

void TestTileSource::reportsAFailureOnce()
{
    const auto failing = [](const core::RectI&, int) -> core::Result<void> {
        return core::fail(core::ErrorCode::BadInput, "fake.svs: broken");
    };
    TileSource source(
        std::make_shared<test::FakeSlide>(core::SizeI{4000, 3000}, std::vector<double>{1}, failing));
    QSignalSpy failed(&source, &TileSource::readFailed);
    QSignalSpy arrived(&source, &TileSource::tileArrived);
    source.want(this, {{0, 0, 0}, {0, 1, 0}, {0, 2, 0}});
    QTRY_COMPARE(arrived.size(), 3);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(0).toString(), QString("fake.svs: broken"));
}

void TestTileSource::survivesWhatAReadThrows()
{
    std::atomic<bool> full = true;
    TileSource source(std::make_shared<test::FakeSlide>(core::SizeI{4000, 3000}, std::vector<double>{1},
                                                        [&](const core::RectI&, int) -> core::Result<void> {
                                                            if (full)
                                                                throw std::bad_alloc();
                                                            return {};
                                                        }));
    QSignalSpy failed(&source, &TileSource::readFailed);
    source.want(this,
                {{0, 1, 1}}); // one alone: another's failure would not say that this one's reading has ended
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.front().front().toString().contains("memory"));
    QVERIFY(!source.has({0, 1, 1}));
    full = false; // asked for again, it is read
    source.want(this, {{0, 1, 1}});
    QTRY_VERIFY(source.has({0, 1, 1}));
}

void TestTileSource::doesNotWaitForReadsWhenDeleted()
{
    GatedSlide gated;
    auto source = std::make_unique<TileSource>(gated.slide);
    source->want(this, {{0, 0, 0}, {0, 1, 0}});
    QTRY_VERIFY(gated.startedCount() >= 1);
    source.reset(); // the reads are still held at the gate
    QVERIFY(gated.startedCount() <= 2);
    gated.gate.release(1000);
    // The pool's tasks keep the slide until they have ended.
    QTRY_COMPARE(gated.slide.use_count(), 1L);
}

TRANSCOPE_TEST(TestTileSource)
#include "tst_tilesource.moc"
