#include "core/io/provenancejson.h"

#include "core/expression/normalisation.h"
#include "core/spots/latticename.h"
#include "core/spots/shapename.h"

#include <array>
#include <nlohmann/json.hpp>

namespace transcope::core {

using nlohmann::json;

namespace {

struct TextField
{
    const char* key;
    std::string Provenance::*member;
};

constexpr std::array<TextField, 10> textFields = {{{"method", &Provenance::method},
                                                   {"weights_name", &Provenance::weightsName},
                                                   {"weights_hash", &Provenance::weightsHash},
                                                   {"precision", &Provenance::precision},
                                                   {"precision_reason", &Provenance::precisionReason},
                                                   {"device", &Provenance::device},
                                                   {"date", &Provenance::date},
                                                   {"version", &Provenance::version},
                                                   {"part", &Provenance::part},
                                                   {"trained_sections", &Provenance::trainedSections}}};

std::optional<double> positiveNumber(const json& object, const char* key)
{
    const auto it = object.find(key);
    if (it == object.end() || !it->is_number() || !(it->get<double>() > 0))
        return std::nullopt;
    return it->get<double>();
}

} // namespace

json toJson(const Provenance& provenance)
{
    json object;
    for (const auto& [key, member] : textFields)
        object[key] = provenance.*member;
    object["normalisation"] = name(provenance.normalisation);
    object["patch_um_per_px"] = provenance.umPerPx;
    object["views"] = provenance.views;
    return object;
}

Provenance provenanceFromJson(const json& object)
{
    Provenance provenance;
    if (!object.is_object())
        return provenance;
    for (const auto& [key, member] : textFields) {
        if (const auto it = object.find(key); it != object.end() && it->is_string())
            provenance.*member = it->get<std::string>();
    }
    if (const auto it = object.find("normalisation"); it != object.end() && it->is_string())
        provenance.normalisation =
            keptNormalisation(it->get<std::string>()).value_or(provenance.normalisation);
    provenance.umPerPx = positiveNumber(object, "patch_um_per_px").value_or(0);
    provenance.views = static_cast<int>(positiveNumber(object, "views").value_or(1));
    return provenance;
}

json geometryToJson(const SpotTable& spots)
{
    json object;
    object["lattice"] = latticeName(spots.lattice);
    object["spot_diameter_px"] = spots.diameterLevel0Px;
    object["spot_shape"] = shapeName(spots.shape);
    if (spots.pitchLevel0Px)
        object["pitch_px"] = *spots.pitchLevel0Px;
    if (spots.umPerPx)
        object["um_per_px"] = *spots.umPerPx;
    return object;
}

void geometryFromJson(const json& object, SpotTable& spots)
{
    if (!object.is_object())
        return;
    if (const auto it = object.find("lattice"); it != object.end() && it->is_string())
        spots.lattice = latticeNamed(it->get<std::string>()).value_or(spots.lattice);
    if (const auto it = object.find("spot_shape"); it != object.end() && it->is_string())
        spots.shape = shapeNamed(it->get<std::string>()).value_or(spots.shape);
    if (const auto diameter = positiveNumber(object, "spot_diameter_px"))
        spots.diameterLevel0Px = *diameter;
    if (const auto pitch = positiveNumber(object, "pitch_px"))
        spots.pitchLevel0Px = pitch;
    if (const auto scale = positiveNumber(object, "um_per_px"))
        spots.umPerPx = scale;
}

} // namespace transcope::core
