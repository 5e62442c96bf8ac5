#pragma once

#include <nlohmann/json.hpp>

#include <optional>

namespace transcope::app {

/// null where it is absent.
inline nlohmann::json optionalNumber(const std::optional<double>& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace transcope::app
