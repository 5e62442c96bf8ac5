#include "app/cli/exportpicture.h"

#include "core/evaluation/evaluationinput.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/normalisation.h"
#include "core/figure/figure.h"
#include "core/slide/slideimport.h"
#include "core/stats/pca.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace transcope::app {

using namespace transcope::core;

namespace {

Result<std::vector<float>> geneValues(const Layer& layer, const std::string& gene)
{
    const int column = findGene(layer.genes, gene);
    if (column < 0)
        return fail(ErrorCode::NotFound, "layer " + layer.name + " has no gene \"" + gene + "\"",
                    "Check the spelling, or use the Ensembl id");
    return layer.values->gene(static_cast<std::size_t>(column));
}

/// The gene's measured values at the session's spots, NaN where there are none, in the prediction's
/// normalisation.
Result<std::vector<float>> measuredValues(const std::filesystem::path& truth, const SpotTable& spots,
                                          const Layer& predicted, const std::string& gene)
{
    const auto section = loadTruth(truth);
    if (!section)
        return tl::unexpected(section.error());
    const auto prepared = prepareTruth(*section, predicted.genes, predicted.provenance.normalisation);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const auto column =
        std::find(prepared->columns.begin(), prepared->columns.end(), findGene(predicted.genes, gene));
    if (column == prepared->columns.end())
        return fail(ErrorCode::NotFound, truth.string() + ": gene \"" + gene + "\" is not measured",
                    "Choose another gene");
    const auto values = prepared->values.gene(static_cast<std::size_t>(column - prepared->columns.begin()));
    std::unordered_map<std::string, float> valueOf;
    for (std::size_t s = 0; s < values.size(); ++s)
        valueOf.emplace(section->spots.spots[s].id, values[s]);
    std::vector<float> measured;
    for (const auto& spot : spots.spots) {
        const auto found = valueOf.find(spot.id);
        measured.push_back(found == valueOf.end() ? std::numeric_limits<float>::quiet_NaN() : found->second);
    }
    return measured;
}

Result<ColourScale> scaleFor(const PictureOptions& options, const std::vector<float>& values)
{
    const std::string wanted = !options.colours.empty() ? options.colours
                               : options.residual       ? "diverging"
                                                        : "viridis";
    const auto map = colourMapNamed(wanted);
    if (!map)
        return fail(ErrorCode::InvalidArgument, "--colours " + wanted + ": there is no such colour map",
                    "Use viridis, magma, inferno, cividis, turbo, grey or diverging");
    if (options.range.size() == 2) {
        if (!(options.range[0] < options.range[1]))
            return fail(ErrorCode::InvalidArgument, "--range: the low end must be below the high end",
                        "Swap the two");
        return ColourScale{*map, options.range[0], options.range[1]};
    }
    const auto range = defaultRange(values, options.residual);
    return ColourScale{*map, range.low, range.high};
}

/// Colours, legend and title of one gene or its residual.
Result<void> paintGene(const PictureOptions& options, const Session& session, const Layer& layer,
                       Figure& figure)
{
    auto values = geneValues(layer, options.gene);
    if (!values)
        return tl::unexpected(values.error());
    figure.title = options.gene + " (" + layer.name + ")";
    figure.scaleLabel = valueLabel(layer.provenance.normalisation);
    if (options.residual) {
        const auto truth = options.truth.empty() ? session.path() : std::filesystem::path(options.truth);
        const auto measured = measuredValues(truth, session.spots(), layer, options.gene);
        if (!measured)
            return tl::unexpected(measured.error());
        for (std::size_t s = 0; s < values->size(); ++s)
            (*values)[s] -= (*measured)[s];
        figure.title = options.gene + " (" + layer.name + " − measured)";
        figure.scaleLabel = "predicted − measured, " + figure.scaleLabel;
    }
    const auto scale = scaleFor(options, *values);
    if (!scale)
        return tl::unexpected(scale.error());
    figure.scale = *scale;
    for (const float value : *values)
        figure.spotColours.push_back(scale->colourOf(value));
    return {};
}

Result<void> paintComponents(const Layer& layer, Figure& figure)
{
    const auto values = columnsOf(*layer.values);
    if (!values)
        return tl::unexpected(values.error());
    const auto pca = principalComponents(*values, 3);
    if (pca.scores.genes() < 3)
        return fail(ErrorCode::BadInput, "layer " + layer.name + " has fewer than three principal components",
                    "Predict more spots, or show a gene");
    figure.spotColours = pcaColours(pca.scores.gene(0), pca.scores.gene(1), pca.scores.gene(2));
    figure.title = "Principal components 1–3 as red, green, blue (" + layer.name + ")";
    return {};
}

} // namespace

Result<Output> exportPicture(const PictureOptions& options, const Session& session, const Layer& layer,
                             const std::filesystem::path& out, const Context& context)
{
    if (options.gene.empty() && !options.pca)
        return fail(ErrorCode::InvalidArgument, out.string() + ": nothing is chosen to be drawn",
                    "Give --gene G or --pca");
    Figure figure;
    auto painted = options.pca ? paintComponents(layer, figure) : paintGene(options, session, layer, figure);
    if (!painted)
        return tl::unexpected(painted.error());
    const std::filesystem::path path = options.slide.empty() ? session.slide().path.string() : options.slide;
    auto slide = openOrImportSlide(path, defaultCacheDir(), context.progress, context.stop);
    if (!slide) {
        if (slide.error().code == ErrorCode::NotFound)
            slide.error().whatToDo = "Name the slide's new place with --slide";
        return tl::unexpected(slide.error());
    }
    figure.slide = *slide;
    figure.spots = &session.spots();
    figure.opacity = options.opacity;
    figure.widthPx = options.widthPx;
    figure.umPerPx = session.slide().umPerPx ? session.slide().umPerPx : session.spots().umPerPx;
    figure.provenance = provenanceLine(layer.provenance, layer.genes.size(), figure.scale);
    const auto size = writeFigure(figure, out, context.stop);
    if (!size)
        return tl::unexpected(size.error());
    return Output{{{"out", out.string()}, {"width", size->width}, {"height", size->height}},
                  "Wrote " + out.string() + ", " + std::to_string(size->width) + " × " +
                      std::to_string(size->height) + " px\n"};
}

} // namespace transcope::app
