#pragma once

#include "core/predict/predictor.h"

#include <algorithm>

namespace transcope::core {

/// Whether patches that a file or a worker asks for can be meant: sizes and levels beyond these are damage,
/// or an attempt on memory.
inline bool arePlausible(const PatchSpec& patches)
{
    constexpr int LargestPx = 1 << 16;
    constexpr double LargestDownsample = 1 << 12; // a slide of 400,000 px in one of 100
    constexpr std::size_t MostLevels = 16;
    const auto in = [](double value, double most) { return value > 0 && value <= most; };
    return in(patches.sizePx, LargestPx) && !patches.downsamples.empty() &&
           patches.downsamples.size() <= MostLevels &&
           std::ranges::all_of(patches.downsamples,
                               [&](double value) { return in(value, LargestDownsample); }) &&
           std::ranges::all_of(patches.sd, [](double value) { return value > 0; }) &&
           patches.umPerPx.value_or(1) > 0;
}

} // namespace transcope::core
