#include "core/slide/jpegencode.h"
#include "core/slide/slideimport.h"
#include "core/slide/slidewarnings.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinytiff.h"

#include <QtTest>

#include <sys/resource.h>

#include <array>
#include <atomic>
#include <csignal>
#include <fstream>
#include <random>
#include <thread>

using namespace transcope::core;
using transcope::test::TinyTiff;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(transcope::test::TinyTiff)

class TestSlideImport : public QObject
{
    Q_OBJECT
private slots:
    void colours_data();
    void colours();
    void pictures_data();
    void pictures();
    void orientation_data();
    void orientation();
    void pyramid();
    void importedOnce();
    void spoiltCacheIsMadeAgain();
    void resolutionSurvives();
    void progressRuns();
    void cancelled();
    void cancelledHalfway();
    void throwingProgress();
    void fullDisk();
    void cacheFolderCannotBeMade();
    void broken_data();
    void broken();
    void mutated_data();
    void mutated();
    void severalAtOnce();
    void odd();
    void malformed_data();
    void malformed();
    void realPicture();

private:
    TempFolder m_dir;
};

namespace {

int filesIn(const fs::path& dir)
{
    std::error_code ec;
    return static_cast<int>(std::distance(fs::directory_iterator(dir, ec), fs::directory_iterator()));
}

// An even area survives JPEG, but for rounding between colour spaces.
bool isNear(const std::uint8_t* px, int r, int g, int b)
{
    return std::abs(px[0] - r) <= 2 && std::abs(px[1] - g) <= 2 && std::abs(px[2] - b) <= 2;
}

TinyTiff even(int width, int height, int samples, int photometric, std::vector<std::uint8_t> px, int bits = 8)
{
    TinyTiff tiff;
    tiff.width = width, tiff.height = height, tiff.samples = samples, tiff.photometric = photometric,
    tiff.bits = bits;
    for (int i = 0; i < width * height; ++i)
        tiff.pixels.insert(tiff.pixels.end(), px.begin(), px.end());
    return tiff;
}

} // namespace

void TestSlideImport::colours_data()
{
    QTest::addColumn<TinyTiff>("tiff");
    QTest::addColumn<QVector<int>>("rgb");
    QTest::newRow("RGB") << even(40, 30, 3, 2, {200, 100, 50}) << QVector<int>{200, 100, 50};
    QTest::newRow("grey") << even(40, 30, 1, 1, {90}) << QVector<int>{90, 90, 90};
    // Half transparent red over white: 255 − 128 / 255 · 255 = 127 in green and blue.
    QTest::newRow("alpha over white") << even(40, 30, 4, 2, {255, 0, 0, 128}) << QVector<int>{255, 127, 127};
    QTest::newRow("grey with alpha") << even(40, 30, 2, 1, {0, 0}) << QVector<int>{255, 255, 255};
    // 16 bits lose their lower byte: 0xc83f → 200.
    QTest::newRow("16-bit RGB") << even(40, 30, 3, 2, {0x3f, 200, 0x80, 100, 0, 50}, 16)
                                << QVector<int>{200, 100, 50};
    QTest::newRow("16-bit grey") << even(40, 30, 1, 1, {0x20, 90}, 16) << QVector<int>{90, 90, 90};
    QTest::newRow("one px") << even(1, 1, 3, 2, {200, 100, 50}) << QVector<int>{200, 100, 50};
}

void TestSlideImport::colours()
{
    QFETCH(TinyTiff, tiff);
    QFETCH(QVector<int>, rgb);
    tiff.write(m_dir / "colour.tif");
    const auto slide = openOrImportSlide(m_dir / "colour.tif", m_dir / "cache");
    QVERIFY2(slide.has_value(), slide ? "" : slide.error().text().c_str());
    QCOMPARE((*slide)->sizeLevel0Px(), (SizeI{tiff.width, tiff.height}));
    const auto image = (*slide)->read({0, 0, tiff.width, tiff.height}, 0);
    QVERIFY2(image.has_value(), image ? "" : image.error().text().c_str());
    for (int y = 0; y < image->height; ++y)
        for (int x = 0; x < image->width; ++x)
            QVERIFY(isNear(image->row(y) + 3 * x, rgb[0], rgb[1], rgb[2]));
}

