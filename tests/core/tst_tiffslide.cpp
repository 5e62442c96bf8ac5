#include "core/slide/slideimport.h"
#include "core/slide/tiffslide.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/systempython.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <tiffio.h>

#include <filesystem>
#include <fstream>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::tests::pythonFailure;
using transcope::tests::pythonHas;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

constexpr int Tile = 128;

/// What level 0 shows, so smooth that JPEG keeps it and each level tells its place: red grows to the right,
/// green downwards.
std::array<int, 3> colourAt(double x, double y)
{
    return {int(x / 3), int(y / 3), 90};
}

struct Pyramid
{
    int compression = COMPRESSION_ADOBE_DEFLATE;
    int photometric = PHOTOMETRIC_RGB;
    int planes = PLANARCONFIG_CONTIG;
    std::vector<int> factors = {2, 4};
    bool roundsUp = false;
    SizeI size{601, 499};

    SizeI sizeAt(int factor) const
    {
        const auto add = roundsUp ? factor - 1 : 0;
        return {(size.width + add) / factor, (size.height + add) / factor};
    }
    void writeLevel(TIFF* file, int factor) const
    {
        const auto level = sizeAt(factor);
        TIFFSetField(file, TIFFTAG_IMAGEWIDTH, std::uint32_t(level.width));
        TIFFSetField(file, TIFFTAG_IMAGELENGTH, std::uint32_t(level.height));
        TIFFSetField(file, TIFFTAG_TILEWIDTH, Tile);
        TIFFSetField(file, TIFFTAG_TILELENGTH, Tile);
        TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, 8);
        TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, 3);
        TIFFSetField(file, TIFFTAG_PLANARCONFIG, planes);
        TIFFSetField(file, TIFFTAG_COMPRESSION, compression);
        TIFFSetField(file, TIFFTAG_PHOTOMETRIC, photometric);
        if (photometric == PHOTOMETRIC_YCBCR)
            TIFFSetField(file, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        for (int top = 0; top < level.height; top += Tile)
            for (int left = 0; left < level.width; left += Tile)
                writeTile(file, factor, left, top);
    }
    void writeTile(TIFF* file, int factor, int left, int top) const
    {
        std::vector<std::uint8_t> px, plane[3];
        for (int y = top; y < top + Tile; ++y)
            for (int x = left; x < left + Tile; ++x) {
                const auto colour = colourAt((x + 0.5) * factor, (y + 0.5) * factor);
                for (int c = 0; c < 3; ++c) {
                    px.push_back(std::uint8_t(colour[c]));
                    plane[c].push_back(std::uint8_t(colour[c]));
                }
            }
        if (planes == PLANARCONFIG_CONTIG)
            TIFFWriteTile(file, px.data(), left, top, 0, 0);
        else
            for (int c = 0; c < 3; ++c)
                TIFFWriteTile(file, plane[c].data(), left, top, 0, std::uint16_t(c));
    }
    void write(const fs::path& path) const
    {
        TIFF* file = TIFFOpen(path.c_str(), "w8");
        TIFFSetField(file, TIFFTAG_IMAGEDESCRIPTION,
                     "<OME><Image><Pixels PhysicalSizeX=\"0.25\" PhysicalSizeY=\"0.25\" SizeC=\"3\">"
                     "<Channel SamplesPerPixel=\"3\"/></Pixels></Image></OME>");
        std::vector<toff_t> below(factors.size(), 0);
        if (!below.empty())
            TIFFSetField(file, TIFFTAG_SUBIFD, std::uint16_t(below.size()), below.data());
        writeLevel(file, 1);
        TIFFWriteDirectory(file);
        for (const int factor : factors) {
            TIFFSetField(file, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
            writeLevel(file, factor);
            TIFFWriteDirectory(file);
        }
        TIFFClose(file);
    }
};

