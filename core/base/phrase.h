#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// A text for people with places (%1, %2 …) for what it speaks of, or a number, so that a user interface can
/// say both in its user's language. A phrase made from a plain string is a name, which is said as it is.
struct Phrase
{
    std::string text;
    std::vector<Phrase> arguments;
    std::string context;          ///< where its translation is found; empty for names
    std::optional<double> number; ///< said in place of the text
    int decimals = 0;             ///< of the number; AsNeeded for up to six digits

    static constexpr int AsNeeded = -1;

    Phrase() = default;
    Phrase(std::string name) : text(std::move(name)) {}
    Phrase(const char* name) : text(name) {}

    bool empty() const { return text.empty() && !number; }
    Phrase with(std::vector<Phrase> fillings) const;
    std::string english() const;
    bool operator==(const Phrase&) const = default;
};

/// A number as a phrase.
Phrase numberPhrase(double number, int decimals = 0);

/// Marks a text for translation; translations/README.md says how it is found. context: "Map" for what
/// colours spots, "Run" for what is said of a run.
Phrase phrase(const char* context, const char* text);

/// Marks a text that is turned into a phrase elsewhere.
constexpr std::string_view phraseText([[maybe_unused]] const char* context, const char* text)
{
    return text;
}

} // namespace transcope::core
