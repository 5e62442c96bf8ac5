#include "core/rpc/messages.h"

#include "core/expression/genejson.h"
#include "core/expression/normalisation.h"
#include "core/predict/looksjson.h"
#include "core/predict/plausiblepatches.h"
#include "core/rpc/base64.h"
#include "core/spots/latticename.h"
#include "core/spots/shapename.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace transcope::core {

static_assert(std::endian::native == std::endian::little, "numbers travel as little-endian bytes");

using nlohmann::json;

namespace {

/// A whole number in [low, high]; nlohmann alone would cut a large or broken one into an int.
template <class Integer = int>
Integer whole(const json& value, Integer low = std::numeric_limits<Integer>::min(),
              Integer high = std::numeric_limits<Integer>::max())
{
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
        throw std::invalid_argument("not a whole number");
    const auto number = value.get<std::int64_t>();
    if (number < low || number > high)
        throw std::invalid_argument("number " + std::to_string(number) + " out of range");
    return static_cast<Integer>(number);
}

double finite(const json& value)
{
    const double number = value.get<double>();
    if (!std::isfinite(number))
        throw std::invalid_argument("not a finite number");
    return number;
}

json optionalNumber(const std::optional<double>& value)
{
    return value ? json(*value) : json();
}

std::optional<double> optionalFinite(const json& value)
{
    if (value.is_null())
        return std::nullopt;
    return finite(value);
}

template <class T> std::string packed(const std::vector<T>& values)
{
    return toBase64(std::as_bytes(std::span(values)));
}

template <class T> std::vector<T> unpacked(const json& value)
{
    const auto bytes = fromBase64(value.get_ref<const std::string&>());
    if (!bytes || bytes->size() % sizeof(T) != 0)
        throw std::invalid_argument("broken base64");
    std::vector<T> values(bytes->size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes->data(), bytes->size());
    return values;
}

std::vector<int> indices(const json& value)
{
    if (!value.is_array())
        throw std::invalid_argument("not a list of numbers");
    std::vector<int> numbers;
    numbers.reserve(value.size());
    for (const json& item : value)
        numbers.push_back(whole(item, 0));
    return numbers;
}

} // namespace

void to_json(json& json, const InitializeParams& params)
{
    json = {{"protocol", params.protocol}, {"client", params.client}};
}

void from_json(const json& json, InitializeParams& params)
{
    params.protocol = whole(json.at("protocol"));
    json.at("client").get_to(params.client);
}

void to_json(json& json, const InitializeResult& result)
{
    json = {
        {"protocol", result.protocol}, {"version", result.version}, {"wantsPatches", result.wantsPatches}};
}

void from_json(const json& json, InitializeResult& result)
{
    result.protocol = whole(json.at("protocol"));
    json.at("version").get_to(result.version);
    result.wantsPatches = json.value("wantsPatches", false);
}

void to_json(json& json, const LoadWeightsParams& params)
{
    json = {{"path", params.path},           {"device", params.device},
            {"precision", params.precision}, {"trust", params.trust},
            {"views", params.views},         {"splitLevels", params.splitLevels},
            {"attention", params.attention}, {"features", params.features}};
}

void from_json(const json& json, LoadWeightsParams& params)
{
    json.at("path").get_to(params.path);
    json.at("device").get_to(params.device);
    json.at("precision").get_to(params.precision);
    params.trust = json.value("trust", "");
    params.views = json.contains("views") ? whole(json.at("views"), 1, EightViews::Views) : 1;
    params.splitLevels = json.value("splitLevels", false);
    params.attention = json.value("attention", false);
    params.features = json.value("features", false);
}

void to_json(json& json, const PredictParams& params)
{
    json = {{"slide", params.slide},
            {"spots", params.spots},
            {"pending", params.pending},
            {"umPerPx", optionalNumber(params.umPerPx)},
            {"batchSize", params.batchSize}};
}

void from_json(const json& json, PredictParams& params)
{
    json.at("slide").get_to(params.slide);
    json.at("spots").get_to(params.spots);
    params.pending = indices(json.at("pending"));
    params.umPerPx = optionalFinite(json.at("umPerPx"));
    params.batchSize = whole(json.at("batchSize"), 0, 1 << 16);
}

void to_json(json& json, const PatchRows& rows)
{
    json = {{"rows", packed(rows.values)}};
}

