#include "core/map/layerscores.h"

#include "core/base/csvcell.h"
#include "core/expression/genematching.h"
#include "core/spots/spottable.h"

#include <cmath>
#include <cstdio>
#include <limits>

namespace transcope::core {

namespace {

ScoreBox boxOf(const std::vector<double>& values)
{
    const auto summary = summarise(values);
    return {boxSummary(values), summary.mean, summary.undefined};
}

/// As long as the values themselves.
const std::vector<double>& noImageOf(const LayerComparison& comparison, ScoreKind kind)
{
    if (kind == ScoreKind::PccGene)
        return comparison.depthPccGene;
    return kind == ScoreKind::PccSpot ? comparison.meanPccSpot : comparison.meanRmseSpot;
}

} // namespace

const std::vector<double>& valuesOf(const LayerComparison& comparison, ScoreKind kind)
{
    if (kind == ScoreKind::PccGene)
        return comparison.scores.pccGene;
    return kind == ScoreKind::PccSpot ? comparison.scores.pccSpot : comparison.scores.rmseSpot;
}

LayerScores layerScores(const LayerComparison& comparison)
{
    LayerScores scores;
    for (const auto kind : AllScoreKinds) {
        const auto& own = valuesOf(comparison, kind);
        const auto noImage = noImageOf(comparison, kind);
        scores.kinds[static_cast<std::size_t>(kind)] = {boxOf(own), boxOf(noImage),
                                                        pairedTTest(own, noImage)};
    }
    return scores;
}

PairedTTest compareScores(const ScoredLayer& a, const ScoredLayer& b, ScoreKind kind, const LayerSet& layers)
{
    const auto& own = valuesOf(*a.comparison, kind);
    const auto& others = valuesOf(*b.comparison, kind);
    const auto genes =
        kind == ScoreKind::PccGene ? matchGenes(a.layer->genes, b.layer->genes).columns : std::vector<int>();
    std::vector<double> matched(own.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < own.size(); ++i) {
        const int there =
            kind == ScoreKind::PccGene ? genes[i] : layers.sameSpot(a.layer, static_cast<int>(i), b.layer);
        if (there >= 0)
            matched[i] = others[static_cast<std::size_t>(there)];
    }
    return pairedTTest(own, matched);
}

namespace {

std::string cell(double value)
{
    if (std::isnan(value))
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

} // namespace

std::string scoresCsv(const std::vector<ScoredLayer>& layers)
{
    std::string csv = "layer,of,name,correlation,rmse,correlation_no_image,rmse_no_image\n";
    for (const auto& [layer, comparison] : layers) {
        const auto& scores = comparison->scores;
        for (std::size_t s = 0; s < scores.pccSpot.size(); ++s)
            csv += csvCell(layer->name) + ",spot," + csvCell(layer->spots->spots[s].id) + ',' +
                   cell(scores.pccSpot[s]) + ',' + cell(scores.rmseSpot[s]) + ',' +
                   cell(comparison->meanPccSpot[s]) + ',' + cell(comparison->meanRmseSpot[s]) + '\n';
        for (std::size_t g = 0; g < scores.pccGene.size(); ++g)
            csv += csvCell(layer->name) + ",gene," + csvCell(layer->genes[g].name()) + ',' +
                   cell(scores.pccGene[g]) + ",," + cell(comparison->depthPccGene[g]) + ",\n";
    }
    return csv;
}

} // namespace transcope::core
