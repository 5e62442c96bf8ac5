#include "core/slide/boxmean.h"

namespace transcope::core {

RectI BoxMean::sourceOf(const RectI& toPx) const
{
    const std::int64_t left = toPx.x * from.width / to.width, top = toPx.y * from.height / to.height;
    return {left, top, (toPx.x + toPx.width) * from.width / to.width - left,
            (toPx.y + toPx.height) * from.height / to.height - top};
}

void BoxMean::apply(const Image& source, const RectI& toPx, Image& image, int atX, int atY) const
{
    const RectI all = sourceOf(toPx);
    for (std::int64_t y = 0; y < toPx.height; ++y) {
        std::uint8_t* out = image.row(static_cast<int>(atY + y)) + 3 * static_cast<std::ptrdiff_t>(atX);
        for (std::int64_t x = 0; x < toPx.width; ++x) {
            const RectI box = sourceOf({toPx.x + x, toPx.y + y, 1, 1});
            std::uint64_t sum[3] = {};
            for (std::int64_t row = 0; row < box.height; ++row) {
                const std::uint8_t* px =
                    source.row(static_cast<int>(box.y - all.y + row)) + 3 * (box.x - all.x);
                for (std::int64_t i = 0; i < box.width; ++i)
                    for (int c = 0; c < 3; ++c)
                        sum[c] += px[3 * i + c];
            }
            const auto count = static_cast<std::uint64_t>(box.width * box.height);
            for (int c = 0; c < 3; ++c)
                out[3 * x + c] = static_cast<std::uint8_t>((sum[c] + count / 2) / count);
        }
    }
}

} // namespace transcope::core
