#include "core/io/geojson.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/io/provenancejson.h"
#include "core/spots/spottable.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr int CircleCorners = 24;

/// Names of files, in provenance, need not be UTF-8.
std::string asText(const json& object)
{
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// A hundredth of a px is plenty and keeps files small.
json corner(double x, double y)
{
    return {std::round(100 * x) / 100, std::round(100 * y) / 100};
}

json circle(PointD centre, double radius)
{
    auto ring = json::array();
    for (int i = 0; i <= CircleCorners; ++i) {
        const double angle = 2 * std::numbers::pi * (i % CircleCorners) / CircleCorners;
        ring.push_back(corner(centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)));
    }
    return ring;
}

json square(PointD centre, double half)
{
    const auto at = [&](int x, int y) { return corner(centre.x + x * half, centre.y + y * half); };
    return {at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), at(-1, -1)};
}

json outline(const SpotTable& spots, PointD centre)
{
    const double half = spots.diameterLevel0Px / 2;
    const json ring = spots.shape == SpotShape::Cell ? square(centre, half) : circle(centre, half);
    return {{"type", "Polygon"}, {"coordinates", json::array({ring})}};
}

json measurements(const ExpressionMatrix& values, const std::vector<std::string>& names, std::size_t spot)
{
    json object = json::object();
    for (std::size_t g = 0; g < names.size(); ++g) {
        const float value = values.at(spot, g);
        if (!std::isnan(value))
            object[names[g]] = value;
    }
    return object;
}

} // namespace

Result<void> writeGeoJson(const std::filesystem::path& out, const Layer& layer)
{
    const auto& spots = *layer.spots;
    TRY(const auto values, columnsOf(*layer.values));
    const auto names = uniqueNames(layer.genes);
    auto own = toJson(layer.provenance);
    own["layer"] = layer.name;
    own.update(geometryToJson(spots));
    // Feature by feature, so that only text, not a tree of objects, grows with the section.
    std::string text = R"({"type":"FeatureCollection","transcope":)" + asText(own) + R"(,"features":[)";
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const auto& spot = spots.spots[s];
        const json feature = {{"type", "Feature"},
                              {"geometry", outline(spots, spot.centreLevel0Px)},
                              {"properties",
                               {{"objectType", "detection"},
                                {"name", spot.id},
                                {"measurements", measurements(values, names, s)}}}};
        text += (s == 0 ? "\n" : ",\n") + asText(feature);
    }
    text += "\n]}\n";
    return writeTextAtomically(out, text);
}

} // namespace transcope::core
