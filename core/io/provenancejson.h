#pragma once

#include "core/expression/layer.h"
#include "core/spots/spottable.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace transcope::core {

/// Provenance as flat JSON; the keys are also those of uns["transcope"] in .h5ad files.
nlohmann::json toJson(const Provenance& provenance);
/// Absent or odd fields keep their defaults.
Provenance provenanceFromJson(const nlohmann::json& json);

/// What a spot table holds besides its rows: lattice, spot_diameter_px, pitch_px, um_per_px.
nlohmann::json geometryToJson(const SpotTable& spots);
/// Fills those fields; what is absent stays as it was.
void geometryFromJson(const nlohmann::json& json, SpotTable& spots);

} // namespace transcope::core
