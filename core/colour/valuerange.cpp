#include "core/colour/valuerange.h"

#include "core/stats/boxsummary.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace transcope::core {

namespace {

std::vector<float> finiteValues(std::span<const float> values)
{
    std::vector<float> finite;
    finite.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
                 [](float v) { return std::isfinite(v); });
    return finite;
}

ValueRange percentileRange(const std::vector<float>& finite)
{
    const ValueRange range{percentile(std::span<const float>(finite), StandardLow.number),
                           percentile(std::span<const float>(finite), StandardHigh.number)};
    if (range.low < range.high)
        return range;
    const auto [min, max] = std::minmax_element(finite.begin(), finite.end());
    return {*min, *max};
}

double resolve(const RangeBound& bound, std::span<const float> values)
{
    if (!bound.isPercentile)
        return bound.number;
    const double value = percentile(values, bound.number);
    return std::isnan(value) ? 0 : value;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view Blank = " \t\r\n";
    const auto first = text.find_first_not_of(Blank);
    return first == text.npos ? std::string_view()
                              : text.substr(first, text.find_last_not_of(Blank) - first + 1);
}

} // namespace

ValueRange defaultRange(std::span<const float> values, bool centredOnZero)
{
    const auto finite = finiteValues(values);
    if (finite.empty())
        return centredOnZero ? ValueRange{-0.5, 0.5} : ValueRange{0, 1};
    const auto range = percentileRange(finite);
    if (centredOnZero) {
        double reach = std::max(std::abs(range.low), std::abs(range.high));
        if (reach == 0)
            reach = 0.5;
        return {-reach, reach};
    }
    if (range.low < range.high)
        return range;
    return {range.low - 0.5, range.low + 0.5};
}

std::optional<RangeBound> parseRangeBound(std::string_view text)
{
    std::string number(trimmed(text));
    std::ranges::replace(number, ',', '.');
    RangeBound bound;
    if (!number.empty() && (number.front() == 'p' || number.front() == 'P')) {
        bound.isPercentile = true;
        number.erase(0, 1);
    }
    if (!number.empty() && number.back() == '%') {
        bound.isPercentile = true;
        number.pop_back();
    }
    const auto digits = trimmed(number);
    const auto* end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, bound.number);
    if (error != std::errc() || stopped != end || !std::isfinite(bound.number))
        return std::nullopt;
    if (bound.isPercentile && (bound.number < 0 || bound.number > 100))
        return std::nullopt;
    return bound;
}

std::string toText(const RangeBound& bound)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, bound.number, std::chars_format::general, 4).ptr;
    return (bound.isPercentile ? "p" : "") + std::string(text, end);
}

ValueRange resolveRange(const RangeBound& low, const RangeBound& high, std::span<const float> values)
{
    if (isStandardRange(low, high))
        return defaultRange(values);
    ValueRange range{resolve(low, values), resolve(high, values)};
    if (!(range.high > range.low))
        range.high = range.low + 1;
    return range;
}

} // namespace transcope::core
