#include "core/slide/tiledjpeg.h"
#include "core/slide/tiffpages.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a TIFF with JPEG tiles, read as TiledJpeg reads a slide's levels: the corner and the far corner.
void fuzz::run(std::string_view input)
{
    static const InputFile file("slide.svs");
    file.write(input);
    auto reader = core::TiffReader::open(file.path());
    const auto found = reader ? core::pagesOf(*reader) : tl::unexpected(reader.error());
    if (!found)
        return;
    constexpr std::int64_t SidePx = 64;
    std::vector<core::SizeI> sizes;
    for (const auto& page : found->pages)
        if (sizes.size() < 4)
            sizes.push_back({page.width, page.height});
    const auto tiles = core::TiledJpeg::open(file.path(), sizes);
    for (std::size_t level = 0; tiles && level < sizes.size(); ++level) {
        if (!tiles->canRead(static_cast<int>(level)))
            continue;
        const std::int64_t width = std::min(sizes[level].width, SidePx),
                           height = std::min(sizes[level].height, SidePx);
        core::Image image(static_cast<int>(width), static_cast<int>(height));
        (void)tiles->read({0, 0, width, height}, static_cast<int>(level), image, 0, 0);
        (void)tiles->read({sizes[level].width - width, sizes[level].height - height, width, height},
                          static_cast<int>(level), image, 0, 0);
    }
}