void from_json(const json& json, PatchRows& rows)
{
    rows.values = unpacked<float>(json.at("rows"));
}

void to_json(json& json, const PatchBatch& batch)
{
    auto levels = json::array();
    for (const auto& level : batch.levels)
        levels.push_back(packed(level));
    json = {{"count", batch.count}, {"sizePx", batch.sizePx}, {"levels", std::move(levels)}};
}

void from_json(const json& json, PatchBatch& batch)
{
    batch.count = whole(json.at("count"), 1, 1 << 16);
    batch.sizePx = whole(json.at("sizePx"), 1, 1 << 16);
    for (const auto& level : json.at("levels"))
        batch.levels.push_back(unpacked<std::uint8_t>(level));
}

void to_json(json& json, const CancelParams& params)
{
    json = {{"request", params.request}};
}

void from_json(const json& json, CancelParams& params)
{
    params.request = whole<RequestId>(json.at("request"));
}

void to_json(json& json, const ProgressParams& params)
{
    json = {{"request", params.request},
            {"stage", params.progress.stage},
            {"done", params.progress.done},
            {"total", params.progress.total},
            {"elapsedSeconds", params.progress.elapsedSeconds},
            {"secondsLeft", optionalNumber(params.progress.secondsLeft)}};
}

void from_json(const json& json, ProgressParams& params)
{
    params.request = whole<RequestId>(json.at("request"));
    json.at("stage").get_to(params.progress.stage);
    params.progress.done = whole<std::int64_t>(json.at("done"), 0);
    params.progress.total = whole<std::int64_t>(json.at("total"), 0);
    params.progress.elapsedSeconds = finite(json.at("elapsedSeconds"));
    params.progress.secondsLeft = optionalFinite(json.at("secondsLeft"));
}

void to_json(json& json, const RunRows& rows)
{
    json = {{"request", rows.run},
            {"spots", rows.spots},
            {"rows", packed(rows.values)},
            {"padded", packed(rows.padded)}};
}

void from_json(const json& json, RunRows& rows)
{
    rows.run = whole<RequestId>(json.at("request"));
    rows.spots = indices(json.at("spots"));
    rows.values = unpacked<float>(json.at("rows"));
    rows.padded = unpacked<std::uint8_t>(json.at("padded"));
}

void to_json(json& json, const RowPart& part)
{
    json = {{"name", part.name}, {"title", part.title}, {"columns", part.columns}};
}

void from_json(const json& json, RowPart& part)
{
    json.at("name").get_to(part.name);
    json.at("title").get_to(part.title);
    json.at("columns").get_to(part.columns);
    if (part.name.empty())
        throw std::invalid_argument("a part of the rows has no name");
}

void to_json(json& json, const PredictorInfo& info)
{
    json = {{"method", info.method},
            {"title", info.title},
            {"kind", kindName(info.kind)},
            {"genes", info.genes},
            {"sizePx", info.patches.sizePx},
            {"downsamples", info.patches.downsamples},
            {"umPerPx", optionalNumber(info.patches.umPerPx)},
            {"normalisation", name(info.normalisation)},
            {"device", info.device},
            {"precision", info.precision},
            {"precisionReason", info.precisionReason},
            {"weightsName", info.weightsName},
            {"weightsHash", info.weightsHash},
            {"trainedOn", info.trainedOn},
            {"split", info.split},
            {"heldOutScore", packed(info.heldOutScore)}, // base64 keeps NaN
            {"heldOutBeyondDepth", packed(info.heldOutBeyondDepth)},
            {"needsTrust", info.needsTrust},
            {"preferredBatch", info.preferredBatch},
            {"parts", info.parts},
            {"views", info.views},
            {"trainedLooks", info.trainedLooks}};
}

