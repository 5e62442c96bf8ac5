#include "core/base/sha256.h"
#include "core/slide/openslidehandle.h"
#include "core/slide/slide.h"
#include "core/slide/slideimport.h"
#include "tests/testsupport/memoryslide.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinytiff.h"

#include <QtTest>

#include <fstream>
#include <thread>

using namespace transcope::core;
using transcope::test::MemorySlide;
using transcope::test::TinyTiff;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

class TestSlide : public QObject
{
    Q_OBJECT
private slots:
    void levelAtOrBelow_data();
    void levelAtOrBelow();
    void quickHash();
    void notASlide();
    void outsideIsBlack();
    void absurdReads_data();
    void absurdReads();
    void threadsShareOneSlide();
    void partsEqualTheWhole();
    void svs();
    void directTilesEqualOpenSlides();
    void tinyLevelsAreNotGarbled();
    void failedReadLeavesTheRest();

private:
    std::shared_ptr<const Slide> madeUpSlide();
    TempFolder m_dir;
};

// 700 × 500 px: red falls with x, green with y; smooth, so that JPEG changes little.
std::shared_ptr<const Slide> TestSlide::madeUpSlide()
{
    TinyTiff tiff;
    tiff.width = 700, tiff.height = 500;
    for (int y = 0; y < 500; ++y)
        for (int x = 0; x < 700; ++x)
            tiff.pixels.insert(tiff.pixels.end(), {std::uint8_t(x / 3), std::uint8_t(y / 2), 80});
    tiff.write(m_dir / "made-up.tif");
    auto slide = openOrImportSlide(m_dir / "made-up.tif", m_dir / "cache");
    return slide ? *slide : nullptr;
}

void TestSlide::levelAtOrBelow_data()
{
    QTest::addColumn<double>("wanted");
    QTest::addColumn<int>("level");
    QTest::newRow("finer than all") << 0.5 << 0;
    QTest::newRow("level 0") << 1.0 << 0;
    QTest::newRow("between") << 3.9 << 0;
    QTest::newRow("4, where the file has 4.0004") << 4.0 << 1;
    QTest::newRow("between coarser ones") << 15.0 << 1;
    QTest::newRow("coarser than all") << 400.0 << 2;
}

void TestSlide::levelAtOrBelow()
{
    QFETCH(double, wanted);
    QFETCH(int, level);
    const MemorySlide slide(
        {{{1600, 1600}, 1, {256, 256}}, {{399, 399}, 4.0004, {256, 256}}, {{99, 99}, 16.1, {256, 256}}},
        [](auto, auto, int) { return MemorySlide::Colour{}; });
    QCOMPARE(slide.levelAtOrBelow(wanted), level);
}

void TestSlide::quickHash()
{
    // Small files: size, newline, the bytes.
    std::ofstream(m_dir / "abc") << "abc";
    Sha256 sha;
    sha.update("3\nabc", 5);
    const auto now = sha.hexDigest();
    QCOMPARE(transcope::core::quickHash(m_dir / "abc").value(), now);
    // Sessions of before hold the hash of both ends, which in a small file are all of it, twice.
    Sha256 before;
    before.update("3\nabcabc", 8);
    QCOMPARE(presentHash(m_dir / "abc", before.hexDigest()), now);
    QCOMPARE(presentHash(m_dir / "abc", "0123"), std::string("0123"));

    // Of a file up to 16 MiB every byte counts, of a larger one ends and pieces 16 KiB long, 74 KiB apart.
    const auto changesHash = [&](std::size_t size, std::size_t from, std::size_t to) {
        std::string text(size, 'x');
        std::ofstream(m_dir / "large") << text;
        const auto hash = transcope::core::quickHash(m_dir / "large").value();
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(from),
                  text.begin() + static_cast<std::ptrdiff_t>(to), 'y');
        std::ofstream(m_dir / "large") << text;
        return transcope::core::quickHash(m_dir / "large").value() != hash;
    };
    QVERIFY(changesHash(3 << 20, 1'500'000, 1'500'001));
    QVERIFY(changesHash(20 << 20, 0, 1));
    QVERIFY(changesHash(20 << 20, 10'000'000, 10'100'000));
    QVERIFY(changesHash(20 << 20, (20 << 20) - 1, 20 << 20));

    QCOMPARE(transcope::core::quickHash(m_dir / "missing").error().code, ErrorCode::NotFound);
    QCOMPARE(transcope::core::quickHash("/").error().code, ErrorCode::BadInput);
    std::ofstream(m_dir / "empty").flush();
    QVERIFY(transcope::core::quickHash(m_dir / "empty").has_value());
}

