#include "core/slide/tilesizes.h"

#include "core/base/try.h"
#include "core/slide/tiffpages.h"

#include <algorithm>

namespace transcope::core {

namespace {

enum Tag { TileWidth = 322, TileLength = 323, TileByteCounts = 325 };
constexpr std::uint64_t MostSide = 1 << 16;
constexpr std::uint64_t MostPx = 1 << 26; // 256 MiB as OpenSlide decodes it

/// The largest of a tag's values; 0 where the directory has none.
std::uint64_t largest(TiffReader& reader, const TiffDirectory& directory, Tag tag)
{
    const auto entry = directory.entries.find(tag);
    const auto values =
        entry == directory.entries.end() ? std::vector<std::uint64_t>() : reader.numbers(entry->second);
    return values.empty() ? 0 : *std::ranges::max_element(values);
}

} // namespace

Result<void> checkTileSizes(const std::filesystem::path& path)
{
    auto reader = TiffReader::open(path);
    const auto found = reader ? pagesOf(*reader) : tl::unexpected(reader.error());
    if (!found)
        return {}; // another kind, or nothing that could be read
    for (const auto& page : found->pages) {
        TRY(const auto directory, reader->directory(page.offset));
        const auto width = largest(*reader, directory, TileWidth);
        const auto height = largest(*reader, directory, TileLength);
        if (width > MostSide || height > MostSide || width * height > MostPx)
            return reader->damaged("tiles of " + std::to_string(width) + " × " + std::to_string(height) +
                                   " px are not believable");
        if (largest(*reader, directory, TileByteCounts) > reader->fileSize())
            return reader->damaged("a tile has more bytes than the file");
    }
    return {};
}

} // namespace transcope::core
