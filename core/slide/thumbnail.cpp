#include "core/slide/thumbnail.h"

#include "core/base/try.h"
#include "core/slide/boxmean.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

SizeI fittedInto(SizeI maxPx, SizeI size)
{
    const double scale = std::min({1.0, static_cast<double>(maxPx.width) / static_cast<double>(size.width),
                                   static_cast<double>(maxPx.height) / static_cast<double>(size.height)});
    return {std::max<std::int64_t>(1, std::llround(scale * static_cast<double>(size.width))),
            std::max<std::int64_t>(1, std::llround(scale * static_cast<double>(size.height)))};
}

int coarsestLevelWithAtLeast(const Slide& slide, SizeI size)
{
    int level = 0;
    for (std::size_t i = 1; i < slide.levels().size(); ++i)
        if (slide.levels()[i].sizePx.width >= size.width && slide.levels()[i].sizePx.height >= size.height)
            level = static_cast<int>(i);
    return level;
}

} // namespace

Result<Image> readThumbnail(const Slide& slide, SizeI maxPx, std::stop_token stop)
{
    constexpr std::int64_t StripPx = 4'000'000;
    const SizeI size = fittedInto(maxPx, slide.sizeLevel0Px());
    const int levelIndex = coarsestLevelWithAtLeast(slide, size);
    const SlideLevel& level = slide.levels()[levelIndex];
    const std::int64_t stripRows = std::max(level.tilePx.height, StripPx / level.sizePx.width);

    const BoxMean mean{level.sizePx, size};
    Image thumbnail(static_cast<int>(size.width), static_cast<int>(size.height));
    for (std::int64_t y = 0; y < size.height;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, slide.path().string() + ": reading the overview was cancelled");
        RectI band{0, y, size.width, 1};
        while (band.y + band.height < size.height &&
               mean.sourceOf({0, y, size.width, band.height + 1}).height <= stripRows)
            ++band.height;
        TRY(const auto strip, slide.read(mean.sourceOf(band), levelIndex));
        mean.apply(strip, band, thumbnail, 0, static_cast<int>(y));
        y += band.height;
    }
    return thumbnail;
}

} // namespace transcope::core