void from_json(const json& json, PredictorInfo& info)
{
    json.at("method").get_to(info.method);
    json.at("title").get_to(info.title);
    const auto kind = kindNamed(json.at("kind").get<std::string>());
    if (!kind)
        throw std::invalid_argument("unknown kind of predictor");
    info.kind = *kind;
    json.at("genes").get_to(info.genes);
    info.patches.sizePx = whole(json.at("sizePx"), 1, 1 << 16);
    json.at("downsamples").get_to(info.patches.downsamples);
    info.patches.umPerPx = optionalFinite(json.at("umPerPx"));
    if (!arePlausible(info.patches))
        throw std::invalid_argument("patches of impossible sizes or levels");
    const auto normalisation = normalisationNamed(json.at("normalisation").get<std::string>());
    if (!normalisation)
        throw std::invalid_argument("unknown normalisation");
    info.normalisation = *normalisation;
    json.at("device").get_to(info.device);
    json.at("precision").get_to(info.precision);
    json.at("precisionReason").get_to(info.precisionReason);
    json.at("weightsName").get_to(info.weightsName);
    json.at("weightsHash").get_to(info.weightsHash);
    json.at("trainedOn").get_to(info.trainedOn);
    json.at("split").get_to(info.split);
    info.heldOutScore = unpacked<float>(json.at("heldOutScore"));
    if (json.contains("heldOutBeyondDepth"))
        info.heldOutBeyondDepth = unpacked<float>(json.at("heldOutBeyondDepth"));
    for (const auto* scores : {&info.heldOutScore, &info.heldOutBeyondDepth})
        if (!scores->empty() && scores->size() != info.genes.size())
            throw std::invalid_argument("held-out scores are not one number per gene");
    info.needsTrust = json.value("needsTrust", "");
    info.preferredBatch = whole(json.at("preferredBatch"), 1);
    if (json.contains("parts")) { // not of workers that have a model of their own
        json.at("parts").get_to(info.parts);
        info.views = whole(json.at("views"), 1, EightViews::Views);
        json.at("trainedLooks").get_to(info.trainedLooks);
    }
    // What a program gives is not known before it runs.
    if (info.method.empty() || (info.genes.empty() && info.needsTrust.empty()))
        throw std::invalid_argument("method and genes must not be empty");
}

void to_json(json& json, const RunSummary& summary)
{
    json = {{"predicted", summary.predicted},       {"paddedSpots", summary.paddedSpots},
            {"seconds", summary.seconds},           {"readSeconds", summary.readSeconds},
            {"modelSeconds", summary.modelSeconds}, {"tilesDecoded", summary.tilesDecoded}};
}

void from_json(const json& json, RunSummary& summary)
{
    summary.predicted = whole<std::int64_t>(json.at("predicted"), 0);
    summary.paddedSpots = whole<std::int64_t>(json.at("paddedSpots"), 0);
    summary.seconds = finite(json.at("seconds"));
    summary.readSeconds = finite(json.at("readSeconds"));
    summary.modelSeconds = finite(json.at("modelSeconds"));
    summary.tilesDecoded = whole<std::int64_t>(json.at("tilesDecoded"), 0);
}

void to_json(json& json, const SpotTable& table)
{
    auto spots = json::array();
    for (const Spot& spot : table.spots)
        spots.push_back(json::array(
            {spot.id, spot.centreLevel0Px.x, spot.centreLevel0Px.y, spot.arrayRow, spot.arrayCol}));
    json = {{"lattice", latticeName(table.lattice)},
            {"diameterLevel0Px", table.diameterLevel0Px},
            {"pitchLevel0Px", optionalNumber(table.pitchLevel0Px)},
            {"umPerPx", optionalNumber(table.umPerPx)},
            {"shape", shapeName(table.shape)},
            {"spots", std::move(spots)}};
}

void from_json(const json& json, SpotTable& table)
{
    const auto lattice = latticeNamed(json.at("lattice").get<std::string>());
    if (!lattice)
        throw std::invalid_argument("unknown lattice");
    const auto shape = shapeNamed(json.value("shape", std::string(shapeName(SpotShape::Disc))));
    if (!shape)
        throw std::invalid_argument("unknown shape of spots");
    table.lattice = *lattice;
    table.shape = *shape;
    table.diameterLevel0Px = finite(json.at("diameterLevel0Px"));
    table.pitchLevel0Px = optionalFinite(json.at("pitchLevel0Px"));
    table.umPerPx = optionalFinite(json.at("umPerPx"));
    for (const auto& spot : json.at("spots"))
        table.spots.push_back({spot.at(0).get<std::string>(),
                               {finite(spot.at(1)), finite(spot.at(2))},
                               whole(spot.at(3)),
                               whole(spot.at(4))});
}

} // namespace transcope::core
