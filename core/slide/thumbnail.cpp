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

/// The level's px that a region touches, as far as the level goes.
RectI onLevel(const SlideLevel& level, const RectI& regionLevel0Px)
{
    const auto span = [&](std::int64_t first, std::int64_t length, std::int64_t size) {
        const auto begin =
            static_cast<std::int64_t>(std::floor(static_cast<double>(first) / level.downsample));
        const auto end =
            static_cast<std::int64_t>(std::ceil(static_cast<double>(first + length) / level.downsample));
        const auto from = std::clamp<std::int64_t>(begin, 0, size);
        return std::pair(from, std::clamp(end, from, size) - from);
    };
    const auto [x, width] = span(regionLevel0Px.x, regionLevel0Px.width, level.sizePx.width);
    const auto [y, height] = span(regionLevel0Px.y, regionLevel0Px.height, level.sizePx.height);
    return {x, y, width, height};
}

/// The coarsest level on which the region still has so many px.
std::size_t coarsestLevelWith(const Slide& slide, const RectI& regionLevel0Px, SizeI size)
{
    std::size_t level = 0;
    for (std::size_t i = 1; i < slide.levels().size(); ++i) {
        const auto there = onLevel(slide.levels()[i], regionLevel0Px);
        if (there.width >= size.width && there.height >= size.height)
            level = i;
    }
    return level;
}

/// The px of a level's part as a picture of the given size, not larger than the part.
Result<Image> shrunk(const Slide& slide, int levelIndex, const RectI& part, SizeI size,
                     const std::stop_token& stop)
{
    constexpr std::int64_t StripPx = 4'000'000;
    const SlideLevel& level = slide.levels()[static_cast<std::size_t>(levelIndex)];
    const std::int64_t stripRows = std::max(level.tilePx.height, StripPx / part.width);
    const BoxMean mean{{part.width, part.height}, size};
    Image image(static_cast<int>(size.width), static_cast<int>(size.height));
    for (std::int64_t y = 0; y < size.height;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, slide.path().string() + ": reading the overview was cancelled");
        RectI band{0, y, size.width, 1};
        while (band.y + band.height < size.height &&
               mean.sourceOf({0, y, size.width, band.height + 1}).height <= stripRows)
            ++band.height;
        RectI source = mean.sourceOf(band);
        source.x += part.x;
        source.y += part.y;
        TRY(const auto strip, slide.read(source, levelIndex));
        mean.apply(strip, band, image, 0, static_cast<int>(y));
        y += band.height;
    }
    return image;
}

} // namespace

Result<SlidePart> readPart(const Slide& slide, const RectI& regionLevel0Px, SizeI maxPx, std::stop_token stop)
{
    const auto region = onLevel(slide.levels().front(), regionLevel0Px);
    if (region.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    slide.path().string() + ": the part to be shown lies beside the slide",
                    "Check that spots and slide belong together");
    const auto wanted = fittedInto(maxPx, {region.width, region.height});
    const auto index = coarsestLevelWith(slide, region, wanted);
    const auto& level = slide.levels()[index];
    const auto part = onLevel(level, region);
    const SizeI size{std::min(wanted.width, part.width), std::min(wanted.height, part.height)};
    TRY(auto image, shrunk(slide, static_cast<int>(index), part, size, stop));
    const auto level0 = [&](std::int64_t px) { return static_cast<double>(px) * level.downsample; };
    return SlidePart{
        std::move(image), {level0(part.x), level0(part.y)}, {level0(part.width), level0(part.height)}};
}

Result<Image> readThumbnail(const Slide& slide, SizeI maxPx, std::stop_token stop)
{
    const auto [width, height] = slide.sizeLevel0Px();
    TRY(auto part, readPart(slide, {0, 0, width, height}, maxPx, stop));
    return std::move(part.image);
}

} // namespace transcope::core
