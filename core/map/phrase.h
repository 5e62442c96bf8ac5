#pragma once

#include <string>
#include <vector>

namespace transcope::core {

/// A text for people with places (%1, %2 …) for what it speaks of, so that a user interface can translate it
/// before they are filled in.
struct Phrase
{
    std::string text;
    std::vector<std::string> arguments{};

    bool empty() const { return text.empty(); }
    Phrase with(std::vector<std::string> fillings) const { return {text, std::move(fillings)}; }
    std::string english() const;
    bool operator==(const Phrase&) const = default;
};

/// Marks a text for translation: lupdate -tr-function-alias translate+=phrase finds it. context: "Map".
inline Phrase phrase([[maybe_unused]] const char* context, const char* text)
{
    return {text};
}

} // namespace transcope::core