// EXIF: 3 is turned by 180°, 6 must be turned right, 8 left; 2 is mirrored. The stored picture is 64 × 32
// with a red top left quarter.
void TestSlideImport::orientation_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QPoint>("red");
    QTest::newRow("1 upright") << 1 << QSize(64, 32) << QPoint(8, 8);
    QTest::newRow("2 mirrored") << 2 << QSize(64, 32) << QPoint(56, 8);
    QTest::newRow("3 upside down") << 3 << QSize(64, 32) << QPoint(56, 24);
    QTest::newRow("6 turn right") << 6 << QSize(32, 64) << QPoint(24, 8);
    QTest::newRow("8 turn left") << 8 << QSize(32, 64) << QPoint(8, 56);
}

void TestSlideImport::orientation()
{
    QFETCH(int, orientation);
    QFETCH(QSize, size);
    QFETCH(QPoint, red);
    TinyTiff tiff = even(64, 32, 3, 2, {255, 255, 255});
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 32; ++x)
            tiff.pixels[3 * (y * 64 + x) + 1] = tiff.pixels[3 * (y * 64 + x) + 2] = 0;
    tiff.orientation = orientation;
    tiff.write(m_dir / "turned.tif");
    const auto slide = openOrImportSlide(m_dir / "turned.tif", m_dir / "cache");
    QVERIFY2(slide.has_value(), slide ? "" : slide.error().text().c_str());
    QCOMPARE((*slide)->sizeLevel0Px(), (SizeI{size.width(), size.height()}));
    const auto image = (*slide)->read({0, 0, size.width(), size.height()}, 0);
    QVERIFY(image.has_value());
    QVERIFY(isNear(image->row(red.y()) + 3 * red.x(), 255, 0, 0));
    const QPoint opposite(size.width() - 1 - red.x(), size.height() - 1 - red.y());
    QVERIFY(isNear(image->row(opposite.y()) + 3 * opposite.x(), 255, 255, 255));
}

// 1000 → 500 → 250, which fits into a tile of 256; 601 → 300 → 150.
void TestSlideImport::pyramid()
{
    even(1000, 601, 3, 2, {200, 100, 50}).write(m_dir / "large.tif");
    const auto slide = openOrImportSlide(m_dir / "large.tif", m_dir / "cache");
    QVERIFY(slide.has_value());
    const auto& levels = (*slide)->levels();
    QCOMPARE(levels.size(), std::size_t(3));
    QCOMPARE(levels[1].sizePx, (SizeI{500, 300}));
    QCOMPARE(levels[2].sizePx, (SizeI{250, 150}));
    QCOMPARE(levels[1].downsample, 2.0);
    QCOMPARE(levels[2].downsample, 4.0);
    QCOMPARE(levels[0].tilePx, (SizeI{256, 256}));
    QVERIFY(!(*slide)->umPerPx());
    QCOMPARE((*slide)->properties().at("importedFrom"), (m_dir / "large.tif").string());
}

void TestSlideImport::importedOnce()
{
    const TempFolder cache;
    even(50, 40, 3, 2, {1, 2, 3}).write(m_dir / "once.tif");
    const auto first = openOrImportSlide(m_dir / "once.tif", cache.path());
    QVERIFY(first.has_value());
    QCOMPARE(filesIn(cache.path()), 1);
    const auto written = fs::last_write_time((*first)->path());
    const auto second = openOrImportSlide(m_dir / "once.tif", cache.path());
    QVERIFY(second.has_value());
    QCOMPARE((*second)->path(), (*first)->path());
    QVERIFY(fs::last_write_time((*second)->path()) == written);
    QCOMPARE(filesIn(cache.path()), 1);
}

