#include "core/figure/tiffwriter.h"

#include <memory>
#include <tiffio.h>

namespace transcope::core {

namespace {

constexpr std::uint32_t RowsPerStrip = 64;

struct Closer
{
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

void setTags(TIFF* tiff, const Image& image, double dpi)
{
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.width));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(image.height));
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, RowsPerStrip);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, dpi);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, dpi);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
}

} // namespace

Result<void> writeTiff(const std::filesystem::path& path, const Image& image, double dpi)
{
    const auto failed = fail(ErrorCode::WriteFailed, path.string() + ": cannot be written",
                             "Check free space and permissions of the folder");
    const std::unique_ptr<TIFF, Closer> tiff(TIFFOpen(path.c_str(), "w"));
    if (!tiff)
        return failed;
    setTags(tiff.get(), image, dpi);
    for (int y = 0; y < image.height; ++y) {
        // libtiff changes the row while it compresses with a predictor.
        std::vector<std::uint8_t> row(image.row(y),
                                      image.row(y) + static_cast<std::ptrdiff_t>(image.width) * 3);
        if (TIFFWriteScanline(tiff.get(), row.data(), static_cast<std::uint32_t>(y), 0) < 0)
            return failed;
    }
    if (TIFFFlush(tiff.get()) == 0)
        return failed;
    return {};
}

} // namespace transcope::core
