#include "core/slide/rgbatiff.h"

#include "core/base/try.h"
#include "core/slide/pyramidwriter.h"
#include "core/slide/vipspicture.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <memory>

namespace transcope::core {

namespace {

struct Close
{
    void operator()(TIFF* file) const { TIFFClose(file); }
};
using TiffPtr = std::unique_ptr<TIFF, Close>;

tl::unexpected<Error> cannotDecode(const PictureSource& source)
{
    return fail(ErrorCode::BadInput,
                source.path.string() + ": the picture cannot be decoded: " + takeVipsError(),
                "The file is damaged: copy it again or export it again");
}

/// chroma: px per sample of colour across and down; libtiff wants the tag to say what the streams have.
TiffPtr opened(const PictureSource& source, std::array<int, 2> chroma)
{
    TiffPtr file(TIFFOpen(source.path.c_str(), "rm"));
    if (!file || TIFFSetDirectory(file.get(), static_cast<tdir_t>(source.page)) == 0)
        return nullptr;
    std::uint16_t compression = 0;
    TIFFGetFieldDefaulted(file.get(), TIFFTAG_COMPRESSION, &compression);
    if (source.isYcbcr) {
        TIFFSetField(file.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
        TIFFSetField(file.get(), TIFFTAG_YCBCRSUBSAMPLING, chroma[0], chroma[1]);
    }
    if (compression == COMPRESSION_JPEG)
        TIFFSetField(file.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    return file;
}

/// Rows of the picture, a band at a time: of strips, or of a row of tiles.
class Bands
{
public:
    explicit Bands(TIFF* file) : m_file(file), m_tiled(TIFFIsTiled(file) != 0)
    {
        TIFFGetField(file, TIFFTAG_IMAGEWIDTH, &m_width);
        TIFFGetField(file, TIFFTAG_IMAGELENGTH, &m_height);
        if (m_tiled) {
            TIFFGetField(file, TIFFTAG_TILEWIDTH, &m_tileWidth);
            TIFFGetField(file, TIFFTAG_TILELENGTH, &m_bandHeight);
        } else {
            TIFFGetFieldDefaulted(file, TIFFTAG_ROWSPERSTRIP, &m_bandHeight);
            m_tileWidth = m_width;
        }
        m_bandHeight = std::min(m_bandHeight, m_tiled ? m_bandHeight : m_height);
        m_raster.resize(std::size_t{m_tileWidth} * m_bandHeight);
    }
    SizeI size() const { return {m_width, m_height}; }
    bool usable() const { return m_width > 0 && m_height > 0 && m_tileWidth > 0 && m_bandHeight > 0; }
    std::uint32_t bandHeight() const { return m_bandHeight; }

    /// rgb: rows of the band that begins at row y. libtiff gives them from the bottom.
    bool read(std::uint32_t y, std::vector<std::uint8_t>& rgb)
    {
        const std::uint32_t rows = std::min(m_bandHeight, m_height - y);
        rgb.resize(std::size_t{3} * m_width * rows);
        for (std::uint32_t x = 0; x < m_width; x += m_tileWidth) {
            const int ok = m_tiled ? TIFFReadRGBATileExt(m_file, x, y, m_raster.data(), 1)
                                   : TIFFReadRGBAStripExt(m_file, y, m_raster.data(), 1);
            if (ok == 0)
                return false;
            copy(x, m_tiled ? m_bandHeight : rows, rows, rgb);
        }
        return true;
    }

private:
    void copy(std::uint32_t x, std::uint32_t stored, std::uint32_t rows, std::vector<std::uint8_t>& rgb) const
    {
        const std::uint32_t columns = std::min(m_tileWidth, m_width - x);
        for (std::uint32_t row = 0; row < rows; ++row) {
            const std::uint32_t* from = m_raster.data() + std::size_t{stored - 1 - row} * m_tileWidth;
            std::uint8_t* to = rgb.data() + 3 * (std::size_t{row} * m_width + x);
            for (std::uint32_t i = 0; i < columns; ++i) {
                *to++ = static_cast<std::uint8_t>(TIFFGetR(from[i]));
                *to++ = static_cast<std::uint8_t>(TIFFGetG(from[i]));
                *to++ = static_cast<std::uint8_t>(TIFFGetB(from[i]));
            }
        }
    }

    TIFF* m_file;
    bool m_tiled;
    std::uint32_t m_width = 0, m_height = 0, m_tileWidth = 0, m_bandHeight = 0;
    std::vector<std::uint32_t> m_raster;
};

/// With the sampling of colour that the first band can be decoded with.
TiffPtr openedReadably(const PictureSource& source)
{
    std::vector<std::uint8_t> rgb;
    for (const auto chroma : {std::array{2, 2}, std::array{1, 1}, std::array{2, 1}}) {
        auto file = opened(source, chroma);
        if (!file || !source.isYcbcr)
            return file;
        Bands bands(file.get());
        if (bands.usable() && bands.read(0, rgb))
            return opened(source, chroma);
    }
    return nullptr;
}

} // namespace

Result<void> convertByLibtiff(const PictureSource& source, const std::filesystem::path& to,
                              const ProgressFn& progress, const std::stop_token& stop)
{
    const TiffPtr file = openedReadably(source);
    if (!file)
        return cannotDecode(source);
    Bands bands(file.get());
    if (!bands.usable())
        return cannotDecode(source);
    const SizeI size = bands.size();
    TRY(const auto writer, PyramidWriter::create(to, size, source.umPerPx));
    ProgressMeter meter(progress, "importing", size.height);
    std::vector<std::uint8_t> rgb;
    for (std::int64_t y = 0; y < size.height; y += bands.bandHeight()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, source.path.string() + ": import cancelled");
        if (!bands.read(static_cast<std::uint32_t>(y), rgb))
            return cannotDecode(source);
        const auto rows = static_cast<std::int64_t>(rgb.size()) / (3 * size.width);
        for (std::int64_t row = 0; row < rows; ++row)
            TRY_RUN(writer->addRow(rgb.data() + 3 * row * size.width));
        meter.advance(rows);
    }
    return writer->finish();
}

} // namespace transcope::core