void TestSlideImport::spoiltCacheIsMadeAgain()
{
    const TempFolder cache;
    even(50, 40, 3, 2, {200, 100, 50}).write(m_dir / "spoilt.tif");
    const fs::path cached = openOrImportSlide(m_dir / "spoilt.tif", cache.path()).value()->path();
    std::ofstream(cached) << "not a slide any more";
    const auto again = openOrImportSlide(m_dir / "spoilt.tif", cache.path());
    QVERIFY(again.has_value());
    QVERIFY(isNear((*again)->read({10, 10, 1, 1}, 0)->row(0), 200, 100, 50));
}

// 14,556 px per cm = 0.687 µm per px: a microscope's scale is kept. Rationals lie behind the directory.
void TestSlideImport::resolutionSurvives()
{
    TinyTiff tiff = even(50, 40, 3, 2, {1, 2, 3});
    tiff.pixels.insert(tiff.pixels.end(), {0xdc, 0x38, 0, 0, 1, 0, 0, 0}); // 14556 / 1
    const auto at = static_cast<std::uint32_t>(8 + 50 * 40 * 3);
    tiff.entries = {{282, {5, 1, at}}, {283, {5, 1, at}}, {296, {3, 1, 3}}, {279, {4, 1, 50 * 40 * 3}}};
    tiff.write(m_dir / "scaled.tif");
    const auto slide = openOrImportSlide(m_dir / "scaled.tif", m_dir / "cache");
    QVERIFY2(slide.has_value(), slide ? "" : slide.error().text().c_str());
    QVERIFY((*slide)->umPerPx().has_value());
    QVERIFY(std::abs(*(*slide)->umPerPx() - 10000.0 / 14556) < 1e-4);
}

void TestSlideImport::progressRuns()
{
    even(900, 900, 3, 2, {1, 2, 3}).write(m_dir / "progress.tif");
    std::vector<Progress> seen;
    const auto slide = openOrImportSlide(m_dir / "progress.tif", m_dir / "cache-progress",
                                         [&](const Progress& progress) { seen.push_back(progress); });
    QVERIFY(slide.has_value());
    QVERIFY(seen.size() >= 2);
    QCOMPARE(seen.front().stage, std::string("importing"));
    QCOMPARE(seen.front().done, std::int64_t(0));
    QCOMPARE(seen.back().done, std::int64_t(900)); // rows
    QCOMPARE(seen.back().total, std::int64_t(900));
}

void TestSlideImport::cancelled()
{
    std::stop_source stop;
    stop.request_stop();
    even(50, 40, 3, 2, {9, 9, 9}).write(m_dir / "cancel.tif");
    const auto slide = openOrImportSlide(m_dir / "cancel.tif", m_dir / "cache-none", {}, stop.get_token());
    QVERIFY(!slide);
    QCOMPARE(slide.error().code, ErrorCode::Cancelled);
    QCOMPARE(filesIn(m_dir / "cache-none"), 0);
}

void TestSlideImport::cancelledHalfway()
{
    const TempFolder cache;
    even(4000, 4000, 3, 2, {9, 9, 9}).write(m_dir / "cancel2.tif");
    std::stop_source stop;
    const auto slide = openOrImportSlide(
        m_dir / "cancel2.tif", cache.path(), [&](const Progress&) { stop.request_stop(); }, stop.get_token());
    QVERIFY(!slide);
    QCOMPARE(slide.error().code, ErrorCode::Cancelled);
    QCOMPARE(filesIn(cache.path()), 0);
}

// A limit on file size stands for a full disk: write() fails in the middle.
void TestSlideImport::throwingProgress()
{
    even(600, 900, 3, 2, {200, 100, 50}).write(m_dir / "throw.tif");
    const TempFolder cache;
    int calls = 0; // the first comes from our own thread, the later ones from libvips's
    const auto slide = openOrImportSlide(m_dir / "throw.tif", cache.path(), [&](const Progress&) {
        if (++calls > 1)
            throw std::bad_alloc();
    });
    QVERIFY(calls > 1);
    QVERIFY(!slide);
    QCOMPARE(slide.error().code, ErrorCode::DeviceFailure);
    QCOMPARE(filesIn(cache.path()), 0);
}

