#include "core/slide/jpegtile.h"
#include "core/slide/pyramidgeometry.h"
#include "core/slide/pyramidwriter.h"
#include "core/slide/slideimport.h"
#include "core/slide/slidewarnings.h"
#include "core/slide/statedscale.h"
#include "core/slide/tiffdirectory.h"
#include "core/slide/tiffpages.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinytiff.h"

#include <QTest>

#include <filesystem>
#include <fstream>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::test::TinyTiff;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path Cases = fs::path(TRANSCOPE_REAL_DATA) / "cases";

/// A pyramid of one colour as Transcope writes it: BigTIFF of JPEG tiles.
void writeEven(const fs::path& path, SizeI size, std::array<std::uint8_t, 3> rgb)
{
    const auto writer = PyramidWriter::create(path, size).value();
    std::vector<std::uint8_t> row;
    for (int x = 0; x < size.width; ++x)
        row.insert(row.end(), rgb.begin(), rgb.end());
    for (int y = 0; y < size.height; ++y)
        QVERIFY(writer->addRow(row.data()).has_value());
    QVERIFY(writer->finish().has_value());
}

/// Overwrites a tag's values in every directory.
void patch(const fs::path& path, int tag, const std::vector<std::uint8_t>& bytes)
{
    auto reader = TiffReader::open(path).value();
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    for (auto at = reader.firstDirectory(); at != 0;) {
        const auto directory = reader.directory(at).value();
        file.seekp(static_cast<std::streamoff>(directory.entries.at(tag).valuesAt));
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        at = directory.next;
    }
}

bool isNear(const std::uint8_t* px, int r, int g, int b)
{
    return std::abs(px[0] - r) <= 3 && std::abs(px[1] - g) <= 3 && std::abs(px[2] - b) <= 3;
}

std::vector<std::uint8_t> stream(std::vector<std::uint8_t> segments)
{
    segments.insert(segments.begin(), {0xff, 0xd8});
    segments.insert(segments.end(), {0xff, 0xda, 0, 2});
    return segments;
}

/// A frame of three components with these names and samplings.
std::vector<std::uint8_t> frame(std::array<std::uint8_t, 3> names, std::uint8_t first, std::uint8_t others)
{
    return {0xff,     0xc0,  0, 17,       8,      0, 16,       0,      16, 3,
            names[0], first, 0, names[1], others, 0, names[2], others, 0};
}

TinyTiff grey(int value, std::uint8_t high)
{
    TinyTiff tiff;
    tiff.width = 40, tiff.height = 30, tiff.samples = 1, tiff.photometric = 1, tiff.bits = 16;
    for (int i = 0; i < 40 * 30; ++i)
        tiff.pixels.insert(tiff.pixels.end(), {std::uint8_t(value), high});
    return tiff;
}

} // namespace

