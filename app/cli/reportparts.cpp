#include "app/cli/reportparts.h"

#include "app/cli/evaluating.h"
#include "app/cli/figuremaps.h"
#include "app/cli/shown.h"
#include "core/base/resources.h"
#include "core/base/sha256.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/expression/rowpart.h"
#include "core/figure/figure.h"
#include "core/map/layerset.h"
#include "core/region/regionfile.h"
#include "core/region/regionstatistics.h"
#include "core/run/likeness.h"
#include "core/session/session.h"
#include "model/weights/weightsfile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace transcope::app {

using namespace transcope::core;

namespace {

constexpr std::size_t MapGenes = 4, RegionGenes = 8;

/// The card of weights with this hash, where such a file is at hand.
std::optional<model::ModelCard> cardOf(const ReportOptions& options, const Provenance& provenance)
{
    std::vector<std::filesystem::path> files(options.weights.begin(), options.weights.end());
    std::ranges::copy(bundledWeights(), std::back_inserter(files));
    for (const auto& file : files) {
        if (file.filename() != provenance.weightsName ||
            sha256OfFile(file).value_or(std::string()) != provenance.weightsHash)
            continue;
        if (auto card = model::readModelCard(file))
            return std::move(*card);
    }
    return std::nullopt;
}

struct PredictedLayer
{
    LayerInfo info;
    std::optional<model::ModelCard> card; ///< where its weights are at hand
};

/// A session and what of it the parts speak of.
struct Source
{
    std::unique_ptr<Session> session;
    std::vector<LayerInfo> infos;
    std::vector<PredictedLayer> predicted; ///< of these
    const LayerInfo* measured = nullptr;   ///< among infos
    std::string truth;                     ///< file of the measured section; empty without one
};

Result<Source> open(const ReportOptions& options)
{
    Source source;
    TRY(source.session, openSession(options.session));
    TRY(source.infos, source.session->layers());
    source.truth = options.truth;
    for (const auto& info : source.infos) {
        if (info.kind == LayerKind::Measured && source.measured == nullptr) {
            source.measured = &info;
            if (options.truth.empty())
                source.truth = options.session.string();
        }
        if (info.kind == LayerKind::Predicted || info.kind == LayerKind::Imported)
            source.predicted.push_back({info, cardOf(options, info.provenance)});
    }
    if (source.predicted.empty())
        return fail(ErrorCode::NotFound, options.session.string() + ": nothing was predicted in this session",
                    "Predict into it first");
    return source;
}

ReportPart slidePart(const Source& source)
{
    const auto& slide = source.session->slide();
    ReportPart part{"Slide", {}, {}, {}, {}};
    part.texts.push_back(slide.path.filename().string() + ", " + std::to_string(slide.sizeLevel0Px.width) +
                         " × " + std::to_string(slide.sizeLevel0Px.height) + " px, " +
                         scaleText(slide.umPerPx) + ", " + std::to_string(source.session->spots().size()) +
                         " spots" +
                         (source.truth.empty() ? ", nothing measured." : ", with measured expression."));
    return part;
}

ReportPart methodPart(const Source& source)
{
    ReportPart part{"What was predicted, and by what", {}, ReportTable{}, {}, {}};
    part.table->head = {"layer", "weights", "spots", "genes", "values", "computed", "date"};
    for (const auto& [info, card] : source.predicted) {
        const auto& p = info.provenance;
        part.table->rows.push_back({info.name, p.weightsName, std::to_string(info.rowsPresent),
                                    std::to_string(info.genes.size()), std::string(name(p.normalisation)),
                                    p.precision + " on " + p.device, p.date.substr(0, 10)});
        part.texts.push_back(info.name + ": " +
                             (card ? "trained on " + card->trainedOn + "; " + card->split
                                   : "what " + p.weightsName +
                                         " was trained on is not known here (--weights names the file)") +
                             ".");
    }
    return part;
}

/// Of the layer that says how spots compare with the training's.
Result<std::vector<std::string>> doubtsOf(const Source& source, const PredictedLayer& predicted)
{
    const auto& [info, card] = predicted;
    std::vector<std::string> doubts;
    const auto looks = std::ranges::find_if(source.infos, [&](const LayerInfo& part) {
        return part.provenance.part == partname::Appearance && isPartOf(part.provenance, info.provenance);
    });
    if (looks == source.infos.end() || !card || card->looks.empty()) {
        doubts.push_back(
            "It cannot be told whether this slide looks like the training's: the weights do not say, or "
            "are not at hand.");
    } else {
        TRY(const auto layer, source.session->readLayer(looks->id));
        TRY(const auto warnings, likenessWarnings(card->looks, layer));
        for (const auto& warning : warnings)
            doubts.push_back(warning.text.english() + ".");
        if (warnings.empty())
            doubts.push_back("Stain, sharpness and spots look like the training's.");
    }
    TRY(const auto padded, source.session->readPadded(info.id));
    if (const auto beyond = std::ranges::count(padded, 1); beyond > 0)
        doubts.push_back("Patches of " + std::to_string(beyond) + " spots reach beyond the slide.");
    TRY(const auto missing, source.session->missingSpots(info.id));
    if (!missing.empty())
        doubts.push_back(std::to_string(missing.size()) + " spots are not predicted yet.");
    return doubts;
}

Result<ReportPart> warningsPart(const Source& source)
{
    ReportPart part{"Warnings", {}, {}, {}, {}};
    for (const auto& predicted : source.predicted) {
        TRY(const auto doubts, doubtsOf(source, predicted));
        std::string text = predicted.info.name + ":";
        for (const auto& doubt : doubts)
            text += " " + doubt;
        part.texts.push_back(text);
    }
    if (source.truth.empty())
        part.texts.emplace_back(
            "Nothing was measured on this slide: no number here says how right the maps are.");
    return part;
}

std::vector<std::string> scoreRow(const MethodScores& method)
{
    const auto gene = summarise(method.pccGene), beyond = summarise(method.pccGeneBeyondDepth);
    return {method.name + (method.isOracle ? " (an oracle)" : ""),
            std::to_string(method.spots.size()),
            shown(100 * summarise(method.pccSpot).mean, "%.2f"),
            shown(summarise(method.rmseSpot).mean, "%.3f"),
            shown(gene.mean, "%.3f"),
            shown(gene.median, "%.3f"),
            shown(beyond.mean, "%.3f")};
}

ReportPart scoresPart(const Evaluated& evaluated, bool withBaselines)
{
    ReportPart part{"Scores on this section", {}, ReportTable{}, {}, {}};
    part.table->head = {"",       "spots",       "PCC per spot, %", "RMSE", "PCC per gene, mean",
                        "median", "beyond depth"};
    for (const auto* group : {&evaluated.methods, &evaluated.baselines})
        for (const auto& method : *group)
            part.table->rows.push_back(scoreRow(method));
    part.remarks.emplace_back("PCC: Pearson's correlation. Beyond depth: what is left of the correlation per "
                              "gene, its mean, once each spot's "
                              "total count is known. A method that is not better than a baseline that looks "
                              "at no picture adds nothing.");
    for (const auto* group : {&evaluated.methods, &evaluated.leftOut})
        for (const auto& method : *group)
            for (const auto& note : method.notes)
                part.remarks.push_back(method.name + ": " + note);
    if (!withBaselines)
        part.remarks.emplace_back("No baselines: no folder of training sections was given (--baseline).");
    return part;
}

/// Names of the genes that the first prediction has with the largest scores.
std::vector<std::string> bestGenes(const LayerInfo& info, std::vector<double> scores)
{
    std::vector<std::size_t> order(info.genes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    scores.resize(order.size(), std::nan(""));
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t gene) {
        return std::isfinite(scores[gene]) ? scores[gene] : -2;
    });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(MapGenes, order.size()); ++i)
        names.push_back(info.genes[order[i]].name());
    return names;
}