void TestSlideImport::fullDisk()
{
    const TempFolder cache;
    TinyTiff tiff = even(1500, 1500, 3, 2, {9, 9, 9});
    for (std::size_t i = 0; i < tiff.pixels.size(); ++i)
        tiff.pixels[i] =
            static_cast<std::uint8_t>(i * 2654435761u >> 13); // noise, so that JPEG cannot shrink it
    tiff.write(m_dir / "disk.tif");
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    const rlimit small{100'000, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto slide = openOrImportSlide(m_dir / "disk.tif", cache.path());
    setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, oldHandler);
    QVERIFY(!slide);
    QVERIFY2(slide.error().code == ErrorCode::WriteFailed, slide.error().text().c_str());
    QVERIFY(slide.error().message.find(cache.path().string()) != std::string::npos);
    QCOMPARE(filesIn(cache.path()), 0);
}

void TestSlideImport::cacheFolderCannotBeMade()
{
    std::ofstream(m_dir / "a-file") << "x";
    even(50, 40, 3, 2, {7, 7, 7}).write(m_dir / "nocache.tif");
    const auto slide = openOrImportSlide(m_dir / "nocache.tif", m_dir / "a-file/cache");
    QVERIFY(!slide);
    QCOMPARE(slide.error().code, ErrorCode::WriteFailed);
}

// A PNG and a JPEG of an even (200, 100, 50).
QByteArray evenPng()
{
    // 16 × 16 px, written with zlib.
    return QByteArray::fromHex(
        "89504e470d0a1a0a0000000d494844520000001000000010080200000090916836000000164944415478"
        "da6338916244126218d530aa61f86a0000a8785e103412cb2f0000000049454e44ae426082");
}

QByteArray evenJpeg(int width, int height)
{
    std::vector<std::uint8_t> px;
    for (int i = 0; i < width * height; ++i)
        px.insert(px.end(), {200, 100, 50});
    const auto stream = encodeJpeg(px.data(), width, height, 90);
    return QByteArray(reinterpret_cast<const char*>(stream.data()), static_cast<int>(stream.size()));
}

void TestSlideImport::pictures_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QSize>("size");
    QTest::newRow("PNG") << evenPng() << QSize(16, 16);
    QTest::newRow("JPEG") << evenJpeg(300, 20) << QSize(300, 20);
    QTest::newRow("JPEG one px high") << evenJpeg(300, 1) << QSize(300, 1);
    QTest::newRow("JPEG one px wide") << evenJpeg(1, 700) << QSize(1, 700);
}

// Every px of every level is the even colour, also at the edges and where a level has a single row or column.
void TestSlideImport::pictures()
{
    QFETCH(QByteArray, content);
    QFETCH(QSize, size);
    std::ofstream(m_dir / "picture", std::ios::binary).write(content.constData(), content.size());
    const auto slide = openOrImportSlide(m_dir / "picture", m_dir / "cache");
    QVERIFY2(slide.has_value(), slide ? "" : slide.error().text().c_str());
    QCOMPARE((*slide)->sizeLevel0Px(), (SizeI{size.width(), size.height()}));
    for (int level = 0; level < int((*slide)->levels().size()); ++level) {
        const SizeI px = (*slide)->levels()[level].sizePx;
        const auto image = (*slide)->read({0, 0, px.width, px.height}, level);
        QVERIFY2(image.has_value(), image ? "" : image.error().text().c_str());
        for (std::size_t i = 0; i < image->rgb.size(); i += 3)
            QVERIFY(isNear(image->rgb.data() + i, 200, 100, 50));
    }
}

