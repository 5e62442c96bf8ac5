#pragma once

#include "core/io/h5ad.h"
#include "core/spots/spottable.h"

#include <nlohmann/json.hpp>
#include <span>

namespace transcope::core {

/// What one of several sections of a file has for itself.
struct H5adPart
{
    std::string name;       ///< its value in obs["library_id"]
    const SpotTable* spots; ///< its geometry
    nlohmann::json facts;   ///< texts and numbers
};

/// writeH5ad() of layers whose spots are those of `parts`, one after another; no parts: of one section.
Result<void> writeH5adParts(const std::filesystem::path& out, const std::vector<const Layer*>& layers,
                            const H5adExtras& extras, std::span<const H5adPart> parts);

} // namespace transcope::core
