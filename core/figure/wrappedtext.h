#pragma once

#include <functional>
#include <string>
#include <vector>

namespace transcope::core {

/// A text in lines that are not wider, as far as its words allow. textWidth: of a text at a font size.
std::vector<std::string> wrappedText(const std::string& text, double width, double font,
                                     const std::function<double(const std::string&, double font)>& textWidth);
/// The same in the figures' typeface.
std::vector<std::string> wrappedText(const std::string& text, double width, double font);

} // namespace transcope::core
