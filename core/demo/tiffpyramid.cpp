#include "core/demo/tiffpyramid.h"

#include "core/slide/syntheticslide.h"

#include <memory>
#include <system_error>
#include <tiffio.h>

namespace transcope::core::demo {

namespace {

constexpr int TileSide = 256;
constexpr int SmallestLevelPx = 512;
constexpr int JpegQuality = 88;

using Tiff = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

/// Means of 2 × 2 px.
Image halve(const Image& image)
{
    Image half(image.width / 2, image.height / 2);
    for (int y = 0; y < half.height; ++y) {
        const std::uint8_t* a = image.row(2 * y);
        const std::uint8_t* b = image.row(2 * y + 1);
        std::uint8_t* out = half.row(y);
        for (int x = 0; x < half.width; ++x)
            for (int c = 0; c < 3; ++c) {
                const int i = 6 * x + c;
                out[3 * x + c] = static_cast<std::uint8_t>((a[i] + a[i + 3] + b[i] + b[i + 3] + 2) / 4);
            }
    }
    return half;
}

void setTags(TIFF* tiff, const Image& image, bool reduced, double umPerPx)
{
    TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, reduced ? FILETYPE_REDUCEDIMAGE : 0);
    TIFFSetField(tiff, TIFFTAG_SOFTWARE, SyntheticSoftware);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, image.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, image.height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_JPEG);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
    TIFFSetField(tiff, TIFFTAG_JPEGQUALITY, JpegQuality);
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(tiff, TIFFTAG_YCBCRSUBSAMPLING, 2, 2);
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, TileSide);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, TileSide);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, 1e4 / umPerPx);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, 1e4 / umPerPx);
}

/// One tile; what lies beyond the picture repeats its edge, so that JPEG makes no ringing there.
void cutTile(const Image& image, int left, int top, std::vector<std::uint8_t>& tile)
{
    for (int y = 0; y < TileSide; ++y) {
        const std::uint8_t* row = image.row(std::min(top + y, image.height - 1));
        for (int x = 0; x < TileSide; ++x)
            for (int c = 0; c < 3; ++c)
                tile[3 * (static_cast<std::size_t>(y) * TileSide + x) + c] =
                    row[3 * std::min(left + x, image.width - 1) + c];
    }
}

bool writeLevel(TIFF* tiff, const Image& image, bool reduced, double umPerPx)
{
    setTags(tiff, image, reduced, umPerPx);
    std::vector<std::uint8_t> tile(static_cast<std::size_t>(TileSide) * TileSide * 3);
    for (int top = 0; top < image.height; top += TileSide)
        for (int left = 0; left < image.width; left += TileSide) {
            cutTile(image, left, top, tile);
            if (TIFFWriteTile(tiff, tile.data(), left, top, 0, 0) < 0)
                return false;
        }
    return TIFFWriteDirectory(tiff) == 1;
}

bool writeAll(const std::filesystem::path& file, Image image, double umPerPx)
{
    const Tiff tiff(TIFFOpen(file.c_str(), "w"), &TIFFClose);
    if (!tiff)
        return false;
    double scale = umPerPx;
    for (bool reduced = false;; reduced = true) {
        if (!writeLevel(tiff.get(), image, reduced, scale))
            return false;
        if (std::max(image.width, image.height) <= SmallestLevelPx)
            return true;
        image = halve(image);
        scale *= 2;
    }
}

} // namespace

Result<void> writeTiffPyramid(const std::filesystem::path& file, Image image, double umPerPx)
{
    const std::filesystem::path temporary = file.string() + ".part";
    std::error_code error;
    if (writeAll(temporary, std::move(image), umPerPx))
        std::filesystem::rename(temporary, file, error);
    else
        error = std::make_error_code(std::errc::io_error);
    if (!error)
        return {};
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    return fail(ErrorCode::WriteFailed, "cannot write " + file.string() + ": " + error.message(),
                "check that the folder can be written to and that the disk is not full");
}

} // namespace transcope::core::demo
