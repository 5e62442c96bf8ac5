#include "core/slide/tilecache.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <atomic>
#include <barrier>
#include <thread>

using namespace transcope::core;

class TestTileCache : public QObject
{
    Q_OBJECT
private slots:
    void keepsWhatWasUsedLast();
    void keepsOneTileAtLeast();
    void oneThreadLoadsForAll();
    void failuresAreNotKept();
    void memoryShortage();
};

namespace {

// 10 × 10 px: 300 bytes.
Result<TilePtr> tileOf(const TileKey& key)
{
    auto image = std::make_shared<Image>(10, 10);
    image->rgb[0] = static_cast<std::uint8_t>(key.column);
    return TilePtr(image);
}

} // namespace

void TestTileCache::keepsWhatWasUsedLast()
{
    TileCache cache(900); // three tiles
    std::vector<std::int64_t> loaded;
    const auto get = [&](std::int64_t column) {
        return cache.get({0, 0, column, 0}, [&](const TileKey& key) {
            loaded.push_back(key.column);
            return tileOf(key);
        });
    };
    get(1), get(2), get(3);
    QCOMPARE(cache.bytes(), std::size_t(900));
    get(1); // 2 is now the oldest
    get(4);
    QCOMPARE(cache.bytes(), std::size_t(900));
    QCOMPARE(int(get(1).value()->rgb[0]), 1);
    get(3);
    QCOMPARE(loaded, (std::vector<std::int64_t>{1, 2, 3, 4}));
    get(2);
    QCOMPARE(loaded.back(), std::int64_t(2));
}

void TestTileCache::keepsOneTileAtLeast()
{
    TileCache cache(1);
    const TilePtr held = cache.get({0, 0, 1, 0}, tileOf).value();
    QCOMPARE(cache.bytes(), std::size_t(300));
    cache.get({0, 0, 2, 0}, tileOf).value();
    QCOMPARE(cache.bytes(), std::size_t(300));
    QCOMPARE(int(held->rgb[0]), 1); // who holds a tile keeps it
}

void TestTileCache::oneThreadLoadsForAll()
{
    TileCache cache(1 << 20);
    std::atomic<int> loads = 0, right = 0;
    std::barrier start(4);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                start.arrive_and_wait();
                for (int column = 0; column < 100; ++column) {
                    const auto tile = cache.get({0, 0, column, 0}, [&](const TileKey& key) {
                        ++loads;
                        return tileOf(key);
                    });
                    right += tile && (*tile)->rgb[0] == column;
                }
            });
    }
    QCOMPARE(loads.load(), 100);
    QCOMPARE(right.load(), 400);
}

void TestTileCache::failuresAreNotKept()
{
    TileCache cache(1 << 20);
    const auto failing = [](const TileKey&) -> Result<TilePtr> {
        return fail(ErrorCode::BadInput, "damaged");
    };
    QCOMPARE(cache.get({}, failing).error().message, std::string("damaged"));
    QCOMPARE(cache.bytes(), std::size_t(0));
    QVERIFY(cache.get({}, tileOf).has_value());
}

void TestTileCache::memoryShortage()
{
    TileCache cache(1 << 20);
    const auto tile = cache.get({}, [](const TileKey&) -> Result<TilePtr> { throw std::bad_alloc(); });
    QCOMPARE(tile.error().code, ErrorCode::DeviceFailure);
    QVERIFY(cache.get({}, tileOf).has_value());
}

TRANSCOPE_TEST(TestTileCache)
#include "tst_tilecache.moc"
