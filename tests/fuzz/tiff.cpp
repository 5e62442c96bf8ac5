#include "core/slide/sparsetiles.h"
#include "core/slide/statedscale.h"
#include "core/slide/tiffcheck.h"
#include "core/slide/tiffpages.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a TIFF. Everything that is read of one before a decoder sees it.
void fuzz::run(std::string_view input)
{
    static const InputFile file("slide.tif");
    file.write(input);
    (void)core::checkTiff(file.path());
    (void)core::judged(core::statedScale(file.path()));
    auto reader = core::TiffReader::open(file.path());
    const auto found = reader ? core::pagesOf(*reader) : tl::unexpected(reader.error());
    if (!found)
        return;
    std::vector<core::SizeI> sizes;
    for (const auto& page : found->pages)
        if (sizes.size() < 4 && page.width > 0 && page.height > 0)
            sizes.push_back({page.width, page.height});
    const auto sparse = core::SparseTiles::open(file.path(), sizes);
    if (!sparse)
        return;
    for (std::size_t level = 0; level < sizes.size(); ++level) {
        const core::RectI corner{0, 0, std::min<std::int64_t>(sizes[level].width, 64),
                                 std::min<std::int64_t>(sizes[level].height, 64)};
        sparse->forParts(corner, static_cast<int>(level), [](const core::RectI& part, bool) {
            require(part.width > 0 && part.height > 0, "a part of a level has an area");
            return true;
        });
    }
}
