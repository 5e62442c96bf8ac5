#include "core/figure/wrappedtext.h"

#include "core/figure/figurepainter.h"

#include <sstream>

namespace transcope::core {

std::vector<std::string> wrappedText(const std::string& text, double width, double font,
                                     const std::function<double(const std::string&, double)>& textWidth)
{
    std::vector<std::string> lines;
    std::istringstream words(text);
    std::string word, line;
    while (words >> word) {
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && textWidth(longer, font) > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    if (!line.empty())
        lines.push_back(line);
    return lines;
}

std::vector<std::string> wrappedText(const std::string& text, double width, double font)
{
    return wrappedText(text, width, font, figureTextWidth);
}

} // namespace transcope::core