void TestSlide::notASlide()
{
    QCOMPARE(openSlide(m_dir / "missing.svs").error().code, ErrorCode::NotFound);
    QCOMPARE(openSlide(m_dir.path()).error().code, ErrorCode::BadInput);
    std::ofstream(m_dir / "text.svs") << "no slide";
    const auto slide = openSlide(m_dir / "text.svs");
    QCOMPARE(slide.error().code, ErrorCode::Unsupported);
    QVERIFY(slide.error().message.find("text.svs") != std::string::npos);
    QVERIFY(slide.error().whatToDo.find("import") != std::string::npos);
}

void TestSlide::outsideIsBlack()
{
    const auto slide = madeUpSlide();
    QVERIFY(slide);
    const auto image = slide->read({-10, -5, 30, 20}, 0);
    QVERIFY(image.has_value());
    QCOMPARE(image->width, 30);
    QCOMPARE(image->height, 20);
    for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 30; ++x)
            QCOMPARE(int(image->row(y)[3 * x + 2]) > 40, x >= 10 && y >= 5);
    const auto beyond = slide->read({5000, 5000, 4, 4}, 1);
    QVERIFY(beyond.has_value());
    QVERIFY(std::ranges::all_of(beyond->rgb, [](auto byte) { return byte == 0; }));
    // The far corner: level 1 is 350 × 250.
    const auto corner = slide->read({348, 248, 4, 4}, 1);
    QVERIFY(corner.has_value());
    QVERIFY(corner->row(1)[3 + 2] > 40);
    QCOMPARE(int(corner->row(2)[2]), 0);
    QCOMPARE(int(corner->row(0)[3 * 2 + 2]), 0);
}

void TestSlide::absurdReads_data()
{
    QTest::addColumn<QVector<qint64>>("rect");
    QTest::addColumn<int>("level");
    QTest::newRow("no such level") << QVector<qint64>{0, 0, 1, 1} << 99;
    QTest::newRow("negative level") << QVector<qint64>{0, 0, 1, 1} << -1;
    QTest::newRow("empty") << QVector<qint64>{0, 0, 0, 5} << 0;
    QTest::newRow("negative size") << QVector<qint64>{0, 0, -5, -5} << 0;
    QTest::newRow("huge") << QVector<qint64>{0, 0, 1 << 20, 1 << 20} << 0;
    QTest::newRow("huge, overflowing") << QVector<qint64>{0, 0, INT64_MAX / 2, 4} << 0;
    QTest::newRow("far away") << QVector<qint64>{INT64_MIN, 0, 4, 4} << 0;
}

void TestSlide::absurdReads()
{
    QFETCH(QVector<qint64>, rect);
    QFETCH(int, level);
    const auto slide = madeUpSlide();
    QVERIFY(slide);
    const auto image = slide->read({rect[0], rect[1], rect[2], rect[3]}, level);
    QVERIFY(!image);
    QCOMPARE(image.error().code, ErrorCode::InvalidArgument);
}

void TestSlide::threadsShareOneSlide()
{
    const auto slide = madeUpSlide();
    QVERIFY(slide);
    const Image whole = slide->read({0, 0, 700, 500}, 0).value();
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 40; ++i) {
                    const int x = (37 * i + 101 * t) % 600, y = (53 * i + 11 * t) % 400;
                    const auto part = slide->read({x, y, 100, 90}, 0);
                    for (int row = 0; row < 90; ++row)
                        if (!part ||
                            !std::equal(part->row(row), part->row(row) + 300, whole.row(y + row) + 3 * x))
                            ++wrong;
                }
            });
    }
    QCOMPARE(wrong.load(), 0);
}

void TestSlide::partsEqualTheWhole()
{
    const auto slide = madeUpSlide();
    QVERIFY(slide);
    for (int level = 0; level < 2; ++level) {
        const SizeI size = slide->levels()[level].sizePx;
        const Image whole = slide->read({0, 0, size.width, size.height}, level).value();
        for (const RectI& rect :
             {RectI{0, 0, 256, 240}, RectI{256, 0, 94, 250}, RectI{250, 200, 20, 50}, RectI{3, 5, 1, 1}}) {
            const Image part = slide->read(rect, level).value();
            for (int row = 0; row < part.height; ++row)
                QVERIFY(std::equal(part.row(row), part.row(row) + 3 * part.width,
                                   whole.row(int(rect.y) + row) + 3 * rect.x));
        }
    }
}

