#include "core/slide/tiffcheck.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinytiff.h"

#include <QtTest>

#include <fstream>

using namespace transcope::core;
using transcope::test::TinyTiff;
using transcope::tests::TempFolder;

Q_DECLARE_METATYPE(transcope::test::TinyTiff)

class TestTiffCheck : public QObject
{
    Q_OBJECT
private slots:
    void sound();
    void bigEndian();
    void oddButSound_data();
    void oddButSound();
    void broken_data();
    void broken();
    void headers_data();
    void headers();
};

namespace {

// 8 bytes of header and 6 · 4 · 3 = 72 of px: the directory begins at 8 + 72 + 6 = 86.
TinyTiff picture()
{
    TinyTiff tiff;
    tiff.width = 6;
    tiff.height = 4;
    tiff.pixels.assign(6 * 4 * 3, 200);
    return tiff;
}

/// As large as a slide must be where directories are lost.
TinyTiff large(std::uint32_t next)
{
    TinyTiff tiff;
    tiff.width = tiff.height = 64;
    tiff.pixels.assign(64 * 64 * 3, 200);
    tiff.next = next;
    return tiff;
}

} // namespace

void TestTiffCheck::sound()
{
    const TempFolder dir;
    TinyTiff tiff = picture();
    tiff.orientation = 6;
    tiff.write(dir / "a.tif");
    const auto summary = checkTiff(dir / "a.tif");
    QVERIFY2(summary.has_value(), summary ? "" : summary.error().message.c_str());
    QCOMPARE(summary->width, 6);
    QCOMPARE(summary->height, 4);
    QCOMPARE(summary->orientation, 6);
    QCOMPARE(summary->pages, 1);
}

void TestTiffCheck::bigEndian()
{
    const TempFolder dir;
    // 1 × 1 px of grey by hand: header, directory of 8 entries at byte 8, px at byte 200.
    std::vector<std::uint8_t> file = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 8};
    const auto add = [&](int tag, int value) {
        for (const int byte : {tag >> 8, tag & 255, 0, 3, 0, 0, 0, 1, value >> 8, value & 255, 0, 0})
            file.push_back(static_cast<std::uint8_t>(byte));
    };
    add(256, 1), add(257, 1), add(258, 8), add(259, 1), add(262, 1), add(273, 200), add(278, 1), add(279, 1);
    file.resize(201);
    std::ofstream(dir / "a.tif", std::ios::binary).write(reinterpret_cast<const char*>(file.data()), 201);
    const auto summary = checkTiff(dir / "a.tif");
    QVERIFY2(summary.has_value(), summary ? "" : summary.error().message.c_str());
    QCOMPARE(summary->width, 1);
}

// What libtiff reads all the same.
void TestTiffCheck::oddButSound_data()
{
    QTest::addColumn<TinyTiff>("tiff");
    QTest::addColumn<QString>("warning");
    const auto row = [](const char* name, auto change, const QString& warning = {}) {
        TinyTiff tiff = picture();
        change(tiff);
        QTest::newRow(name) << tiff << warning;
    };
    row(
        "next directory outside", [&](TinyTiff& t) { t = large(2018915346); },
        "a directory after the first 1");
    // 8 bytes of header, 64 × 64 × 3 of px, 6 for the three sizes of samples: where TinyTiff's directory is.
    row(
        "directory follows itself", [&](TinyTiff& t) { t = large(8 + 64 * 64 * 3 + 6); }, "loop");
    row("unknown type", [](TinyTiff& t) { t.entries[320] = {514, 10, 8}; });
    row(
        "unknown type of the description",
        [](TinyTiff& t) {
            t.entries[270] = {514, 10, 8};
        },
        "tag 270");
    row("values outside", [](TinyTiff& t) { t.entries[320] = {3, 100, 60000}; });
    row("absurd count", [](TinyTiff& t) { t.entries[320] = {4, 0xffffffff, 8}; });
    row("description not text", [](TinyTiff& t) { t.entries[270] = {3, 1, 8}; });
    row("signed width", [](TinyTiff& t) { t.entries[256] = {9, 1, 6}; });
    row("no byte counts", [](TinyTiff& t) { t.without.insert(279); });
    // 2 × 2: 3 × 2 groups of four luma and two chroma samples, 36 bytes for 24 px.
    row("YCbCr with half the chroma", [](TinyTiff& t) {
        t.entries[262].value = 6;
        t.entries[530] = {3, 2, 2 | 2 << 16};
        t.entries[279] = {4, 1, 36};
    });
    row("a tile that is left out", [](TinyTiff& t) { t.entries[279] = {4, 1, 0}; });
}

