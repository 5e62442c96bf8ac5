#include "core/region/regionfile.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/io/textfile.h"
#include "core/session/session.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr const char* SessionKey = "regions";

/// One feature of a file, for messages.
struct Place
{
    const std::string& source;
    std::size_t number; ///< from 1

    tl::unexpected<Error> bad(const std::string& what) const
    {
        return fail(ErrorCode::BadInput, source + ": feature " + std::to_string(number) + " " + what,
                    "Export the annotations again");
    }
};

Result<Ring> ringFrom(const json& corners, const Place& place)
{
    Ring ring;
    if (!corners.is_array())
        return place.bad("has no list of corners");
    for (const auto& corner : corners) {
        if (!corner.is_array() || corner.size() < 2 || !corner[0].is_number() || !corner[1].is_number())
            return place.bad("has a corner that is not two numbers");
        ring.push_back({corner[0].get<double>(), corner[1].get<double>()});
    }
    if (ring.size() > 1 && ring.front() == ring.back())
        ring.pop_back();
    if (ring.size() < 3)
        return place.bad("has an outline of fewer than three corners");
    return ring;
}

Result<Polygon> polygonFrom(const json& rings, const Place& place)
{
    if (!rings.is_array() || rings.empty())
        return place.bad("has no outline");
    Polygon polygon;
    for (std::size_t i = 0; i < rings.size(); ++i) {
        TRY(auto ring, ringFrom(rings[i], place));
        if (i == 0)
            polygon.outline = std::move(ring);
        else
            polygon.holes.push_back(std::move(ring));
    }
    return polygon;
}

Result<std::vector<Polygon>> polygonsFrom(const json& geometry, const Place& place)
{
    const auto coordinates = geometry.find("coordinates");
    if (coordinates == geometry.end() || !coordinates->is_array())
        return place.bad("has no coordinates");
    std::vector<Polygon> polygons;
    const bool isOne = geometry["type"] == "Polygon";
    for (const auto& rings : isOne ? json::array({*coordinates}) : *coordinates) {
        TRY(auto polygon, polygonFrom(rings, place));
        polygons.push_back(std::move(polygon));
    }
    if (polygons.empty())
        return place.bad("has no outline");
    return polygons;
}

std::string textIn(const json& object, const char* key)
{
    const auto it = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && it != object.end() && it->is_string() ? it->get<std::string>()
                                                                       : std::string();
}

/// A name; of classes within classes QuPath 0.4 on writes a list, which it shows as "Tumor: Positive".
std::string classIn(const json& classification)
{
    if (classification.is_string())
        return classification.get<std::string>();
    auto name = textIn(classification, "name");
    const auto parts = classification.is_object() ? classification.find("names") : classification.end();
    if (!name.empty() || parts == classification.end() || !parts->is_array())
        return name;
    for (const auto& part : *parts)
        if (part.is_string())
            name += (name.empty() ? "" : ": ") + part.get<std::string>();
    return name;
}

/// [r, g, b] of QuPath 0.4 on, or one number of earlier versions, whose lower 24 bits are red, green and
/// blue.
std::optional<Rgb> colourIn(const json& object)
{
    if (!object.is_object())
        return std::nullopt;
    const auto list = object.find("color");
    if (list != object.end() && list->is_array() && list->size() == 3) {
        Rgb colour{};
        for (std::size_t c = 0; c < 3; ++c)
            colour[c] = (*list)[c].is_number()
                            ? static_cast<std::uint8_t>(std::clamp((*list)[c].get<double>(), 0.0, 255.0))
                            : std::uint8_t{0};
        return colour;
    }
    const auto packed = object.find("colorRGB");
    if (packed == object.end() || !packed->is_number_integer())
        return std::nullopt;
    const auto bits = static_cast<std::uint32_t>(packed->get<std::int64_t>());
    return Rgb{static_cast<std::uint8_t>(bits >> 16), static_cast<std::uint8_t>(bits >> 8),
               static_cast<std::uint8_t>(bits)};
}

Region describedBy(const json& feature)
{
    const json none = json::object();
    const auto it = feature.find("properties");
    const json& properties = it != feature.end() && it->is_object() ? *it : none;
    const auto cls = properties.find("classification");
    const json& classification = cls != properties.end() ? *cls : none;
    Region region;
    region.name = textIn(properties, "name");
    region.classification = classIn(classification);
    const auto own = colourIn(properties);
    region.colour = own ? own : colourIn(classification);
    return region;
}

