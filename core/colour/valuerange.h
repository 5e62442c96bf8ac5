#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace transcope::core {

/// Two ends of a colour scale.
struct ValueRange
{
    double low = 0, high = 1;
};

/// The range that nobody chose: 1st to 99th percentile, minimum to maximum where those are equal, and a range
/// of width 1 around a constant. centredOnZero: symmetric, for residuals.
ValueRange defaultRange(std::span<const float> values, bool centredOnZero = false);

/// One end of a range as a person writes it: a value ("2.5") or a percentile ("p99", "99 %").
struct RangeBound
{
    bool isPercentile = false;
    double number = 0; ///< the value, or the percentile 0..100
    bool operator==(const RangeBound&) const = default;
};
inline constexpr RangeBound StandardLow{true, 1};
inline constexpr RangeBound StandardHigh{true, 99};
constexpr bool isStandardRange(const RangeBound& low, const RangeBound& high)
{
    return low == StandardLow && high == StandardHigh;
}

/// Absent when the text is neither a finite number nor a percentile within 0..100. A decimal comma is
/// accepted.
std::optional<RangeBound> parseRangeBound(std::string_view text);
/// "2.5", "p99"; four digits.
std::string toText(const RangeBound& bound);

/// The range that two bounds mean for these values (NaN left out): defaultRange() for the standard ones,
/// otherwise an empty or reversed range is widened to 1 above its lower end.
ValueRange resolveRange(const RangeBound& low, const RangeBound& high, std::span<const float> values);

} // namespace transcope::core