Result<ReportPart> mapsPart(const ReportOptions& options, const Source& source, const Context& context)
{
    FigureMapsOptions maps;
    maps.files = {options.slide.empty() ? source.session->slide().path.string() : options.slide,
                  source.truth,
                  {options.session.string()}};
    maps.genes = options.genes;
    ReportPart part{"Maps", {}, {}, {}, {}};
    if (maps.genes.empty()) {
        const auto& info = source.predicted.front().info;
        maps.genes = bestGenes(info, {info.heldOutScore.begin(), info.heldOutScore.end()});
        part.texts.emplace_back(info.heldOutScore.empty()
                                    ? "The first genes of the list."
                                    : "The genes that " + info.name +
                                          " predicted best on sections left out of its training.");
    }
    TRY(const auto columns, figureSource(maps.files, context));
    TRY(part.maps, mapFigure(maps, columns, context));
    return part;
}

/// One region against all other spots, in the measurement or else the first prediction.
Result<ReportPart> regionPart(const Source& source, const Region& region, const LayerSet& set,
                              const LayerPtr& layer, const Context& context)
{
    const auto inside = spotsInside({region}, *layer->spots);
    const auto& called = calledName(region);
    ReportPart part{"Region: " + (called.empty() ? "without a name" : called), {}, {}, {}, {}};
    const auto outside = otherSpots(inside, layer->spots->size());
    part.texts.push_back(std::to_string(inside.size()) + " spots inside, " + std::to_string(outside.size()) +
                         " outside; " + layer->name +
                         (source.measured != nullptr ? ", measured." : ", predicted."));
    if (inside.empty() || outside.empty())
        return part;
    TRY(const auto shownLayer, set.shown(layer, nullptr));
    TRY(const auto statistics,
        compareSpotSets(*shownLayer->values, inside, outside, context.progress, context.stop));
    part.table = ReportTable{{"gene", "mean inside", "mean outside", "AUC", "p, adjusted"}, {}};
    for (std::size_t g = 0; g < std::min(RegionGenes, statistics.genes.size()); ++g) {
        const auto& gene = statistics.genes[g];
        part.table->rows.push_back({layer->genes[gene.gene].name(), shown(gene.meanInside, "%.3g"),
                                    shown(gene.meanOutside, "%.3g"), shown(gene.auc, "%.3f"),
                                    shown(gene.pAdjusted, "%.2g")});
    }
    part.remarks = statistics.warnings;
    return part;
}

