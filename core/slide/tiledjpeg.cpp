#include "core/slide/tiledjpeg.h"

#include "core/slide/tiffdirectory.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace transcope::core {

namespace {

constexpr std::size_t CacheBytes = 32u << 20;
constexpr std::uint64_t MaxTileSide = 4096;
constexpr std::uint64_t MaxTileBytes = 64u << 20;
constexpr int MaxDirectories = 1000;

enum Tag {
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    SamplesPerPixel = 277,
    PlanarConfiguration = 284,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    JpegTables = 347,
};
constexpr std::uint64_t JpegCompression = 7, PhotometricRgb = 2, PhotometricYCbCr = 6;

std::uint64_t firstNumber(TiffReader& reader, const TiffDirectory& directory, Tag tag,
                          std::uint64_t otherwise)
{
    const auto it = directory.entries.find(tag);
    if (it == directory.entries.end())
        return otherwise;
    const auto values = reader.numbers(it->second);
    return values.empty() ? otherwise : values.front();
}

std::vector<std::uint64_t> numbers(TiffReader& reader, const TiffDirectory& directory, Tag tag)
{
    const auto it = directory.entries.find(tag);
    return it == directory.entries.end() ? std::vector<std::uint64_t>() : reader.numbers(it->second);
}

/// The first tile that is there; empty where none is.
std::vector<std::uint8_t> firstStream(TiffReader& reader, const std::vector<std::uint64_t>& offsets,
                                      const std::vector<std::uint64_t>& bytes)
{
    for (std::size_t i = 0; i < std::min(offsets.size(), bytes.size()); ++i)
        if (bytes[i] > 0)
            return reader.raw(offsets[i], std::min(bytes[i], MaxTileBytes));
    return {};
}

bool readExactly(int file, std::uint64_t at, std::uint8_t* to, std::size_t size)
{
    while (size > 0) {
        const ssize_t got = pread(file, to, size, static_cast<off_t>(at));
        if (got <= 0)
            return false;
        to += got, at += static_cast<std::uint64_t>(got), size -= static_cast<std::size_t>(got);
    }
    return true;
}

} // namespace

struct TiledJpeg::Level
{
    SizeI sizePx;
    int tileWidth = 0, tileHeight = 0;
    std::int64_t columns = 0;
    JpegColour colour = JpegColour::YCbCr;
    std::vector<std::uint8_t> tables;
    std::vector<std::uint64_t> offsets, bytes; ///< empty: not readable here

    static Level from(TiffReader& reader, const TiffDirectory& directory);
    bool isReadable() const { return !offsets.empty(); }
};

TiledJpeg::Level TiledJpeg::Level::from(TiffReader& reader, const TiffDirectory& directory)
{
    const auto number = [&](Tag tag, std::uint64_t otherwise) {
        return firstNumber(reader, directory, tag, otherwise);
    };
    Level level;
    level.sizePx = {static_cast<std::int64_t>(number(ImageWidth, 0)),
                    static_cast<std::int64_t>(number(ImageLength, 0))};
    const std::uint64_t tileWidth = number(TileWidth, 0), tileHeight = number(TileLength, 0);
    const std::uint64_t photometric = number(Photometric, 0);
    if (number(Compression, 1) != JpegCompression || number(BitsPerSample, 1) != 8 ||
        number(SamplesPerPixel, 1) != 3 || number(PlanarConfiguration, 1) != 1 ||
        (photometric != PhotometricRgb && photometric != PhotometricYCbCr) || tileWidth == 0 ||
        tileHeight == 0 || tileWidth > MaxTileSide || tileHeight > MaxTileSide || level.sizePx.width < 1 ||
        level.sizePx.height < 1 || level.sizePx.width > INT32_MAX || level.sizePx.height > INT32_MAX)
        return level;
    level.tileWidth = static_cast<int>(tileWidth);
    level.tileHeight = static_cast<int>(tileHeight);
    level.columns = (level.sizePx.width + level.tileWidth - 1) / level.tileWidth;
    level.colour = photometric == PhotometricRgb ? JpegColour::Rgb : JpegColour::YCbCr;
    if (const auto it = directory.entries.find(JpegTables); it != directory.entries.end())
        level.tables = reader.bytes(it->second);
    const std::int64_t rows = (level.sizePx.height + level.tileHeight - 1) / level.tileHeight;
    const auto tiles = static_cast<std::uint64_t>(level.columns * rows);
    auto offsets = numbers(reader, directory, TileOffsets),
         bytes = numbers(reader, directory, TileByteCounts);
    if (offsets.size() >= tiles && bytes.size() >= tiles) {
        level.colour = colourSaidBy(firstStream(reader, offsets, bytes)).value_or(level.colour);
        level.offsets = std::move(offsets);
        level.bytes = std::move(bytes);
    }
    return level;
}

