#include "core/slide/sparsetiles.h"

#include "core/slide/tiffdirectory.h"

#include <algorithm>

namespace transcope::core {

namespace {

enum Tag { ImageWidth = 256, ImageLength = 257, TileWidth = 322, TileLength = 323, TileByteCounts = 325 };
constexpr int MaxDirectories = 1000;

std::int64_t firstNumber(TiffReader& reader, const TiffDirectory& directory, Tag tag)
{
    const auto it = directory.entries.find(tag);
    const auto values =
        it == directory.entries.end() ? std::vector<std::uint64_t>() : reader.numbers(it->second);
    return values.empty() || values[0] > INT32_MAX ? 0 : static_cast<std::int64_t>(values[0]);
}

} // namespace

std::unique_ptr<const SparseTiles> SparseTiles::open(const std::filesystem::path& path,
                                                     const std::vector<SizeI>& levels)
{
    auto reader = TiffReader::open(path);
    if (!reader)
        return nullptr;
    std::vector<Level> found(levels.size());
    bool any = false;
    std::uint64_t at = reader->firstDirectory();
    for (int count = 0; at != 0 && count < MaxDirectories; ++count) {
        const auto directory = reader->directory(at);
        if (!directory)
            break;
        at = directory->next;
        const auto counts = directory->entries.find(TileByteCounts);
        const SizeI size{firstNumber(*reader, *directory, ImageWidth),
                         firstNumber(*reader, *directory, ImageLength)};
        const auto level = std::find(levels.begin(), levels.end(), size);
        if (counts == directory->entries.end() || level == levels.end())
            continue;
        const auto bytes = reader->numbers(counts->second);
        if (std::find(bytes.begin(), bytes.end(), 0) == bytes.end())
            continue;
        Level& sparse = found[static_cast<std::size_t>(level - levels.begin())];
        sparse.tileWidth = firstNumber(*reader, *directory, TileWidth);
        sparse.tileHeight = firstNumber(*reader, *directory, TileLength);
        if (sparse.tileWidth < 1 || sparse.tileHeight < 1)
            continue;
        sparse.columns = (size.width + sparse.tileWidth - 1) / sparse.tileWidth;
        for (const auto count : bytes)
            sparse.leftOut.push_back(count == 0);
        any = true;
    }
    return any ? std::unique_ptr<const SparseTiles>(new SparseTiles(std::move(found))) : nullptr;
}

bool SparseTiles::forParts(const RectI& rect, int levelIndex,
                           const std::function<bool(const RectI&, bool)>& part) const
{
    const Level& level = m_levels[static_cast<std::size_t>(levelIndex)];
    if (level.leftOut.empty())
        return part(rect, false);
    const std::int64_t right = rect.x + rect.width, bottom = rect.y + rect.height;
    for (std::int64_t row = rect.y / level.tileHeight; row * level.tileHeight < bottom; ++row) {
        for (std::int64_t column = rect.x / level.tileWidth; column * level.tileWidth < right; ++column) {
            const std::int64_t x = std::max(rect.x, column * level.tileWidth);
            const std::int64_t y = std::max(rect.y, row * level.tileHeight);
            const RectI piece{x, y, std::min(right, (column + 1) * level.tileWidth) - x,
                              std::min(bottom, (row + 1) * level.tileHeight) - y};
            const auto index = static_cast<std::size_t>(row * level.columns + column);
            if (!part(piece, index < level.leftOut.size() && level.leftOut[index]))
                return false;
        }
    }
    return true;
}

} // namespace transcope::core