void TestSlide::svs()
{
    const fs::path dir = fs::path(TRANSCOPE_REAL_DATA) / "slides";
    if (!fs::exists(dir))
        QSKIP("the folder of real slides is absent");
    const auto small = openSlide(dir / "cmu-1-small-region.svs");
    QVERIFY(small.has_value());
    QCOMPARE((*small)->vendor(), std::string("aperio"));
    QCOMPARE((*small)->umPerPx().value(), 0.499);
    QCOMPARE((*small)->sizeLevel0Px(), (SizeI{2220, 2967}));
    QCOMPARE((*small)->levels()[0].tilePx, (SizeI{240, 240}));
    QCOMPARE((*small)->properties().at("openslide.objective-power"), std::string("20"));

    const auto two = openSlide(dir / "tcga-cr-7395-01a-01-ts1.svs");
    QVERIFY(two.has_value());
    QVERIFY(!(*two)->umPerPx());
    QCOMPARE((*two)->levels().size(), std::size_t(2));
    QCOMPARE((*two)->levels()[1].sizePx, (SizeI{2221, 1783}));
    QCOMPARE((*two)->levels()[1].downsample, 2.0); // OpenSlide says 2.0005: the last px was dropped
}

// The same JPEG tiles through our reader and through OpenSlide, on levels whose downsample is whole.
void TestSlide::directTilesEqualOpenSlides()
{
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "slides" / "cmu-1-small-region.svs";
    if (!fs::exists(path))
        QSKIP("the folder of real slides is absent");
    const auto slide = openSlide(path);
    const auto handle = openHandle(path);
    for (const RectI& rect :
         {RectI{0, 0, 480, 480}, RectI{1000, 1500, 333, 222}, RectI{2000, 2800, 220, 167}}) {
        const Image ours = (*slide)->read(rect, 0).value();
        Image theirs(int(rect.width), int(rect.height));
        QCOMPARE((*handle)->read(rect, 0, {255, 255, 255}, theirs, 0, 0), std::string());
        QVERIFY(ours.rgb == theirs.rgb);
    }
}

// boxes.tiff, level 3: 37 × 31 px in tiles of 64. Red, green and blue boxes on white at the same places as in
// level 0.
void TestSlide::tinyLevelsAreNotGarbled()
{
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "slides" / "boxes.tiff";
    if (!fs::exists(path))
        QSKIP("the folder of real slides is absent");
    const auto slide = openOrImportSlide(path, m_dir / "cache");
    QVERIFY(slide.has_value());
    QCOMPARE((*slide)->levels().size(), std::size_t(4));
    const Image large = (*slide)->read({0, 0, 300, 250}, 0).value();
    for (int level = 1; level < 4; ++level) {
        const SizeI size = (*slide)->levels()[level].sizePx;
        const Image image = (*slide)->read({0, 0, size.width, size.height}, level).value();
        for (const QPoint& centre :
             {QPoint(50, 50), QPoint(130, 140), QPoint(240, 180), QPoint(280, 20), QPoint(20, 230)}) {
            const std::uint8_t* wanted = large.row(centre.y()) + 3 * centre.x();
            const double down = (*slide)->levels()[level].downsample;
            const std::uint8_t* found = image.row(int(centre.y() / down)) + 3 * int(centre.x() / down);
            QVERIFY2(std::equal(wanted, wanted + 3, found), qPrintable(QString("level %1").arg(level)));
        }
    }
}

// OpenSlide's errors are terminal for a handle: unreadable.svs fails every time with its own reason, not with
// "already failed", and from several threads at once.
void TestSlide::failedReadLeavesTheRest()
{
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "malformed" / "unreadable.svs";
    if (!fs::exists(path))
        QSKIP("the folder of malformed slides is absent");
    const auto slide = openSlide(path);
    QVERIFY(slide.has_value());
    std::atomic<int> clear = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                const auto image = (*slide)->read({0, 0, 8, 8}, 0);
                clear += !image && image.error().code == ErrorCode::BadInput &&
                         image.error().message.find("Bogus marker length") != std::string::npos;
            });
    }
    QCOMPARE(clear.load(), 4);
    QVERIFY((*slide)->read({100, 100, 8, 8}, 0).has_value()); // outside: black, nothing to decode
}

TRANSCOPE_TEST(TestSlide)
#include "tst_slide.moc"
