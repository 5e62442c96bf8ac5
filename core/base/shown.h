#pragma once

#include <optional>
#include <string>

namespace transcope::core {

/// How descriptions show numbers: four digits.
std::string shown(double value);
/// By a printf format for one double; "n/a" where the value is undefined.
std::string shown(double value, const char* format);
std::string scaleText(const std::optional<double>& umPerPx); ///< "0.5 µm/px", "unknown"

} // namespace transcope::core
