#include "model/weights/halffloat.h"

#include <bit>

namespace transcope::model {

namespace {

constexpr std::uint32_t Infinity32 = 0x7f800000;

/// value / 2^shift to the nearest, ties to even; shift in 1..31.
std::uint32_t shiftRounded(std::uint32_t value, int shift)
{
    const std::uint32_t half = 1u << (shift - 1);
    const std::uint32_t odd = (value >> shift) & 1;
    return (value + half - 1 + odd) >> shift;
}

} // namespace

std::uint16_t toBFloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffff) > Infinity32)
        return static_cast<std::uint16_t>((bits >> 16) |
                                          0x40); // a NaN whose low half alone said so stays one
    return static_cast<std::uint16_t>(shiftRounded(bits, 16));
}

float fromBFloat16(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

std::uint16_t toFloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000;
    const std::uint32_t magnitude = bits & 0x7fffffff;
    if (magnitude > Infinity32)
        return static_cast<std::uint16_t>(sign | 0x7e00);
    if (magnitude >= 0x47800000) // 2^16 and above
        return static_cast<std::uint16_t>(sign | 0x7c00);
    if (magnitude < 0x33000000) // below half of the smallest subnormal, 2^-25
        return static_cast<std::uint16_t>(sign);
    const int exponent = static_cast<int>(magnitude >> 23) - 127;
    if (exponent < -14) { // subnormal: the mantissa counts units of 2^-24
        const std::uint32_t mantissa = (magnitude & 0x7fffff) | 0x800000;
        return static_cast<std::uint16_t>(sign | shiftRounded(mantissa, -exponent - 1));
    }
    // A carry out of the mantissa runs into the exponent, up to infinity, as it should.
    return static_cast<std::uint16_t>(sign | shiftRounded(magnitude - (112u << 23), 13));
}

float fromFloat16(std::uint16_t bits)
{
    const std::uint32_t sign = (bits & 0x8000u) << 16;
    const std::uint32_t exponent = (bits >> 10) & 0x1f;
    const std::uint32_t mantissa = bits & 0x3ff;
    if (exponent == 0) {
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
        return sign ? -magnitude : magnitude;
    }
    const std::uint32_t wide = exponent == 0x1f ? 0xff : exponent + 112;
    return std::bit_cast<float>(sign | wide << 23 | mantissa << 13);
}

} // namespace transcope::model
