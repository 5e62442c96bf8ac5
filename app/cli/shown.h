#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace transcope::app {

/// How descriptions show numbers: four digits.
std::string shown(double value);
nlohmann::json optionalNumber(const std::optional<double>& value); ///< null where it is absent
std::string scaleText(const std::optional<double>& umPerPx);       ///< "0.5 µm/px", "unknown"

} // namespace transcope::app
