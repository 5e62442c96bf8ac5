#include "core/report/sectionreport.h"

#include "core/base/shown.h"
#include "core/base/try.h"
#include "core/evaluation/evaluatefiles.h"
#include "core/expression/normalisation.h"
#include "core/expression/rowpart.h"
#include "core/figure/figure.h"
#include "core/report/figuresource.h"
#include "core/report/reportsource.h"
#include "core/run/likeness.h"
#include "core/run/trainedsections.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace transcope::core {

namespace {

constexpr std::size_t MapGenes = 4;

ReportPart slidePart(const ReportSource& source)
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

ReportPart methodPart(const ReportSource& source)
{
    ReportPart part{"What was predicted, and by what", {}, ReportTable{}, {}, {}};
    part.table->head = {"layer", "weights", "spots", "genes", "values", "computed", "date"};
    for (const auto& [info, training] : source.predicted) {
        const auto& p = info.provenance;
        part.table->rows.push_back({info.name, p.weightsName, std::to_string(info.rowsPresent),
                                    std::to_string(info.genes.size()), std::string(name(p.normalisation)),
                                    p.precision + " on " + p.device, p.date.substr(0, 10)});
        part.texts.push_back(info.name + ": " +
                             (training ? "trained on " + training->trainedOn + "; " + training->split
                                       : "what " + p.weightsName +
                                             " was trained on is not kept in this session; starting the same "
                                             "prediction again keeps it and computes nothing anew") +
                             ".");
    }
    return part;
}

/// Of the layer that says how spots compare with the training's.
Result<std::vector<std::string>> doubtsOf(const ReportSource& source, const PredictedLayer& predicted)
{
    const LayerInfo& info = predicted.info;
    TRY(const auto kept, keptWarnings(*source.session, info));
    std::vector<std::string> doubts;
    if (const auto name = trainedSectionOf(info.provenance.trainedSections, source.session->slide().path);
        !name.empty())
        doubts.push_back("Trained on a section of this name, " + name +
                         ": what is right here says nothing about other slides.");
    for (const auto& warning : kept.warnings)
        doubts.push_back(warning.text.english() + ".");
    if (!kept.knowsLooks)
        doubts.push_back(
            "It cannot be told whether this slide looks like the training's: the session does not say what "
            "that looked like.");
    else if (kept.warnings.empty())
        doubts.push_back("Scale, stain, sharpness and spots look like the training's.");
    TRY(const auto padded, source.session->readPadded(info.id));
    if (const auto beyond = std::ranges::count(padded, 1); beyond > 0)
        doubts.push_back("Patches of " + std::to_string(beyond) + " spots reach beyond the slide.");
    TRY(const auto missing, source.session->missingSpots(info.id));
    if (!missing.empty())
        doubts.push_back(std::to_string(missing.size()) + " spots are not predicted yet.");
    return doubts;
}

Result<ReportPart> warningsPart(const ReportSource& source)
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
        part.remarks.emplace_back("No baselines: no folder of training sections was given.");
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

Result<ReportPart> mapsPart(const ReportInputs& inputs, const ReportSource& source,
                            const ProgressFn& progress, const std::stop_token& stop)
{
    const auto& slide = inputs.slide.empty() ? source.session->slide().path : inputs.slide;
    auto genes = inputs.genes;
    ReportPart part{"Maps", {}, {}, {}, {}};
    if (genes.empty()) {
        const auto& info = source.predicted.front().info;
        genes = bestGenes(info, {info.heldOutScore.begin(), info.heldOutScore.end()});
        part.texts.emplace_back(info.heldOutScore.empty()
                                    ? "The first genes of the list."
                                    : "The genes that " + info.name +
                                          " predicted best on sections left out of its training.");
    }
    TRY(const auto columns,
        figureSource({slide.string(), source.truth, {inputs.session.string()}}, progress, stop));
    std::vector<FigureRow> rows;
    for (const auto& gene : genes)
        rows.push_back({geneRecipe(gene), gene});
    TRY(part.maps, mapFigure(columns, rows, {}, stop));
    return part;
}

ReportPart provenancePart(const ReportInputs& inputs, const ReportSource& source)
{
    ReportPart part{"Where this comes from", {}, {}, {}, {}};
    part.texts.push_back("Session " + inputs.session.filename().string() + "; slide " +
                         source.session->slide().path.string() + ", hash " +
                         source.session->slide().quickHash + ".");
    for (const auto& [info, training] : source.predicted)
        part.texts.push_back(info.name + ": " +
                             provenanceLine(info.provenance, info.genes.size(), std::nullopt) +
                             "; weights SHA-256 " + info.provenance.weightsHash);
    part.remarks.emplace_back(
        "Predictions are beliefs of a model, not measurements, and no basis for a diagnosis.");
    return part;
}

} // namespace

Result<Report> sectionReport(const ReportInputs& inputs, const ProgressFn& progress, std::stop_token stop)
{
    TRY(const auto source, openReportSource(inputs));
    Report report{"Predicted expression: " + source.session->slide().path.filename().string(),
                  "transcope " TRANSCOPE_VERSION ", " + inputs.session.filename().string(),
                  {}};
    report.parts.push_back(slidePart(source));
    report.parts.push_back(methodPart(source));
    TRY(auto warnings, warningsPart(source));
    report.parts.push_back(std::move(warnings));
    TRY(auto maps, mapsPart(inputs, source, progress, stop));
    report.parts.push_back(std::move(maps));
    if (!source.truth.empty()) {
        EvaluateOptions evaluation;
        evaluation.truths = {source.truth};
        evaluation.predicted = {inputs.session.string()};
        evaluation.baseline = inputs.baseline.string();
        TRY(const auto evaluated, evaluateFiles(evaluation, progress, stop));
        report.parts.push_back(scoresPart(evaluated, !inputs.baseline.empty()));
    }
    TRY_RUN(addRegionParts(report.parts, source, progress, stop));
    report.parts.push_back(provenancePart(inputs, source));
    return report;
}

} // namespace transcope::core
