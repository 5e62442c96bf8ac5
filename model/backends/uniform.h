#pragma once

#include <random>

namespace transcope::model {

/// A number in [0, 1) from whole bits, the same with every standard library.
inline double uniform(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11) * 0x1p-53;
}

} // namespace transcope::model
