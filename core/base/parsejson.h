#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace transcope::core {

/// Whether JSON nests deeper than anything that Transcope reads. nlohmann's library parses any depth, but
/// copies, compares and writes by recursion: a few hundred kB of "[" would end the process.
inline bool isTooDeep(std::string_view json)
{
    constexpr int Deepest = 64;
    int depth = 0;
    bool inText = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"')
            inText = !inText;
        else if (inText && c == '\\')
            ++i;
        else if (!inText && (c == '[' || c == '{') && ++depth > Deepest)
            return true;
        else if (!inText && (c == ']' || c == '}'))
            --depth;
    }
    return false;
}

/// JSON from outside. Throws nlohmann::json::exception for what is none or too deep, or, without mayThrow,
/// gives a discarded value.
inline nlohmann::json parseJson(std::string_view text, bool mayThrow = true)
{
    return nlohmann::json::parse(isTooDeep(text) ? std::string_view() : text, nullptr, mayThrow);
}

/// An integer of JSON. Throws nlohmann::json::exception where it is none, or beyond what T holds: the library
/// itself converts what was written with a fraction, or too long, whatever its size.
template <class T> T wholeNumber(const nlohmann::json& value)
{
    if (value.is_number_unsigned() && std::in_range<T>(value.get<std::uint64_t>()))
        return static_cast<T>(value.get<std::uint64_t>());
    if (value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>()))
        return static_cast<T>(value.get<std::int64_t>());
    throw nlohmann::json::type_error::create(302, "type must be a whole number, but is " + value.dump(),
                                             nullptr);
}

} // namespace transcope::core
