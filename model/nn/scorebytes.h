#pragma once

#include <cstdint>

namespace transcope::model {

/// Bytes of attention's scores that multiHeadAttention() has in memory at once where no gradient needs them
/// all.
inline constexpr std::int64_t MostScoreBytes = 256 << 20;

} // namespace transcope::model
