#include "core/session/predictedlayer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <ctime>

namespace transcope::core {

namespace {

// Positions are stored in full; the tolerance is for spots read back from text formats.
constexpr double SamePositionPx = 0.01;

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::string displayName(const std::string& method)
{
    std::string name = method;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
    return name;
}

bool sameRun(const LayerInfo& a, const LayerInfo& b)
{
    return a.kind == b.kind && a.genes == b.genes && a.provenance.method == b.provenance.method &&
           a.provenance.weightsHash == b.provenance.weightsHash && a.provenance.precision == b.provenance.precision &&
           a.provenance.umPerPx == b.provenance.umPerPx;
}

bool nameTaken(const std::vector<LayerInfo>& layers, const std::string& name)
{
    return std::any_of(layers.begin(), layers.end(), [&](const LayerInfo& l) { return l.name == name; });
}

bool sameSpot(const Spot& a, const Spot& b)
{
    return a.id == b.id && std::abs(a.centreLevel0Px.x - b.centreLevel0Px.x) < SamePositionPx &&
           std::abs(a.centreLevel0Px.y - b.centreLevel0Px.y) < SamePositionPx;
}

} // namespace

LayerInfo predictedLayerInfo(const PredictorInfo& predictor, std::optional<double> umPerPx)
{
    LayerInfo info;
    info.name = displayName(predictor.method);
    info.kind = LayerKind::Predicted;
    info.genes = predictor.genes;
    info.heldOutScore = predictor.heldOutScore;
    info.provenance.method = predictor.method;
    info.provenance.weightsName = predictor.weightsName;
    info.provenance.weightsHash = predictor.weightsHash;
    info.provenance.normalisation = predictor.normalisation;
    info.provenance.precision = predictor.precision;
    info.provenance.precisionReason = predictor.precisionReason;
    info.provenance.device = predictor.device;
    info.provenance.umPerPx = umPerPx.value_or(0);
    info.provenance.date = utcNow();
    info.provenance.version = TRANSCOPE_VERSION;
    return info;
}

Result<std::int64_t> resumeOrAddLayer(Session& session, LayerInfo wanted)
{
    const auto layers = session.layers();
    if (!layers)
        return tl::unexpected(layers.error());
    for (const LayerInfo& layer : *layers)
        if (sameRun(layer, wanted))
            return layer.id;
    const std::string base = wanted.name;
    for (int number = 2; nameTaken(*layers, wanted.name); ++number)
        wanted.name = base + " " + std::to_string(number);
    return session.addLayer(wanted);
}

Result<void> checkSessionMatches(const Session& session, const SlideReference& slide, const SpotTable& spots)
{
    const std::string file = session.path().string();
    if (session.slide().quickHash != slide.quickHash)
        return fail(ErrorCode::InvalidArgument,
                    file + " belongs to another slide, " + session.slide().path.string(),
                    "choose another output file for " + slide.path.string());
    const auto& held = session.spots().spots;
    if (!std::equal(held.begin(), held.end(), spots.spots.begin(), spots.spots.end(), sameSpot))
        return fail(ErrorCode::InvalidArgument,
                    file + " holds " + std::to_string(held.size()) + " other spots of this slide than the " +
                        std::to_string(spots.size()) + " asked for",
                    "choose another output file, or give the same spots as before");
    return {};
}

} // namespace transcope::core
