#pragma once

#include "core/base/result.h"
#include "core/expression/layer.h"

#include <filesystem>

namespace transcope::core {

/// Writes spots as GeoJSON polygons (circles of 24 corners, level-0 px, y down) with a layer's values as
/// measurements, in the form that QuPath imports as detections; missing values are left out. Provenance and
/// geometry stand under the top-level key "transcope". Replaces `out` only when complete. Errors:
/// WriteFailed; those of reading the layer.
Result<void> writeGeoJson(const std::filesystem::path& out, const Layer& layer);

} // namespace transcope::core
