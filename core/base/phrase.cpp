#include "core/base/phrase.h"

#include <cstdio>

namespace transcope::core {

namespace {

std::string textOf(double number, int decimals)
{
    char text[64];
    if (decimals == Phrase::AsNeeded)
        std::snprintf(text, sizeof text, "%.6g", number);
    else
        std::snprintf(text, sizeof text, "%.*f", decimals, number);
    return text;
}

} // namespace

Phrase Phrase::with(std::vector<Phrase> fillings) const
{
    Phrase filled = *this;
    filled.arguments = std::move(fillings);
    return filled;
}

std::string Phrase::english() const
{
    if (number)
        return textOf(*number, decimals);
    std::string filled;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto place = text[i] == '%' && i + 1 < text.size() ? static_cast<std::size_t>(text[i + 1] - '1')
                                                                 : arguments.size();
        if (place < arguments.size()) {
            filled += arguments[place].english();
            ++i;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

Phrase numberPhrase(double number, int decimals)
{
    Phrase phrase;
    phrase.number = number;
    phrase.decimals = decimals;
    return phrase;
}

Phrase phrase(const char* context, const char* text)
{
    Phrase phrase(text);
    phrase.context = context;
    return phrase;
}

} // namespace transcope::core