void compareColours(const Slide& slide, int level)
{
    const auto& is = slide.levels()[std::size_t(level)];
    const RectI rect{60, 40, is.sizePx.width - 60, is.sizePx.height - 40}; // many tiles, most in part
    const auto image = slide.read(rect, level);
    QVERIFY2(image, image ? "" : image.error().text().c_str());
    for (const auto& [x, y] : {std::pair{0, 0}, {67, 57}, {int(rect.width) - 1, int(rect.height) - 1}}) {
        const auto wanted = colourAt((x + 60.5) * is.downsample, (y + 40.5) * is.downsample);
        const auto* px = image->row(y) + 3 * x;
        for (int c = 0; c < 3; ++c)
            QVERIFY2(std::abs(px[c] - wanted[c]) <= 4, qPrintable(QString("level %1, px %2 %3: %4 %5 %6")
                                                                      .arg(level)
                                                                      .arg(x)
                                                                      .arg(y)
                                                                      .arg(px[0])
                                                                      .arg(px[1])
                                                                      .arg(px[2])));
    }
}

} // namespace

/// OME-TIFF's pyramids: smaller levels in directories below the picture's.
class TestTiffSlide : public QObject
{
    Q_OBJECT
private slots:
    void levels_data()
    {
        QTest::addColumn<int>("compression");
        QTest::addColumn<int>("photometric");
        QTest::addColumn<int>("planes");
        QTest::addColumn<bool>("roundsUp");
        const int together = PLANARCONFIG_CONTIG;
        QTest::newRow("none") << COMPRESSION_NONE << PHOTOMETRIC_RGB << together << false;
        QTest::newRow("LZW, rounded up") << COMPRESSION_LZW << PHOTOMETRIC_RGB << together << true;
        QTest::newRow("Deflate") << COMPRESSION_ADOBE_DEFLATE << PHOTOMETRIC_RGB << together << false;
        QTest::newRow("Zstandard") << COMPRESSION_ZSTD << PHOTOMETRIC_RGB << together << false;
        QTest::newRow("JPEG, YCbCr") << COMPRESSION_JPEG << PHOTOMETRIC_YCBCR << together << true;
        QTest::newRow("JPEG, RGB") << COMPRESSION_JPEG << PHOTOMETRIC_RGB << together << false;
        QTest::newRow("planes apart") << COMPRESSION_LZW << PHOTOMETRIC_RGB << PLANARCONFIG_SEPARATE << false;
        QTest::newRow("JPEG, planes apart")
            << COMPRESSION_JPEG << PHOTOMETRIC_RGB << PLANARCONFIG_SEPARATE << false;
    }
    void levels()
    {
        QFETCH(int, compression);
        QFETCH(int, photometric);
        QFETCH(int, planes);
        QFETCH(bool, roundsUp);
        const TempFolder dir;
        Pyramid pyramid;
        pyramid.compression = compression, pyramid.photometric = photometric, pyramid.planes = planes;
        pyramid.roundsUp = roundsUp;
        pyramid.write(dir / "a.ome.tif");
        const auto slide = openOrImportSlide(dir / "a.ome.tif", dir / "cache");
        QVERIFY2(slide, slide ? "" : slide.error().text().c_str());
        QCOMPARE((*slide)->path(), dir / "a.ome.tif"); // as it is: nothing was imported
        QVERIFY(!fs::exists(dir / "cache"));
        QCOMPARE((*slide)->umPerPx(), std::optional(0.25));
        QCOMPARE((*slide)->levels().size(), std::size_t(3));
        for (int level = 0; level < 3; ++level) {
            QCOMPARE((*slide)->levels()[std::size_t(level)].downsample, double(1 << level));
            compareColours(**slide, level);
        }
        const auto beyond = (*slide)->read({-10, -10, 20, 20}, 1);
        QCOMPARE(int(beyond->row(0)[2]), 0); // black outside
        QVERIFY(beyond->row(19)[3 * 19 + 2] > 80);
    }