std::unique_ptr<const TiledJpeg> TiledJpeg::open(const std::filesystem::path& path,
                                                 const std::vector<SizeI>& levels,
                                                 std::array<std::uint8_t, 3> background)
{
    auto reader = TiffReader::open(path);
    if (!reader)
        return nullptr;
    std::vector<Level> found(levels.size());
    std::uint64_t at = reader->firstDirectory();
    for (int count = 0; at != 0 && count < MaxDirectories; ++count) {
        const auto directory = reader->directory(at);
        if (!directory)
            return nullptr;
        at = directory->next;
        if (!directory->entries.contains(TileWidth))
            continue;
        const Level level = Level::from(*reader, *directory);
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (levels[i] != level.sizePx)
                continue;
            // Two pictures of one size (focal planes, channels): which of them is the level only OpenSlide
            // knows.
            if (found[i].sizePx == level.sizePx)
                return nullptr;
            found[i] = level;
        }
    }
    return of(path, std::move(found), background);
}

std::unique_ptr<const TiledJpeg> TiledJpeg::openAt(const std::filesystem::path& path,
                                                   const std::vector<std::uint64_t>& directories,
                                                   std::array<std::uint8_t, 3> background)
{
    auto reader = TiffReader::open(path);
    std::vector<Level> found;
    for (const auto offset : directories) {
        const auto directory = reader ? reader->directory(offset) : Result<TiffDirectory>();
        if (!directory || !directory->entries.contains(TileWidth))
            return nullptr;
        found.push_back(Level::from(*reader, *directory));
    }
    return of(path, std::move(found), background);
}

std::unique_ptr<const TiledJpeg> TiledJpeg::of(const std::filesystem::path& path, std::vector<Level> levels,
                                               std::array<std::uint8_t, 3> background)
{
    if (std::none_of(levels.begin(), levels.end(), [](const Level& level) { return level.isReadable(); }))
        return nullptr;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    return file < 0 ? nullptr
                    : std::unique_ptr<const TiledJpeg>(new TiledJpeg(file, std::move(levels), background));
}

TiledJpeg::TiledJpeg(int file, std::vector<Level> levels, std::array<std::uint8_t, 3> background)
    : m_file(file), m_levels(std::move(levels)), m_background(background), m_partlyUsed(CacheBytes)
{
}

TiledJpeg::~TiledJpeg()
{
    ::close(m_file);
}

bool TiledJpeg::canRead(int level) const
{
    return m_levels[level].isReadable();
}

bool TiledJpeg::read(const RectI& rect, int levelIndex, Image& image, int toX, int toY) const
{
    const Level& level = m_levels[levelIndex];
    if (!level.isReadable())
        return false;
    const std::int64_t right = rect.x + rect.width, bottom = rect.y + rect.height;
    std::vector<std::uint8_t*> rows(level.tileHeight);
    for (std::int64_t row = rect.y / level.tileHeight; row * level.tileHeight < bottom; ++row) {
        for (std::int64_t column = rect.x / level.tileWidth; column * level.tileWidth < right; ++column) {
            const std::int64_t x = column * level.tileWidth, y = row * level.tileHeight;
            if (x >= rect.x && y >= rect.y && x + level.tileWidth <= right &&
                y + level.tileHeight <= bottom) {
                for (int i = 0; i < level.tileHeight; ++i)
                    rows[i] = image.row(static_cast<int>(toY + y - rect.y + i)) + 3 * (toX + x - rect.x);
                if (!decode(level, row * level.columns + column, rows.data()))
                    return false;
                continue;
            }
            const TilePtr tile = wholeTile(levelIndex, column, row);
            if (!tile)
                return false;
            const std::int64_t x0 = std::max(x, rect.x), x1 = std::min(x + level.tileWidth, right);
            for (std::int64_t from = std::max(y, rect.y); from < std::min(y + level.tileHeight, bottom);
                 ++from)
                std::memcpy(image.row(static_cast<int>(toY + from - rect.y)) + 3 * (toX + x0 - rect.x),
                            tile->row(static_cast<int>(from - y)) + 3 * (x0 - x),
                            static_cast<std::size_t>(x1 - x0) * 3);
        }
    }
    return true;
}

bool TiledJpeg::decode(const Level& level, std::int64_t tile, std::uint8_t* const* rows) const
{
    const std::uint64_t bytes = level.bytes[tile];
    if (bytes == 0) { // not scanned
        for (int row = 0; row < level.tileHeight; ++row)
            for (int x = 0; x < level.tileWidth; ++x)
                std::copy(m_background.begin(), m_background.end(), rows[row] + std::ptrdiff_t{3} * x);
        return true;
    }
    if (bytes > MaxTileBytes)
        return false;
    thread_local std::vector<std::uint8_t> stream;
    stream.resize(bytes);
    return readExactly(m_file, level.offsets[tile], stream.data(), stream.size()) &&
           decodeJpegTile(level.tables, stream, level.colour, level.tileWidth, level.tileHeight, rows);
}

TilePtr TiledJpeg::wholeTile(int levelIndex, std::int64_t column, std::int64_t row) const
{
    const Level& level = m_levels[levelIndex];
    const auto tile = m_partlyUsed.get({levelIndex, 0, column, row}, [&](const TileKey&) -> Result<TilePtr> {
        auto image = std::make_shared<Image>(level.tileWidth, level.tileHeight);
        std::vector<std::uint8_t*> rows(level.tileHeight);
        for (int i = 0; i < level.tileHeight; ++i)
            rows[i] = image->row(i);
        if (!decode(level, row * level.columns + column, rows.data()))
            return fail(ErrorCode::BadInput, "a tile cannot be decoded");
        return TilePtr(std::move(image));
    });
    return tile ? *tile : nullptr;
}

} // namespace transcope::core
