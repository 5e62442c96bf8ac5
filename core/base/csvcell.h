#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace transcope::core {

/// A text as a cell of a CSV, in quotes whatever it holds.
inline std::string csvQuoted(const std::string& text)
{
    std::string cell = "\"";
    for (const char c : text)
        cell.append(c == '"' ? 2 : 1, c);
    return cell + '"';
}

/// The same, in quotes only where it needs them.
inline std::string csvCell(const std::string& text)
{
    return text.find_first_of(",\"\n") == std::string::npos ? text : csvQuoted(text);
}

/// A number with the digits that restore it; empty for NaN.
template <class Number> std::string csvNumber(Number value)
{
    if (std::isnan(value))
        return {};
    std::array<char, 32> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

} // namespace transcope::core
