#pragma once

#include "core/base/median.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace transcope::model {

/// The median of the seconds that work() takes, called `repeats` times (at least once) after one call that
/// warms up.
template <class Work> double medianSeconds(int repeats, Work&& work)
{
    work();
    std::vector<double> seconds;
    for (int i = 0; i < std::max(1, repeats); ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return core::median(std::move(seconds));
}

} // namespace transcope::model
