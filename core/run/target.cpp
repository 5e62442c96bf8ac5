#include "core/run/target.h"

#include "core/base/try.h"
#include "core/run/trainedsections.h"
#include "core/run/training.h"
#include "core/spots/samespots.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>
#include <set>
#include <sstream>

namespace transcope::core {

namespace {

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

bool sameButForScale(const LayerInfo& a, const LayerInfo& b)
{
    return a.kind == b.kind && a.spotTable == b.spotTable && a.genes == b.genes &&
           a.provenance.method == b.provenance.method &&
           a.provenance.weightsHash == b.provenance.weightsHash &&
           a.provenance.precision == b.provenance.precision && a.provenance.views == b.provenance.views &&
           a.provenance.part == b.provenance.part;
}

/// The layer that a run with `wanted` goes on filling; nullptr when there is none. Weights have one scale, so
/// a layer of theirs that records the slide's instead is one that earlier command lines began.
const LayerInfo* layerToResume(const std::vector<LayerInfo>& layers, const LayerInfo& wanted,
                               const Scale& slide)
{
    for (const double recorded : {wanted.provenance.umPerPx, slide.umPerPx.value_or(0)})
        for (const LayerInfo& layer : layers)
            if (sameButForScale(layer, wanted) && sameScale(layer.provenance.umPerPx, recorded))
                return &layer;
    return nullptr;
}

bool nameTaken(const std::vector<LayerInfo>& layers, const std::string& name)
{
    return std::any_of(layers.begin(), layers.end(), [&](const LayerInfo& l) { return l.name == name; });
}

LayerInfo keepColumns(LayerInfo info, const std::vector<int>& columns)
{
    LayerInfo kept = info;
    kept.genes.clear();
    kept.heldOutScore.clear();
    for (const int column : columns) {
        kept.genes.push_back(info.genes[column]);
        if (!info.heldOutScore.empty())
            kept.heldOutScore.push_back(info.heldOutScore[column]);
    }
    return kept;
}

/// The layer's number; wanted gets its name.
Result<std::int64_t> resumeOrAddLayer(Session& session, LayerInfo& wanted, const Scale& scale)
{
    TRY(const auto layers, session.layers());
    if (const auto* layer = layerToResume(layers, wanted, scale)) {
        wanted.name = layer->name;
        return layer->id;
    }
    const std::string base = wanted.name;
    for (int number = 2; nameTaken(layers, wanted.name); ++number)
        wanted.name = base + " " + std::to_string(number);
    return session.addLayer(wanted);
}

/// What a part of the run that fills `whole` is, before it has rows.
LayerInfo partInfo(const LayerInfo& whole, const RowPart& part)
{
    LayerInfo info = whole;
    info.name += ": " + part.title;
    info.kind = LayerKind::Derived;
    info.heldOutScore.clear();
    info.provenance.part = part.name;
    if (!part.isPerGene())
        info.genes = part.columns;
    return info;
}

/// The part's columns of a row, where it begins at `first` and `genes` of the prediction are kept.
std::vector<int> partColumns(const RowPart& part, const std::vector<int>& genes, std::size_t first)
{
    std::vector<int> columns = genes;
    if (!part.isPerGene()) {
        columns.resize(part.columns.size());
        std::iota(columns.begin(), columns.end(), 0);
    }
    for (int& column : columns)
        column += static_cast<int>(first);
    return columns;
}

/// Layers for what the rows hold besides the prediction; spots that one of them lacks are missing.
Result<void> addParts(RunTarget& target, const LayerInfo& whole, const PredictorInfo& predictor,
                      const Scale& scale)
{
    std::size_t first = predictor.genes.size();
    std::set<int> missing(target.missing.begin(), target.missing.end());
    for (const RowPart& part : predictor.parts) {
        auto wanted = partInfo(whole, part);
        TRY(const auto layer, resumeOrAddLayer(*target.session, wanted, scale));
        TRY(const auto lacking, target.session->missingSpots(layer));
        missing.insert(lacking.begin(), lacking.end());
        target.parts.push_back({layer, partColumns(part, target.columns, first)});
        first += part.width(predictor.genes.size());
    }
    target.missing.assign(missing.begin(), missing.end());
    return {};
}

std::string scaleText(const Scale& scale)
{
    return scale.umPerPx
               ? std::to_string(*scale.umPerPx) + " µm per px (" + scaleSourceText(scale.source) + ")"
               : "an unknown scale";
}

Result<void> checkSlideFile(const Session& session, const RunPlan& plan)
{
    if (session.slide().quickHash == plan.slide.quickHash)
        return {};
    return fail(ErrorCode::InvalidArgument,
                session.path().string() + " belongs to another slide, " + session.slide().path.string(),
                "Choose another session file for " + plan.slide.givenPath.string());
}

Result<void> checkScale(const Session& session, const RunPlan& plan)
{
    const Scale scale = scaleIn(session, plan.slide.slide->umPerPx());
    if (sameScale(scale.umPerPx, plan.scale.umPerPx))
        return {};
    return fail(ErrorCode::InvalidArgument,
                session.path().string() + " was begun with " + scaleText(scale) + ", not with " +
                    scaleText(plan.scale),
                "Choose another session file, or give the same scale as before");
}

/// ", dense 50 µm" of cells, else nothing.
std::string denseText(const SpotTable& spots, const Scale& scale)
{
    if (spots.shape != SpotShape::Cell || !spots.pitchLevel0Px)
        return {};
    constexpr double Decimals = 100; // a pitch in px times the scale is not the round number it was
    std::ostringstream text;
    text << ", dense " << std::round(*spots.pitchLevel0Px * scale.umPerPx.value_or(1) * Decimals) / Decimals
         << (scale.umPerPx ? " µm" : " px");
    return text.str();
}

} // namespace

Result<std::shared_ptr<Session>> sessionIfThere(const std::filesystem::path& path)
{
    std::error_code ignored; // what cannot be looked at cannot be created either, and that error is told
    if (!std::filesystem::exists(path, ignored))
        return nullptr;
    TRY(auto session, openSession(path));
    return std::shared_ptr<Session>(std::move(session));
}

Scale scaleIn(const Session& session, std::optional<double> slideUmPerPx)
{
    return scaleOf(session.slide().umPerPx, slideUmPerPx, session.spots().umPerPx);
}

Result<void> checkSessionSlide(const Session& session, const RunPlan& plan)
{
    TRY_RUN(checkSlideFile(session, plan));
    return checkScale(session, plan);
}

Result<void> checkSessionMatches(const Session& session, const RunPlan& plan)
{
    TRY_RUN(checkSlideFile(session, plan));
    if (!sameSpots(session.spots(), *plan.spots))
        return fail(ErrorCode::InvalidArgument,
                    session.path().string() + " holds " + std::to_string(session.spots().size()) +
                        " other spots of this slide than the " + std::to_string(plan.spots->size()) +
                        " asked for",
                    "Choose another session file, or give the same spots as before");
    return checkScale(session, plan);
}

Result<std::shared_ptr<Session>> sessionFor(const RunPlan& plan, const std::filesystem::path& path,
                                            std::shared_ptr<Session> there)
{
    if (there) {
        TRY_RUN(plan.isDense ? checkSessionSlide(*there, plan) : checkSessionMatches(*there, plan));
        return there;
    }
    const SlideReference slide{plan.slide.givenPath, plan.slide.quickHash, plan.slide.slide->sizeLevel0Px(),
                               plan.scale.umPerPx};
    TRY(auto session, createSession(path, slide, *plan.spots));
    return std::shared_ptr<Session>(std::move(session));
}

LayerInfo predictedLayerInfo(const PredictorInfo& predictor, const Scale& scale)
{
    LayerInfo info;
    info.name = predictor.title;
    if (predictor.views > 1)
        info.name += ", " + std::to_string(predictor.views) + " views";
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
    info.provenance.umPerPx = cutUmPerPx(predictor.patches, scale.umPerPx).value_or(0);
    info.provenance.date = utcNow();
    info.provenance.version = TRANSCOPE_VERSION;
    info.provenance.views = predictor.views;
    info.provenance.trainedSections = trainedSections(predictor);
    return info;
}

Result<RunTarget> findTarget(std::shared_ptr<Session> session, const RunPlan& plan,
                             const PredictorInfo& predictor, std::vector<int> columns)
{
    if (columns.empty()) {
        columns.resize(predictor.genes.size());
        std::iota(columns.begin(), columns.end(), 0);
    }
    auto wanted = keepColumns(predictedLayerInfo(predictor, plan.scale), columns);
    wanted.name += denseText(*plan.spots, plan.scale);
    TRY_RUN(keepTraining(*session, predictor));
    TRY(wanted.spotTable, session->addSpots(*plan.spots));
    TRY(const auto layer, resumeOrAddLayer(*session, wanted, plan.scale));
    TRY(auto missing, session->missingSpots(layer));
    RunTarget target{std::move(session), layer, std::move(missing), std::move(columns), {}};
    TRY_RUN(addParts(target, wanted, predictor, plan.scale));
    return target;
}

} // namespace transcope::core
