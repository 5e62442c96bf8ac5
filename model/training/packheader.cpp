#include "model/training/packheader.h"

#include "core/expression/normalisation.h"

#include <algorithm>
#include <stdexcept>

namespace transcope::model {

using nlohmann::json;

namespace {

PackedFeatures featuresFrom(const json& j)
{
    constexpr int WidestSuperpixel = 65536;
    constexpr std::int64_t LargestExtent = 1 << 24;
    PackedFeatures f{j.at("method"), j.at("configuration"), j.at("width"), j.at("networks")};
    if (f.width < 1 || f.width > WidestSuperpixel)
        throw std::runtime_error("it names no usable features");
    for (const auto& [name, shape] : f.networks)
        if (shape.size() > 4 || std::ranges::any_of(shape, [](std::int64_t extent) {
                return extent < 1 || extent > LargestExtent;
            }))
            throw std::runtime_error("its tensor " + name + " has no usable shape");
    return f;
}

} // namespace

json toJson(const PackHeader& h)
{
    json sections = json::array();
    for (const PackedSection& s : h.sections)
        sections.push_back(
            {{"name", s.name}, {"patient", s.patient}, {"first", s.first}, {"count", s.count}});
    json genes = json::array();
    for (const core::Gene& g : h.genes)
        genes.push_back({{"symbol", g.symbol}, {"id", g.id}});
    json out = {{"sizePx", h.patches.sizePx},
                {"downsamples", h.patches.downsamples},
                {"genes", genes},
                {"normalisation", core::name(h.normalisation)},
                {"sections", sections},
                {"origin", h.origin},
                {"licence", h.licence}};
    if (h.patches.umPerPx)
        out["umPerPx"] = *h.patches.umPerPx;
    if (!h.depth.empty())
        out["depth"] = h.depth;
    for (const ArrayPlace& place : h.places)
        out["array"].push_back({place.row, place.column});
    if (h.hasCounts)
        out["counts"] = true;
    if (h.features)
        out["features"] = {{"method", h.features->method},
                           {"configuration", h.features->configuration},
                           {"width", h.features->width},
                           {"networks", h.features->networks}};
    return out;
}

PackHeader packHeaderFrom(const json& j)
{
    PackHeader h;
    h.patches.sizePx = j.at("sizePx");
    h.patches.downsamples = j.at("downsamples").get<std::vector<double>>();
    if (j.contains("umPerPx"))
        h.patches.umPerPx = j.at("umPerPx").get<double>();
    for (const json& g : j.at("genes"))
        h.genes.push_back({g.at("symbol"), g.at("id")});
    const auto normalisation = core::normalisationNamed(j.at("normalisation").get<std::string>());
    if (!normalisation)
        throw std::runtime_error("its normalisation is unknown");
    h.normalisation = *normalisation;
    std::int64_t next = 0;
    for (const json& s : j.at("sections")) {
        h.sections.push_back({s.at("name"), s.at("patient"), s.at("first"), s.at("count")});
        if (h.sections.back().first != next || h.sections.back().count < 0)
            throw std::runtime_error("its sections do not follow one another");
        next += h.sections.back().count;
    }
    if (j.contains("depth"))
        h.depth = j.at("depth").get<std::vector<float>>();
    if (!h.depth.empty() && static_cast<std::int64_t>(h.depth.size()) != next)
        throw std::runtime_error("it has not one depth per spot");
    for (const json& place : j.value("array", json::array()))
        h.places.push_back({place.at(0), place.at(1)});
    if (!h.places.empty() && static_cast<std::int64_t>(h.places.size()) != next)
        throw std::runtime_error("it has not one place on the array per spot");
    h.hasCounts = j.value("counts", false);
    if (j.contains("features"))
        h.features = featuresFrom(j.at("features"));
    h.origin = j.at("origin");
    h.licence = j.at("licence");
    constexpr int LargestPatch = 4096;
    if (h.patches.sizePx <= 0 || h.patches.sizePx > LargestPatch || h.patches.downsamples.empty() ||
        h.genes.empty())
        throw std::runtime_error("it names no usable patches or genes");
    return h;
}

std::optional<std::size_t> PackHeader::placeOfLevel(int level) const
{
    const auto& all = patches.downsamples;
    const auto found = std::find(all.begin(), all.end(), static_cast<double>(1 << level));
    return found == all.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - all.begin()));
}

} // namespace transcope::model