Result<void> addFeature(const json& feature, const Place& place, RegionFile& file,
                        std::map<std::string, int>& others)
{
    if (!feature.is_object() || textIn(feature, "type") != "Feature")
        return place.bad("is not a GeoJSON feature");
    const auto geometry = feature.find("geometry");
    const auto type = geometry != feature.end() ? textIn(*geometry, "type") : std::string();
    if (type != "Polygon" && type != "MultiPolygon") {
        ++others[type.empty() ? "no geometry" : type];
        return {};
    }
    auto region = describedBy(feature);
    TRY(region.polygons, polygonsFrom(*geometry, place));
    file.regions.push_back(std::move(region));
    return {};
}

json ringToJson(const Ring& ring)
{
    auto corners = json::array();
    for (const auto& corner : ring)
        corners.push_back({corner.x, corner.y});
    corners.push_back({ring.front().x, ring.front().y});
    return corners;
}

json geometryOf(const Region& region)
{
    auto polygons = json::array();
    for (const auto& polygon : region.polygons) {
        auto rings = json::array({ringToJson(polygon.outline)});
        for (const auto& hole : polygon.holes)
            rings.push_back(ringToJson(hole));
        polygons.push_back(std::move(rings));
    }
    if (polygons.size() == 1)
        return {{"type", "Polygon"}, {"coordinates", polygons.front()}};
    return {{"type", "MultiPolygon"}, {"coordinates", polygons}};
}

json featureOf(const Region& region)
{
    json properties = {{"objectType", "annotation"}};
    if (!region.name.empty())
        properties["name"] = region.name;
    if (!region.classification.empty()) {
        properties["classification"] = {{"name", region.classification}};
        if (region.colour)
            properties["classification"]["color"] = *region.colour;
    }
    if (region.colour)
        properties["color"] = *region.colour;
    return {{"type", "Feature"}, {"geometry", geometryOf(region)}, {"properties", std::move(properties)}};
}

/// The features of whatever form; nothing where it is none.
std::optional<json> featuresOf(json&& root)
{
    if (root.is_array())
        return std::move(root);
    if (textIn(root, "type") == "Feature")
        return json::array({std::move(root)});
    if (textIn(root, "type") == "FeatureCollection" && root.contains("features") &&
        root["features"].is_array())
        return std::move(root["features"]);
    return std::nullopt;
}

} // namespace

Result<RegionFile> regionsFromGeoJson(const std::string& text, const std::string& source)
{
    const auto features = featuresOf(json::parse(text, nullptr, false));
    if (!features)
        return fail(ErrorCode::BadInput, source + ": is not GeoJSON with features",
                    "Export the annotations from QuPath as GeoJSON");
    RegionFile file;
    std::map<std::string, int> others;
    for (std::size_t i = 0; i < features->size(); ++i)
        TRY_RUN(addFeature((*features)[i], {source, i + 1}, file, others));
    for (const auto& [type, count] : others)
        file.notes.push_back(std::to_string(count) + (count == 1 ? " feature is" : " features are") +
                             " no area (" + type + "): left out");
    return file;
}

Result<RegionFile> readRegions(const std::filesystem::path& path)
{
    TRY(const auto text, readTextFile(path));
    return regionsFromGeoJson(text, path.string());
}

std::string toGeoJson(const std::vector<Region>& regions)
{
    auto features = json::array();
    for (const auto& region : regions)
        features.push_back(featureOf(region));
    const json collection = {{"type", "FeatureCollection"}, {"features", std::move(features)}};
    return collection.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<void> writeRegions(const std::filesystem::path& out, const std::vector<Region>& regions)
{
    return writeTextAtomically(out, toGeoJson(regions));
}

Result<std::vector<Region>> regionsOf(const Session& session)
{
    TRY(const auto text, session.text(SessionKey));
    if (text.empty())
        return std::vector<Region>{};
    TRY(auto file, regionsFromGeoJson(text, session.path().string() + ": its regions"));
    return std::move(file.regions);
}

Result<void> keepRegions(Session& session, const std::vector<Region>& regions)
{
    return session.setText(SessionKey, toGeoJson(regions));
}

} // namespace transcope::core
