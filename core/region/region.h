#pragma once

#include "core/base/geometry.h"
#include "core/colour/colourmap.h"
#include "core/spots/spottable.h"

#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// Corners of a closed line, the first not repeated at the end; at least three.
using Ring = std::vector<PointD>;

/// An outline and the holes in it.
struct Polygon
{
    Ring outline;
    std::vector<Ring> holes;
    bool operator==(const Polygon&) const = default;
};

/// A part of a slide that a person has marked, in level-0 px.
struct Region
{
    std::string name;           ///< may be empty
    std::string classification; ///< "Tumor"; may be empty
    std::optional<Rgb> colour;
    std::vector<Polygon> polygons; ///< that do not overlap; not empty
    bool operator==(const Region&) const = default;
};

/// Its name, or else its class; may be empty.
const std::string& calledName(const Region& region);

/// Of its outlines without its holes, in level-0 px².
double areaLevel0Px2(const Region& region);

/// Whether a point lies inside: in an outline and in none of its holes.
bool contains(const Region& region, PointD level0Px);

/// Indices of the spots whose centres lie inside any of the regions, ascending.
std::vector<int> spotsInside(const std::vector<Region>& regions, const SpotTable& spots);

/// Those of this name; where none has it, those of this classification: QuPath's annotations often have no
/// name.
std::vector<Region> regionsCalled(const std::vector<Region>& regions, const std::string& name);

} // namespace transcope::core