Result<void> addRegionParts(std::vector<ReportPart>& parts, const Source& source, const Context& context)
{
    TRY(const auto regions, regionsOf(*source.session));
    if (regions.empty())
        return {};
    const LayerInfo& chosen = source.measured != nullptr ? *source.measured : source.predicted.front().info;
    TRY(auto read, source.session->readLayer(chosen.id));
    const auto layer = std::make_shared<const Layer>(std::move(read));
    LayerSet set;
    TRY_RUN(set.add(layer));
    for (const auto& region : regions) {
        TRY(auto part, regionPart(source, region, set, layer, context));
        parts.push_back(std::move(part));
    }
    return {};
}

ReportPart provenancePart(const ReportOptions& options, const Source& source)
{
    ReportPart part{"Where this comes from", {}, {}, {}, {}};
    part.texts.push_back("Session " + options.session.filename().string() + "; slide " +
                         source.session->slide().path.string() + ", hash " +
                         source.session->slide().quickHash + ".");
    for (const auto& [info, card] : source.predicted)
        part.texts.push_back(info.name + ": " +
                             provenanceLine(info.provenance, info.genes.size(), std::nullopt) +
                             "; weights SHA-256 " + info.provenance.weightsHash);
    part.remarks.emplace_back(
        "Predictions are beliefs of a model, not measurements, and no basis for a diagnosis.");
    return part;
}

} // namespace

Result<Report> reportOf(const ReportOptions& options, const Context& context)
{
    TRY(const auto source, open(options));
    Report report{"Predicted expression: " + source.session->slide().path.filename().string(),
                  "transcope " TRANSCOPE_VERSION ", " + options.session.filename().string(),
                  {}};
    report.parts.push_back(slidePart(source));
    report.parts.push_back(methodPart(source));
    TRY(auto warnings, warningsPart(source));
    report.parts.push_back(std::move(warnings));
    TRY(auto maps, mapsPart(options, source, context));
    report.parts.push_back(std::move(maps));
    if (!source.truth.empty()) {
        EvaluateOptions evaluation;
        evaluation.truths = {source.truth};
        evaluation.predicted = {options.session.string()};
        evaluation.baseline = options.baseline;
        TRY(const auto evaluated, evaluateFiles(evaluation, context));
        report.parts.push_back(scoresPart(evaluated, !options.baseline.empty()));
    }
    TRY_RUN(addRegionParts(report.parts, source, context));
    report.parts.push_back(provenancePart(options, source));
    return report;
}

} // namespace transcope::app