    // A label among the smaller ones, a level twice, one that is cut off: the others are used.
    void oddDirectories()
    {
        const TempFolder dir;
        Pyramid pyramid;
        pyramid.factors = {4, 2, 2};
        pyramid.write(dir / "a.tif");
        const auto slide = TiffSlide::open(dir / "a.tif");
        QVERIFY(slide.has_value());
        QCOMPARE((*slide)->levels().size(), std::size_t(3));
        compareColours(**slide, 2);

        const auto picture = checkTiff(dir / "a.tif").value();
        {
            std::fstream file(dir / "a.tif", std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(std::streamoff(picture.subDirectories.front()));
            file.write("\xff\xff\xff\xff\xff\xff\xff\xff", 8); // entries beyond the file
        }
        const auto damaged = TiffSlide::open(dir / "a.tif");
        QVERIFY(damaged.has_value());
        QCOMPARE((*damaged)->levels().size(), std::size_t(2));
        QVERIFY((*damaged)->properties().at("warnings").find("is passed over") != std::string::npos);
    }

    // Half of what is stored as a tile: an error for those who want it, and the others can be read.
    void damagedTile()
    {
        const TempFolder dir;
        Pyramid pyramid;
        pyramid.write(dir / "a.tif");
        TIFF* file = TIFFOpen((dir / "a.tif").c_str(), "r");
        const auto at = TIFFGetStrileOffset(file, 0);
        TIFFClose(file);
        {
            std::fstream bytes(dir / "a.tif", std::ios::in | std::ios::out | std::ios::binary);
            bytes.seekp(std::streamoff(at));
            bytes.write(std::string(40, 'x').c_str(), 40);
        }
        const auto slide = TiffSlide::open(dir / "a.tif").value();
        const auto image = slide->read({0, 0, 10, 10}, 0);
        QVERIFY(!image);
        compareError(image.error(), ErrorCode::BadInput, "cannot be decoded at level 0, px 0, 0");
        QVERIFY(slide->read({200, 200, 10, 10}, 0).has_value());
    }

    void withoutLevelsIsNone()
    {
        const TempFolder dir;
        Pyramid pyramid;
        pyramid.factors = {};
        pyramid.write(dir / "a.tif");
        compareError(TiffSlide::open(dir / "a.tif").error(), ErrorCode::Unsupported, "no smaller copies");
        QVERIFY(openOrImportSlide(dir / "a.tif", dir / "cache").has_value());
    }

    void writtenByTifffile()
    {
        if (!pythonHas("tifffile"))
            QSKIP("python3-tifffile is not installed");
        const TempFolder dir;
        const auto path = dir / "a.ome.tif";
        const char* const script = R"(
import sys, numpy as np, tifffile
def level(f):
    h, w = 499 // f, 601 // f
    y, x = np.mgrid[:h, :w]
    return np.stack([(x + .5) * f / 3, (y + .5) * f / 3, x * 0 + 90], -1).astype(np.uint8)
with tifffile.TiffWriter(sys.argv[1], bigtiff=True) as tif:
    options = dict(tile=(128, 128), photometric='rgb', compression='zlib')
    tif.write(level(1), subifds=2, metadata={'axes': 'YXS', 'PhysicalSizeX': 0.25, 'PhysicalSizeXUnit': 'µm',
                                             'PhysicalSizeY': 0.25, 'PhysicalSizeYUnit': 'µm'}, **options)
    for f in (2, 4):
        tif.write(level(f), subfiletype=1, **options)
)";
        const auto failure = pythonFailure(script, {QString::fromStdString(path.string())});
        QVERIFY2(failure.isEmpty(), failure.constData());
        const auto slide = openOrImportSlide(path, dir / "cache");
        QVERIFY2(slide, slide ? "" : slide.error().text().c_str());
        QCOMPARE((*slide)->umPerPx(), std::optional(0.25));
        QCOMPARE((*slide)->levels().size(), std::size_t(3));
        for (int level = 0; level < 3; ++level)
            compareColours(**slide, level);
    }
};

TRANSCOPE_TEST(TestTiffSlide)
#include "tst_tiffslide.moc"
