#pragma once

#include "core/slide/slide.h"

#include <string>

namespace transcope::core {

/// Whether there are levels, none empty or absurdly large, and their downsamples ascend.
bool isPyramid(const std::vector<SlideLevel>& levels);

/// What Slide::read() refuses: InvalidArgument for an unknown level or an empty or absurdly large rectangle.
/// named: the file, for messages.
Result<void> checkRead(const RectI& rectLevelPx, int level, const std::vector<SlideLevel>& levels,
                       const std::string& named);

} // namespace transcope::core
