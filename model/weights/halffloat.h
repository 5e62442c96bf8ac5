#pragma once

#include <cstdint>

namespace transcope::model {

/// The nearest bfloat16 (ties to even); infinities stay, NaN stays NaN.
std::uint16_t toBFloat16(float value);
float fromBFloat16(std::uint16_t bits);

/// The nearest IEEE 754 binary16 (ties to even); what is too large becomes infinite.
std::uint16_t toFloat16(float value);
float fromFloat16(std::uint16_t bits);

} // namespace transcope::model