void TestTiffCheck::oddButSound()
{
    QFETCH(TinyTiff, tiff);
    QFETCH(QString, warning);
    const TempFolder dir;
    tiff.write(dir / "odd.tif");
    const auto summary = checkTiff(dir / "odd.tif");
    QVERIFY2(summary.has_value(), summary ? "" : summary.error().message.c_str());
    QCOMPARE(summary->width, tiff.width);
    QCOMPARE(summary->warnings.size(), std::size_t(warning.isEmpty() ? 0 : 1));
    if (!warning.isEmpty())
        QVERIFY(QString::fromStdString(summary->warnings.front()).contains(warning));
}

void TestTiffCheck::broken_data()
{
    QTest::addColumn<TinyTiff>("tiff");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("unsupported");
    const auto row = [](const char* name, const QString& reason, auto change, bool unsupported = false) {
        TinyTiff tiff = picture();
        change(tiff);
        QTest::newRow(name) << tiff << reason << unsupported;
    };
    row("cut in the header", "", [](TinyTiff& t) { t.cutTo = 6; });
    row("cut before the directory", "outside the file", [](TinyTiff& t) { t.cutTo = 40; });
    row("cut in the directory", "does not fit", [](TinyTiff& t) { t.cutTo = 100; });
    row("next directory outside an icon", "what comes before it is no slide: 6 × 4 px",
        [](TinyTiff& t) { t.next = 2018915346; });
    row("an icon's directory follows itself", "form a loop", [](TinyTiff& t) { t.next = 86; });
    row("no width", "not believable", [](TinyTiff& t) { t.entries[256].value = 0; });
    row("huge", "not believable", [](TinyTiff& t) { t.entries[256] = {4, 1, 0x7fffffff}; });
    row("width as text", "not believable", [](TinyTiff& t) { t.entries[256] = {2, 1, 6}; });
    row("strip outside", "outside the file", [](TinyTiff& t) { t.entries[273] = {4, 1, 5000}; });
    row("strip too short", "too short", [](TinyTiff& t) { t.entries[279] = {4, 1, 10}; });
    row("strips missing", "1 of 4 strips", [](TinyTiff& t) { t.entries[278].value = 1; });
    row("planes missing", "1 of 3 strips", [](TinyTiff& t) { t.entries[284] = {3, 1, 2}; });
    row("expands too far", "claims", [](TinyTiff& t) {
        t.entries[256].value = t.entries[257].value = t.entries[278].value = 60000;
        t.entries[259].value = 8;
    });
    row(
        "compression", "compression 52479", [](TinyTiff& t) { t.entries[259].value = 52479; }, true);
    row(
        "many samples", "65535 samples", [](TinyTiff& t) { t.entries[277].value = 65535; }, true);
    row(
        "one bit", "1 bits",
        [](TinyTiff& t) {
            t.entries[258] = {3, 1, 1};
        },
        true);
    row(
        "floating point", "of format 3", [](TinyTiff& t) { t.entries[339].value = 3; }, true);
    row(
        "colour model", "colour model 8", [](TinyTiff& t) { t.entries[262].value = 8; }, true);
}

void TestTiffCheck::broken()
{
    QFETCH(TinyTiff, tiff);
    QFETCH(QString, reason);
    QFETCH(bool, unsupported);
    const TempFolder dir;
    tiff.write(dir / "broken.tif");
    const auto summary = checkTiff(dir / "broken.tif");
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, unsupported ? ErrorCode::Unsupported : ErrorCode::BadInput);
    const QString message = QString::fromStdString(summary.error().message);
    QVERIFY2(message.contains("broken.tif") && message.contains(reason), qPrintable(message));
    QVERIFY(!summary.error().whatToDo.empty());
}

void TestTiffCheck::headers_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("Image of a section");
    QTest::newRow("version") << QByteArray("II\x2a\x01\x08\0\0\0", 8);
    QTest::newRow("BigTIFF, offsets of 4 bytes") << QByteArray("II\x2b\0\x04\0\0\0\x10\0\0\0\0\0\0\0", 16);
    QTest::newRow("BigTIFF, directory outside")
        << QByteArray("II\x2b\0\x08\0\0\0\xff\xff\xff\xff\xff\xff\xff\x7f", 16);
    QTest::newRow("no directory") << QByteArray("II\x2a\0\0\0\0\0", 8);
}

void TestTiffCheck::headers()
{
    QFETCH(QByteArray, content);
    const TempFolder dir;
    std::ofstream(dir / "a.tif", std::ios::binary).write(content.constData(), content.size());
    const auto summary = checkTiff(dir / "a.tif");
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::BadInput);
}

TRANSCOPE_TEST(TestTiffCheck)
#include "tst_tiffcheck.moc"