void TestSlideImport::broken_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    const int badInput = int(ErrorCode::BadInput), unsupported = int(ErrorCode::Unsupported);
    const QByteArray jpeg("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", 20);
    const QByteArray png("\x89PNG\r\n\x1a\n", 8);
    QTest::newRow("empty") << QByteArray() << badInput;
    QTest::newRow("text") << QByteArray("spot,x,y\n") << unsupported;
    QTest::newRow("JPEG header alone") << jpeg << badInput;
    // A JPEG of 65,500 × 65,500 px in 300 bytes.
    QTest::newRow("JPEG bomb")
        << jpeg + QByteArray("\xff\xc0\0\x11\x08\xff\xdc\xff\xdc\x03\x01\x11\0\x02\x11\0\x03\x11\0", 19) +
               QByteArray(260, 0)
        << badInput;
    QTest::newRow("PNG signature alone") << png << badInput;
    QTest::newRow("PNG with a false checksum")
        << png + QByteArray("\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0\0\0\0\0", 25) << badInput;
    QTest::newRow("PNG cut in half") << evenPng().left(50) << badInput;
    QTest::newRow("JPEG cut in half") << evenJpeg(2000, 2000).left(15000) << badInput;
    QTest::newRow("JPEG without its last bytes") << evenJpeg(2000, 2000).chopped(2000) << badInput;
    QTest::newRow("TIFF that is text") << QByteArray("II is the first word") << badInput;
    QTest::newRow("zeros") << QByteArray(5000, 0) << unsupported;
}

void TestSlideImport::broken()
{
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    const TempFolder cache;
    std::ofstream(m_dir / "broken.img", std::ios::binary).write(content.constData(), content.size());
    const auto slide = openOrImportSlide(m_dir / "broken.img", cache.path());
    QVERIFY(!slide);
    QVERIFY2(int(slide.error().code) == code, slide.error().text().c_str());
    QVERIFY(slide.error().message.find("broken.img") != std::string::npos);
    QVERIFY(!slide.error().whatToDo.empty());
    QCOMPARE(filesIn(cache.path()), 0);
}

void TestSlideImport::mutated_data()
{
    QTest::addColumn<QByteArray>("sound");
    const auto bytesOf = [](const fs::path& path) {
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    even(20, 300, 3, 2, {200, 100, 50}).write(m_dir / "sound.tif");
    QTest::newRow("plain TIFF") << bytesOf(m_dir / "sound.tif");
    QTest::newRow("pyramid") << bytesOf((*openOrImportSlide(m_dir / "sound.tif", m_dir / "cache"))->path());
    QTest::newRow("JPEG") << evenJpeg(60, 50);
    QTest::newRow("PNG") << evenPng();
    const fs::path svs = fs::path(TRANSCOPE_REAL_DATA) / "malformed" / "unreadable.svs";
    if (fs::exists(svs))
        QTest::newRow("SVS") << bytesOf(svs);
}

// A few bytes changed at random (always the same ones): whatever comes of it, no crash, no hang, nothing left
// behind, and an error that names the file.
void TestSlideImport::mutated()
{
    QFETCH(QByteArray, sound);
    QVERIFY(!sound.isEmpty());
    std::mt19937 random(11);
    for (int round = 0; round < 150; ++round) {
        QByteArray content = sound;
        for (int i = 0; i < 1 + round % 4; ++i) // half of them where headers and directories lie
            content[int(random() % (i % 2 ? content.size() : std::min<qsizetype>(content.size(), 300)))] =
                char(random());
        if (round % 5 == 0)
            content.truncate(int(random() % content.size()));
        const TempFolder cache;
        std::ofstream(m_dir / "mutated", std::ios::binary).write(content.constData(), content.size());
        const auto slide = openOrImportSlide(m_dir / "mutated", cache.path());
        const auto image = slide ? (*slide)->read({0, 0, 64, 64}, 0) : tl::unexpected(slide.error());
        if (!image)
            QVERIFY2(image.error().message.find("mutated") != std::string::npos,
                     image.error().message.c_str());
        QVERIFY(filesIn(cache.path()) <= int(slide.has_value()));
    }
}

// Four pictures, one of them damaged: its damage is not blamed on the others.
void TestSlideImport::severalAtOnce()
{
    const TempFolder cache;
    for (int i = 0; i < 4; ++i) {
        const QByteArray jpeg = i == 2 ? evenJpeg(900, 900).left(4000) : evenJpeg(800 + i, 800);
        std::ofstream(m_dir / ("several" + std::to_string(i)), std::ios::binary)
            .write(jpeg.constData(), jpeg.size());
    }
    std::array<std::atomic<bool>, 4> opened{};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, i] {
                opened[i] =
                    openOrImportSlide(m_dir / ("several" + std::to_string(i)), cache.path()).has_value();
            });
    }
    for (int i = 0; i < 4; ++i)
        QCOMPARE(opened[i].load(), i != 2);
    QCOMPARE(filesIn(cache.path()), 3);
}

