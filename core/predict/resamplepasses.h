#pragma once

#include "core/predict/resample.h"

/// What the implementations of resample() share; private to them.

namespace transcope::core {

inline constexpr int WeightBits = 14;
// Between the two passes values keep 7 bits after the point: 255 · 128 still fits into a signed 16-bit
// number, and products of such numbers are what every vector unit has.
inline constexpr int BetweenBits = 7;
inline constexpr int FirstShift = WeightBits - BetweenBits;
inline constexpr int SecondShift = WeightBits + BetweenBits;
/// Numbers beyond the row between the passes that vector loads may touch.
inline constexpr int BetweenSlack = 8;

/// resample() with AVX2. between: room for one source row of numbers and the slack. False, and nothing done,
/// where the processor or the compiler has none.
bool resampleAvx2(const std::uint8_t* source, const FilterTable& x, const FilterTable& y, std::uint8_t* out,
                  std::int16_t* between);

} // namespace transcope::core
