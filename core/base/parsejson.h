#pragma once

#include <nlohmann/json.hpp>

#include <string_view>

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

} // namespace transcope::core
