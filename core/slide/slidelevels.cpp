#include "core/slide/slidelevels.h"

namespace transcope::core {

namespace {

// A rectangle larger than this is a mistake of the caller, not a wish.
constexpr std::int64_t MaxReadPx = 100'000'000;
constexpr std::int64_t MaxSidePx = 1 << 30;

} // namespace

bool isPyramid(const std::vector<SlideLevel>& levels)
{
    double previous = 0;
    for (const SlideLevel& level : levels) {
        if (level.sizePx.width <= 0 || level.sizePx.height <= 0 || level.sizePx.width > MaxSidePx ||
            level.sizePx.height > MaxSidePx || !(level.downsample >= previous))
            return false;
        previous = level.downsample;
    }
    return !levels.empty();
}

Result<void> checkRead(const RectI& rect, int level, const std::vector<SlideLevel>& levels,
                       const std::string& named)
{
    if (level < 0 || level >= static_cast<int>(levels.size()))
        return fail(ErrorCode::InvalidArgument, named + ": has no level " + std::to_string(level));
    if (rect.isEmpty() || rect.width > MaxReadPx || rect.height > MaxReadPx ||
        rect.width * rect.height > MaxReadPx || rect.x < -MaxSidePx || rect.x > MaxSidePx ||
        rect.y < -MaxSidePx || rect.y > MaxSidePx)
        return fail(ErrorCode::InvalidArgument, named + ": a rectangle of " + std::to_string(rect.width) +
                                                    " × " + std::to_string(rect.height) +
                                                    " px cannot be read");
    return {};
}

} // namespace transcope::core