/// Slides and pictures as QuPath, Bio-Formats, ImageJ and scanners write them.
class TestForeignSlides : public QObject
{
    Q_OBJECT
private slots:
    void coloursSaidByStreams_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("colour"); // -1: nothing is said
        const auto row = [](const char* name, const std::vector<std::uint8_t>& bytes, int colour) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                              qsizetype(bytes.size()))
                                << colour;
        };
        const int ycbcr = int(JpegColour::YCbCr), rgb = int(JpegColour::Rgb);
        row("libtiff's RGB", stream(frame({0, 1, 2}, 0x11, 0x11)), -1);
        row("numbered as in JFIF", stream(frame({1, 2, 3}, 0x11, 0x11)), ycbcr);
        row("half chroma", stream(frame({0, 1, 2}, 0x22, 0x11)), ycbcr);
        row("called R, G, B", stream(frame({'R', 'G', 'B'}, 0x11, 0x11)), rgb);
        std::vector<std::uint8_t> jfif = {0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0,
                                          1,    1,    0, 0,  1,   0,   1,   0,   0};
        const auto plain = frame({0, 1, 2}, 0x11, 0x11);
        jfif.insert(jfif.end(), plain.begin(), plain.end());
        row("JFIF", stream(jfif), ycbcr);
        std::vector<std::uint8_t> adobe = {0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        const auto numbered = frame({1, 2, 3}, 0x11, 0x11);
        adobe.insert(adobe.end(), numbered.begin(), numbered.end());
        row("Adobe, not transformed", stream(adobe), rgb);
        row("cut short", {0xff, 0xd8, 0xff}, -1);
    }
    void coloursSaidByStreams()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, colour);
        const auto said = colourSaidBy(
            std::span(reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size())));
        QCOMPARE(said ? int(*said) : -1, colour);
    }

    // The tag says RGB, the streams hold YCbCr: by libtiff's reading this pink would be green. Tiled, as a
    // slide; of one large level, which is copied into the cache; smaller than a tile.
    void rgbTagOverYcbcr_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("pyramid") << QSize(700, 500);
        QTest::newRow("smaller than a tile") << QSize(100, 80);
    }
    void rgbTagOverYcbcr()
    {
        QFETCH(QSize, size);
        const TempFolder dir;
        writeEven(dir / "s.tif", {size.width(), size.height()}, {220, 150, 200});
        patch(dir / "s.tif", 262, {2, 0});
        const auto slide = openOrImportSlide(dir / "s.tif", dir / "cache");
        QVERIFY2(slide, slide ? "" : slide.error().text().c_str());
        const auto image = (*slide)->read({10, 10, 8, 8}, 0);
        QVERIFY(image.has_value());
        QVERIFY2(
            isNear(image->row(4) + 12, 220, 150, 200),
            qPrintable(
                QString("%1 %2 %3").arg(image->row(4)[12]).arg(image->row(4)[13]).arg(image->row(4)[14])));
    }

    void tilesThatAreLeftOutAreBackground()
    {
        const TempFolder dir;
        writeEven(dir / "s.tif", {700, 500}, {100, 50, 150});
        // Counts are 8 bytes each; the first tile of every level.
        patch(dir / "s.tif", 325, std::vector<std::uint8_t>(8, 0));
        const auto slide = openOrImportSlide(dir / "s.tif", dir / "cache");
        QVERIFY2(slide, slide ? "" : slide.error().text().c_str());
        const auto image = (*slide)->read({250, 10, 12, 1}, 0);
        QVERIFY2(image, image ? "" : image.error().text().c_str());
        QVERIFY(isNear(image->row(0), 255, 255, 255));
        QVERIFY(isNear(image->row(0) + 3 * 8, 100, 50, 150)); // x = 258 is of the next tile
    }

    // 3600 × 2800 in tiles of 512: 1800 × 1400 filled up to 2048 × 1536, 900 × 700 to 1024 × 1024.
    void filledUpLevels()
    {
        const SizeI whole{3600, 2800}, tile{512, 512};
        QCOMPARE(paddedDownsample(whole, {2048, 1536}, tile, 1), std::optional(2.0));
        QCOMPARE(paddedDownsample(whole, {1024, 1024}, tile, 2), std::optional(4.0));
        QCOMPARE(paddedDownsample(whole, {512, 512}, tile, 4), std::optional(8.0));
        QCOMPARE(paddedDownsample(whole, {512, 512}, tile, 8), std::optional(16.0));
        QVERIFY(!paddedDownsample(whole, {1800, 1400}, tile, 1)); // not filled up
        QVERIFY(!paddedDownsample(whole, {1700, 1400}, tile, 1));
        QCOMPARE(pictureOf(whole, 8), (SizeI{450, 350}));
    }

    void sameAsTheControl_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("control");
        QTest::newRow("levels filled up") << "g32_padded_levels.tif"
                                          << "g32ref_exact_levels.tif";
        QTest::newRow("RGB over YCbCr") << "q31_qupath_jpeg_tag_says_rgb.ome.tif"
                                        << "q31ref_jpeg_tag_says_ycbcr.tif";
    }
    void sameAsTheControl()
    {
        QFETCH(QString, file);
        QFETCH(QString, control);
        if (!fs::exists(Cases / control.toStdString()))
            QSKIP("the folder of cases is absent");
        const TempFolder dir;
        const auto slide = openOrImportSlide(Cases / file.toStdString(), dir / "cache");
        const auto wanted = openOrImportSlide(Cases / control.toStdString(), dir / "cache");
        QVERIFY(slide && wanted);
        QCOMPARE((*slide)->levels().size(), (*wanted)->levels().size());
        for (std::size_t level = 0; level < (*slide)->levels().size(); ++level) {
            const auto size = (*wanted)->levels()[level].sizePx;
            QCOMPARE((*slide)->levels()[level].downsample, (*wanted)->levels()[level].downsample);
            QCOMPARE((*slide)->levels()[level].sizePx, size);
            const auto a = (*slide)->read({0, 0, size.width, size.height}, int(level));
            const auto b = (*wanted)->read({0, 0, size.width, size.height}, int(level));
            QVERIFY(a && b);
            // The control's last level is smaller than a tile and made from the one before.
            qint64 different = 0;
            for (int y = 0; y < a->height; ++y)
                for (int i = 0; i < 3 * a->width; ++i)
                    different += std::abs(a->row(y)[i] - b->row(y)[i]) > 2;
            QVERIFY2(different < 3 * size.width * size.height / 100, qPrintable(QString::number(different)));
        }
    }

    // Scales: TIFF's rationals, PNG's px per metre, JFIF's density; without a unit they say nothing.
    void pngScales_data()
    {
        QTest::addColumn<int>("perUnit");
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("umPerPx"); // 0: none
        QTest::addColumn<int>("warnings");
        QTest::newRow("300 of no unit") << 300 << 0 << 0.0 << 0;
        QTest::newRow("2,000,000 px per m") << 2'000'000 << 1 << 0.5 << 0;
        QTest::newRow("300 dpi") << 11811 << 1 << 0.0 << 0;
        QTest::newRow("499 µm per px") << 2004 << 1 << 0.0 << 1;
    }
    void pngScales()
    {
        QFETCH(int, perUnit);
        QFETCH(int, unit);
        QFETCH(double, umPerPx);
        QFETCH(int, warnings);
        std::string head = "\x89PNG\r\n\x1a\n" + std::string("\0\0\0\x0dIHDR", 8) + std::string(17, '\0') +
                           std::string("\0\0\0\x09pHYs", 8);
        for (int axis = 0; axis < 2; ++axis)
            for (const int shift : {24, 16, 8, 0})
                head += static_cast<char>(perUnit >> shift);
        head += static_cast<char>(unit);
        const TempFolder dir;
        const auto scale = judged(statedScale(dir.write("a.png", head + std::string(20, '\0'))));
        QCOMPARE(scale.umPerPx.value_or(0), umPerPx);
        QCOMPARE(int(scale.warnings.size()), warnings);
    }

    void descriptions_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("umPerPx");
        QTest::addColumn<QString>("warning");
        QTest::newRow("OME")
            << QByteArray("<?xml?><OME><Image><Pixels PhysicalSizeX=\"0.25\" PhysicalSizeY=\"0.25\"/>")
            << 0.25 << QString();
        QTest::newRow("OME in nm")
            << QByteArray("<OME><Pixels PhysicalSizeX=\"500\" PhysicalSizeXUnit=\"nm\" PhysicalSizeY=\"500\" "
                          "PhysicalSizeYUnit=\"nm\">")
            << 0.5 << QString();
        QTest::newRow("OME, not square")
            << QByteArray("<OME><Pixels PhysicalSizeX=\"0.25\" PhysicalSizeY=\"0.5\"/>") << 0.375
            << "not square: 0.25 × 0.5";
        QTest::newRow("OME, absurd") << QByteArray(
                                            "<OME><Pixels PhysicalSizeX=\"499\" PhysicalSizeY=\"499\"/>")
                                     << 0.0 << "499 × 499";
        QTest::newRow("MPP") << QByteArray("Aperio|AppMag = 20|MPP = 0.4990|") << 0.499 << QString();
        QTest::newRow("nothing") << QByteArray("a section") << 0.0 << QString();
    }
    void descriptions()
    {
        QFETCH(QByteArray, text);
        QFETCH(double, umPerPx);
        QFETCH(QString, warning);
        TinyTiff tiff;
        tiff.width = tiff.height = 32;
        tiff.pixels.assign(32 * 32 * 3, 200);
        const auto at = std::uint32_t(8 + tiff.pixels.size());
        tiff.pixels.insert(tiff.pixels.end(), text.begin(), text.end());
        tiff.entries = {{270, {2, std::uint32_t(text.size()), at}}, {279, {4, 1, 32 * 32 * 3}}};
        const TempFolder dir;
        tiff.write(dir / "a.tif");
        const auto slide = openOrImportSlide(dir / "a.tif", dir / "cache");
        QVERIFY2(slide, slide ? "" : slide.error().text().c_str());
        QCOMPARE((*slide)->umPerPx().value_or(0), umPerPx);
        const auto warnings = slideWarnings(**slide);
        QCOMPARE(warnings.size(), std::size_t(warning.isEmpty() ? 0 : 1));
        if (!warning.isEmpty())
            QVERIFY(QString::fromStdString(warnings.front()).contains(warning));
    }

    // ImageJ: px per unit, in TIFF's resolution without a unit.
    void imageJ()
    {
        TinyTiff tiff;
        tiff.width = tiff.height = 32;
        tiff.pixels.assign(32 * 32 * 3, 200);
        const QByteArray text = "ImageJ=1.53\nunit=micron\n";
        const auto at = std::uint32_t(8 + tiff.pixels.size());
        tiff.pixels.insert(tiff.pixels.end(), text.begin(), text.end());
        const auto rational = std::uint32_t(8 + tiff.pixels.size());
        tiff.pixels.insert(tiff.pixels.end(), {4, 0, 0, 0, 1, 0, 0, 0}); // 4 px per µm
        tiff.entries = {{270, {2, std::uint32_t(text.size()), at}},
                        {279, {4, 1, 32 * 32 * 3}},
                        {282, {5, 1, rational}},
                        {283, {5, 1, rational}},
                        {296, {3, 1, 1}}};
        const TempFolder dir;
        tiff.write(dir / "a.tif");
        QCOMPARE(judged(statedScale(dir / "a.tif")).umPerPx, std::optional(0.25));
    }

    // 16 × 100 of 4095 is grey 100, and not the 6 that the upper byte says.
    void twelveBitsOfSixteen()
    {
        const TempFolder dir;
        auto tiff = grey(0x40, 0x06);                 // 0x0640 = 1600
        tiff.pixels[0] = 0xff, tiff.pixels[1] = 0x0f; // one px of 4095: 12 bits are in use
        tiff.write(dir / "a.tif");
        for (int round = 0; round < 2; ++round) { // the second from the cache
            const auto slide = openOrImportSlide(dir / "a.tif", dir / "cache");
            QVERIFY2(slide, slide ? "" : slide.error().text().c_str());
            QVERIFY(isNear((*slide)->read({20, 20, 1, 1}, 0)->row(0), 100, 100, 100));
            QCOMPARE(slideWarnings(**slide),
                     std::vector<std::string>{"its 16-bit samples use 12 bits and are shown so"});
        }
    }

    void planesOnPages()
    {
        QVERIFY(areRgb(channelsIn("<OME><Pixels SizeC=\"3\"><Channel ID=\"1\"/><Channel ID=\"2\"/>")));
        QVERIFY(areRgb(channelsIn("ImageJ=1.53\nimages=3\nchannels=3\n")));
        const auto stains =
            channelsIn("<OME><Pixels SizeC=\"3\"><Channel Name=\"DAPI\"/><Channel Name=\"FITC\"/>");
        QVERIFY(!areRgb(stains));
        QCOMPARE(channelsIn("<OME><Pixels SizeC=\"3\"><Channel SamplesPerPixel=\"3\"/>").count, 1);
    }

    void thumbnailFirst()
    {
        const std::vector<TiffPage> pages = {
            {8, 200, 150, 3, false}, {9, 4000, 3000, 3, false}, {10, 2000, 1500, 3, true}};
        QCOMPARE(pictureIn(pages), 1);
        QCOMPARE(pictureIn({{8, 4000, 3000, 3, false}, {9, 200, 150, 3, false}}), 0);
        QCOMPARE(pictureIn({{8, 400, 300, 3, true}, {9, 500, 400, 3, false}}), 1);
    }

    void previewOfAContainerIsRefused()
    {
        const TempFolder dir;
        TinyTiff tiff;
        tiff.width = tiff.height = 32;
        tiff.pixels.assign(32 * 32 * 3, 200);
        for (const char* name : {"a.mrxs", "a.vsi", "A.MRXS"}) {
            tiff.write(dir / name);
            const auto slide = openOrImportSlide(dir / name, dir / "cache");
            QVERIFY(!slide);
            compareError(slide.error(), ErrorCode::Unsupported, "the slide's pixels lie in the folder");
        }
    }

    // Edited in place, as large as before, with the same time of change rounded to seconds or not.
    void editedInPlaceIsImportedAgain()
    {
        const TempFolder dir;
        TinyTiff tiff;
        tiff.width = tiff.height = 64;
        tiff.pixels.assign(64 * 64 * 3, 200);
        tiff.write(dir / "a.tif");
        const auto before = openOrImportSlide(dir / "a.tif", dir / "cache");
        QVERIFY(before && isNear((*before)->read({32, 32, 1, 1}, 0)->row(0), 200, 200, 200));
        tiff.pixels.assign(64 * 64 * 3, 90);
        tiff.write(dir / "a.tif");
        const auto after = openOrImportSlide(dir / "a.tif", dir / "cache");
        QVERIFY(after && isNear((*after)->read({32, 32, 1, 1}, 0)->row(0), 90, 90, 90));
    }
};

TRANSCOPE_TEST(TestForeignSlides)
#include "tst_foreignslides.moc"
