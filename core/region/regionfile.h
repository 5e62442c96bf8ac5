#pragma once

#include "core/base/result.h"
#include "core/region/region.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

class Session;

/// Regions of a file, and what of it is none.
struct RegionFile
{
    std::vector<Region> regions;
    std::vector<std::string> notes; ///< "3 features are no areas (Point): left out"
};

/// GeoJSON as QuPath exports it: a FeatureCollection, a list of features or one feature, whose areas
/// (Polygon, MultiPolygon) are regions in level-0 px; properties name, classification {name, color or
/// colorRGB} and color. `source` stands in messages. Errors: BadInput (no GeoJSON; an area that is none: says
/// which feature).
Result<RegionFile> regionsFromGeoJson(const std::string& text, const std::string& source);
/// The same of a file, gzipped or not. Errors besides: NotFound.
Result<RegionFile> readRegions(const std::filesystem::path& path);

/// As QuPath imports it: one annotation per region.
std::string toGeoJson(const std::vector<Region>& regions);
/// Errors: WriteFailed.
Result<void> writeRegions(const std::filesystem::path& out, const std::vector<Region>& regions);

/// Regions that a session keeps; none where it has none. Errors: those of Session::text(); BadInput
/// (damaged).
Result<std::vector<Region>> regionsOf(const Session& session);
/// Errors: those of Session::setText().
Result<void> keepRegions(Session& session, const std::vector<Region>& regions);

} // namespace transcope::core
