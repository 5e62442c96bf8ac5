#include "core/slide/pyramidwriter.h"
#include "core/slide/slideimport.h"
#include "core/slide/tilesizes.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinytiff.h"

#include <QImage>
#include <QtTest>

#include <fstream>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace transcope::core;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path RealData = TRANSCOPE_REAL_DATA;
constexpr int SidePx = 300;

std::string contentOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string pyramid()
{
    const TempFolder dir;
    const auto writer = PyramidWriter::create(dir / "p.tif", {SidePx, SidePx}, 0.5);
    for (int y = 0; y < SidePx; ++y) {
        std::vector<std::uint8_t> row;
        for (int x = 0; x < 3 * SidePx; ++x)
            row.push_back(static_cast<std::uint8_t>(x * y / 7));
        (void)(*writer)->addRow(row.data());
    }
    (void)(*writer)->finish();
    return contentOf(dir / "p.tif");
}

std::string strips()
{
    transcope::test::TinyTiff tiff;
    tiff.width = 64, tiff.height = 48;
    tiff.pixels.assign(64 * 48 * 3, 200);
    const auto bytes = tiff.bytes();
    return {bytes.begin(), bytes.end()};
}

std::string picture(const char* format)
{
    QImage image(SidePx, SidePx, QImage::Format_RGB888);
    for (int y = 0; y < SidePx; ++y)
        for (int x = 0; x < SidePx; ++x)
            image.setPixelColor(x, y, QColor(x * y % 256, x % 256, y % 256));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, format);
    return bytes.toStdString();
}

/// One to eight bytes changed; of every second copy near the file's ends, where its structure is.
std::string damaged(std::string bytes, int copy, std::mt19937& random)
{
    constexpr std::size_t Ends = 2048;
    for (auto changes = 1 + random() % 8; changes > 0; --changes) {
        std::size_t at = random() % bytes.size();
        if (copy % 2 == 0 && bytes.size() > 2 * Ends)
            at = at % 2 == 0 ? at % Ends : bytes.size() - 1 - at % Ends;
        bytes[at] = static_cast<char>(random());
    }
    return bytes;
}

/// Opens a slide and reads the corner of every level, as the viewer does, in a process of its own. Gives the
/// signal that ended it, SIGALRM after a minute, or 0.
int signalOf(const fs::path& path, const fs::path& cache)
{
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr rlim_t Memory = rlim_t{4} << 30;
        const rlimit noCore{0, 0}, seconds{20, 20}, memory{Memory, Memory};
        setrlimit(RLIMIT_CORE, &noCore);
        setrlimit(RLIMIT_CPU, &seconds);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        setrlimit(RLIMIT_AS, &memory);
#endif
        alarm(60);
        const auto slide = openOrImportSlide(path, cache);
        for (std::size_t level = 0; slide && level < (*slide)->levels().size(); ++level) {
            const auto size = (*slide)->levels()[level].sizePx;
            (void)(*slide)->read(
                {0, 0, std::min<std::int64_t>(size.width, 400), std::min<std::int64_t>(size.height, 400)},
                static_cast<int>(level));
        }
        _exit(slide ? 0 : 3);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/// Few, or as many as $TRANSCOPE_DAMAGED_COPIES says.
int copies()
{
    const int wanted = qEnvironmentVariableIntValue("TRANSCOPE_DAMAGED_COPIES");
    return wanted > 0 ? wanted : 30;
}

} // namespace

/// OpenSlide, libvips, libtiff and libjpeg read foreign bytes in the viewer's process.
class TestDamagedSlides : public QObject
{
    Q_OBJECT
private slots:
    void impossibleTiles_data();
    void impossibleTiles();
    void bytesChanged_data();
    void bytesChanged();
};

/// Each ended the process within OpenSlide, the second in 1 of 1,400 copies.
void TestDamagedSlides::impossibleTiles_data()
{
    QTest::addColumn<int>("tag");
    QTest::addColumn<int>("byteOfValue"); // of an entry of BigTIFF, whose value is its last 8 bytes
    QTest::newRow("a tile of 16,777,472 px") << 323 << 3;
    QTest::newRow("a tile of 2^61 bytes") << 325 << 7;
}

void TestDamagedSlides::impossibleTiles()
{
    QFETCH(int, tag);
    QFETCH(int, byteOfValue);
    std::string bytes = pyramid();
    const std::string entry = {char(tag & 255), char(tag >> 8)};
    const auto at = bytes.rfind(entry);
    QVERIFY(at != std::string::npos);
    bytes[at + 2] = 16; // a 64-bit number, whatever it was
    bytes[at + 12 + std::size_t(byteOfValue)] = tag == 323 ? 1 : 32;
    const TempFolder dir;
    std::ofstream(dir / "a.tif", std::ios::binary) << bytes;
    QCOMPARE(signalOf(dir / "a.tif", dir / "cache"), 0);
    const auto checked = checkTileSizes(dir / "a.tif");
    QVERIFY(!checked);
    QVERIFY2(checked.error().message.find("damaged TIFF: ") != std::string::npos,
             checked.error().text().c_str());
    std::ofstream(dir / "a.tif", std::ios::binary) << pyramid();
    QVERIFY(checkTileSizes(dir / "a.tif").has_value());
}

void TestDamagedSlides::bytesChanged_data()
{
    QTest::addColumn<QByteArray>("sound");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* tag, const char* name, const std::string& bytes) {
        QTest::newRow(tag) << QByteArray::fromStdString(bytes) << QString(name);
    };
    row("pyramid", "a.tif", pyramid());
    row("strips", "b.tif", strips());
    row("png", "c.png", picture("PNG"));
    row("jpeg", "d.jpg", picture("JPEG"));
    for (const char* file : {"slides/cmu-1-small-region.svs", "slides/boxes.tiff", "slides/test_orient1.tif",
                             "cases/q31_qupath_jpeg_tag_says_rgb.ome.tif"})
        row(file, fs::path(file).filename().c_str(), contentOf(RealData / file));
}

void TestDamagedSlides::bytesChanged()
{
    QFETCH(QByteArray, sound);
    QFETCH(QString, name);
    if (sound.isEmpty())
        QSKIP("the real slide is not here");
    const TempFolder dir;
    const fs::path path = dir / name.toStdString();
    std::mt19937 random(12);
    std::map<int, int> ended; // by signal
    for (int copy = 0; copy < copies(); ++copy) {
        const std::string bytes = damaged(sound.toStdString(), copy, random);
        std::ofstream(path, std::ios::binary) << bytes;
        const int signal = signalOf(path, dir / "cache");
        if (signal == 0)
            continue;
        ++ended[signal];
        if (const auto keep = qEnvironmentVariable("TRANSCOPE_KEEP_FATAL_COPIES"); !keep.isEmpty())
            fs::copy_file(path,
                          fs::path(keep.toStdString()) / (std::to_string(signal) + "-" +
                                                          std::to_string(copy) + "-" + name.toStdString()),
                          fs::copy_options::overwrite_existing);
    }
    QString text;
    for (const auto& [signal, count] : ended)
        text += QString(" %1 by signal %2").arg(count).arg(signal);
    qInfo("of %d copies:%s", copies(), text.isEmpty() ? " none ended the process" : qPrintable(text));
    QCOMPARE(ended.size(), std::size_t(0));
}

TRANSCOPE_TEST(TestDamagedSlides)
#include "tst_damagedslides.moc"
