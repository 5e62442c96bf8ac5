#include "core/slide/thumbnail.h"

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

// The mean over the level px [top, bottom) × all columns of a strip, for one row of the thumbnail.
void averageRow(const Image& strip, int top, int bottom, std::uint8_t* out, int outWidth)
{
    for (int x = 0; x < outWidth; ++x) {
        const auto left = static_cast<int>(static_cast<std::int64_t>(x) * strip.width / outWidth);
        const auto right = static_cast<int>(static_cast<std::int64_t>(x + 1) * strip.width / outWidth);
        std::uint64_t sum[3] = {};
        for (int row = top; row < bottom; ++row)
            for (const std::uint8_t *px = strip.row(row) + 3 * left, *end = strip.row(row) + 3 * right;
                 px < end; px += 3)
                for (int c = 0; c < 3; ++c)
                    sum[c] += px[c];
        const auto count =
            static_cast<std::uint64_t>(right - left) * static_cast<std::uint64_t>(bottom - top);
        for (int c = 0; c < 3; ++c)
            out[3 * x + c] = static_cast<std::uint8_t>((sum[c] + count / 2) / count);
    }
}

} // namespace

Result<Image> readThumbnail(const Slide& slide, SizeI maxPx, std::stop_token stop)
{
    constexpr std::int64_t StripPx = 4'000'000;
    const SizeI size = fittedInto(maxPx, slide.sizeLevel0Px());
    const int levelIndex = coarsestLevelWithAtLeast(slide, size);
    const SlideLevel& level = slide.levels()[levelIndex];
    const std::int64_t stripRows = std::max(level.tilePx.height, StripPx / level.sizePx.width);

    const auto levelRow = [&](std::int64_t row) { return row * level.sizePx.height / size.height; };
    Image thumbnail(static_cast<int>(size.width), static_cast<int>(size.height));
    for (std::int64_t y = 0; y < size.height;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, slide.path().string() + ": reading the overview was cancelled");
        std::int64_t end = y + 1;
        while (end < size.height && levelRow(end + 1) - levelRow(y) <= stripRows)
            ++end;
        const std::int64_t top = levelRow(y);
        const auto strip = slide.read({0, top, level.sizePx.width, levelRow(end) - top}, levelIndex);
        if (!strip)
            return tl::unexpected(strip.error());
        for (; y < end; ++y)
            averageRow(*strip, static_cast<int>(levelRow(y) - top), static_cast<int>(levelRow(y + 1) - top),
                       thumbnail.row(static_cast<int>(y)), thumbnail.width);
    }
    return thumbnail;
}

} // namespace transcope::core
