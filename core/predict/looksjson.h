#pragma once

#include "core/predict/appearance.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <stdexcept>

namespace transcope::core {

// Looks of sections as the worker's messages and sessions hold them.

inline void to_json(nlohmann::json& json, const SectionLooks& looks)
{
    json = {{"name", looks.name}, {"opticalDensity", looks.mean.opticalDensity}, {"focus", looks.mean.focus}};
}

/// Throws where a field is missing, of another type or not finite.
inline void from_json(const nlohmann::json& json, SectionLooks& looks)
{
    json.at("name").get_to(looks.name);
    json.at("opticalDensity").get_to(looks.mean.opticalDensity);
    json.at("focus").get_to(looks.mean.focus);
    if (!std::isfinite(looks.mean.focus))
        throw std::invalid_argument("not a finite number");
}

} // namespace transcope::core
