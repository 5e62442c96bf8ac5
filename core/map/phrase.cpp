#include "core/map/phrase.h"

namespace transcope::core {

std::string Phrase::english() const
{
    std::string filled;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto place = text[i] == '%' && i + 1 < text.size() ? static_cast<std::size_t>(text[i + 1] - '1')
                                                                 : arguments.size();
        if (place < arguments.size()) {
            filled += arguments[place];
            ++i;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

} // namespace transcope::core