void TestSlideImport::malformed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* file, const char* reason) {
        QTest::newRow(file) << QString(file) << QString(reason);
    };
    row("bad_header1.tif", "version");
    row("bad_ifd_offset.tif", "what comes before it is no slide");
    row("test_ifd_loop_to_self.tif", "form a loop");
    row("bad_jpeg.tif", "Premature end");
    row("broken.svs", "neither a slide");
    row("crash-0c7e0e8e11ce787078f00b5b0ca409a167f070e0.tif", "damaged TIFF");
    row("crash-338516dbd2f0e83caddb8ce256c22db3bd6dc40f.tif", "damaged TIFF");
    row("crash-4f085cc12ece8cde18758d42608bed6a2a2cfb1c.tif", "damaged TIFF");
    row("libtiff_segfault.tif", "samples");
    row("oom-225817ca0f8c663be7ab4b9e717b02c661e66834.tif", "does not fit");
    row("seek_too_large.tif", "outside the file");
    row("tiff_overflow_rows_per_strip.tif", "too short");
    row("unopenable.tiff", "compression");
    row("unreadable.svs", "");
}

// One field of an unknown type, which TIFF 6.0 tells readers to skip: what it may have told is noted.
void TestSlideImport::odd()
{
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "malformed/bad_datatype.tif";
    if (!fs::exists(path))
        QSKIP("the folder of malformed slides is absent");
    const TempFolder cache;
    const auto slide = openOrImportSlide(path, cache.path());
    QVERIFY2(slide.has_value(), slide ? "" : slide.error().text().c_str());
    QVERIFY((*slide)->read({0, 0, 16, 16}, 0).has_value());
    QVERIFY(slideWarnings(**slide).front().find("tag 270") != std::string::npos);
}

void TestSlideImport::malformed()
{
    QFETCH(QString, file);
    QFETCH(QString, reason);
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "malformed" / file.toStdString();
    if (!fs::exists(path))
        QSKIP("the folder of malformed slides is absent");
    const TempFolder cache;
    const auto slide = openOrImportSlide(path, cache.path());
    QCOMPARE(filesIn(cache.path()), 0);
    const auto image = slide ? (*slide)->read({0, 0, 16, 16}, 0) : tl::unexpected(slide.error());
    QCOMPARE(slide.has_value(), file == "unreadable.svs"); // opens, and fails as soon as it is read
    QVERIFY(!image);
    QVERIFY(image.error().code == ErrorCode::BadInput || image.error().code == ErrorCode::Unsupported);
    const QString message = QString::fromStdString(image.error().message);
    QVERIFY2(message.contains(file) && message.contains(reason), qPrintable(message));
    QVERIFY(!image.error().whatToDo.empty());
}

void TestSlideImport::realPicture()
{
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "her2st" / "C3.jpg";
    if (!fs::exists(path))
        QSKIP("the folder of real sections is absent");
    const TempFolder cache;
    const auto slide = openOrImportSlide(path, cache.path());
    QVERIFY2(slide.has_value(), slide ? "" : slide.error().text().c_str());
    QCOMPARE((*slide)->sizeLevel0Px(), (SizeI{9270, 9936}));
    QCOMPARE((*slide)->levels()[2].downsample, 4.0);
    QVERIFY(!(*slide)->umPerPx()); // the file says 72 dpi, which is no scale
    QCOMPARE(filesIn(cache.path()), 1);
}

TRANSCOPE_TEST(TestSlideImport)
#include "tst_slideimport.moc"
