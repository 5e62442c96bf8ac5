#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/io/h5adwriteparts.h"
#include "core/io/provenancejson.h"
#include "core/slide/thumbnail.h"
#include "core/spots/spottable.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace transcope::core {

using nlohmann::json;

namespace {

void writeScalars(H5Writer& writer, const std::string& group, const json& object)
{
    for (const auto& [key, value] : object.items()) {
        const auto path = group + "/" + key;
        if (value.is_string())
            writer.textScalar(path, value.get<std::string>());
        else if (value.is_number())
            writer.numberScalar(path, value.get<double>());
    }
}

json layerToJson(const Layer& layer)
{
    auto object = toJson(layer.provenance);
    object["layer"] = layer.name;
    return object;
}

/// One of the pictures that Space Ranger makes: at most `side` px, values from 0 to 1 as matplotlib reads a
/// PNG. What it lacks in size to level 0 becomes a scale factor.
Result<void> writePicture(H5Writer& writer, const std::string& folder, const std::string& name,
                          std::int64_t side, const H5adExtras& extras)
{
    TRY(const auto image, readThumbnail(*extras.slide, {side, side}, extras.stop));
    std::vector<float> values(image.rgb.size());
    std::ranges::transform(image.rgb, values.begin(),
                           [](std::uint8_t v) { return static_cast<float>(v) / 255; });
    const auto height = static_cast<std::size_t>(image.height), width = static_cast<std::size_t>(image.width);
    writer.floatArray(folder + "/images/" + name, values, {height, width, 3});
    const auto level0 = extras.slide->sizeLevel0Px();
    writer.numberScalar(folder + "/scalefactors/tissue_" + name + "_scalef",
                        static_cast<double>(std::max(width, height)) /
                            static_cast<double>(std::max(level0.width, level0.height)));
    return {};
}

/// uns["spatial"][library] without pictures. Gives where.
std::string writeScaleFactors(H5Writer& writer, const std::string& library, const SpotTable& spots)
{
    // Space Ranger's frame has circles of 105 µm where its spots are said to have 65: what plots scale by.
    constexpr double FiducialsPerSpot = 105.0 / 65.0;
    const auto folder = "uns/spatial/" + safeName(library);
    writer.group(folder, "dict", "0.1.0");
    writer.group(folder + "/images", "dict", "0.1.0");
    writer.group(folder + "/scalefactors", "dict", "0.1.0");
    const auto diameter = spots.diameterLevel0Px;
    writer.numberScalar(folder + "/scalefactors/spot_diameter_fullres", diameter);
    writer.numberScalar(folder + "/scalefactors/fiducial_diameter_fullres", diameter * FiducialsPerSpot);
    return folder;
}

/// What the numbers are, in words.
void writeUnits(H5Writer& writer, const Layer& first, bool ofSeveral)
{
    writer.group("uns/transcope/units", "dict", "0.1.0");
    writer.textScalar("uns/transcope/units/X", std::string(valueLabel(first.provenance.normalisation)));
    writer.textScalar("uns/transcope/units/spatial",
                      ofSeveral
                          ? "level-0 px of the slide that obs['library_id'] names, x to the right, y down; "
                            "slides have no common frame"
                          : "level-0 px of the slide, x to the right, y down");
}

} // namespace

Result<void> writeSpatial(H5Writer& writer, const SpotTable& spots, const H5adExtras& extras,
                          std::span<const H5adPart> parts)
{
    constexpr std::int64_t HiresPx = 2000, LowresPx = 600;
    writer.group("uns/spatial", "dict", "0.1.0");
    for (const auto& part : parts)
        writeScaleFactors(writer, part.name, *part.spots);
    if (!parts.empty())
        return {};
    const auto folder = writeScaleFactors(writer, extras.library, spots);
    if (extras.slide == nullptr)
        return {};
    TRY_RUN(writePicture(writer, folder, "hires", HiresPx, extras));
    return writePicture(writer, folder, "lowres", LowresPx, extras);
}

void writeProvenance(H5Writer& writer, const SpotTable& spots, const std::vector<const Layer*>& layers,
                     std::span<const H5adPart> parts)
{
    writer.group("uns/transcope", "dict", "0.1.0");
    auto object = layerToJson(*layers.front());
    if (parts.empty())
        object.update(geometryToJson(spots));
    writeScalars(writer, "uns/transcope", object);
    writeUnits(writer, *layers.front(), !parts.empty());
    writer.group("uns/transcope/layers", "dict", "0.1.0");
    for (std::size_t i = 1; i < layers.size(); ++i) {
        const auto group = "uns/transcope/layers/" + matrixName(*layers[i], *layers.front());
        writer.group(group, "dict", "0.1.0");
        writeScalars(writer, group, layerToJson(*layers[i]));
    }
    if (!parts.empty())
        writer.group("uns/transcope/sections", "dict", "0.1.0");
    for (const auto& part : parts) {
        const auto group = "uns/transcope/sections/" + safeName(part.name);
        writer.group(group, "dict", "0.1.0");
        auto facts = geometryToJson(*part.spots);
        facts.update(part.facts);
        writeScalars(writer, group, facts);
    }
}

} // namespace transcope::core
