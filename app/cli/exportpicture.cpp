#include "app/cli/exportpicture.h"

#include "core/expression/genematching.h"
#include "core/expression/normalisation.h"
#include "core/figure/figure.h"
#include "core/slide/slideimport.h"
#include "core/stats/pca.h"

#include <algorithm>

namespace transcope::app {

using namespace transcope::core;

namespace {

Result<std::vector<float>> geneValues(const Layer& layer, const std::string& gene)
{
    const int column = findGene(layer.genes, gene);
    if (column < 0)
        return fail(ErrorCode::NotFound, "layer " + layer.name + " has no gene \"" + gene + "\"",
                    "Check the spelling, or use the Ensembl id");
    const auto values = layer.values.gene(static_cast<std::size_t>(column));
    return std::vector<float>(values.begin(), values.end());
}

Result<Layer> measuredLayer(const Session& session)
{
    const auto layers = session.layers();
    if (!layers)
        return tl::unexpected(layers.error());
    for (const auto& info : *layers) {
        if (info.kind == LayerKind::Measured)
            return session.readLayer(info.id);
    }
    return fail(ErrorCode::NotFound, session.path().string() + ": no measured layer to compare with",
                "Open the section's counts with the slide first");
}

/// Measured values in the prediction's normalisation. Raw counts are normalised over the predicted genes.
Result<std::vector<float>> measuredValues(const Session& session, const Layer& predicted,
                                          const std::string& gene)
{
    auto measured = measuredLayer(session);
    if (!measured)
        return tl::unexpected(measured.error());
    const auto wanted = predicted.provenance.normalisation;
    const auto has = measured->provenance.normalisation;
    if (has == wanted)
        return geneValues(*measured, gene);
    if (has != Normalisation::None)
        return fail(ErrorCode::InvalidArgument,
                    session.path().string() + ": the measured layer is " + std::string(name(has)) +
                        ", the prediction " + std::string(name(wanted)),
                    "Bring both to one normalisation");
    const auto matches = matchGenes(predicted.genes, measured->genes);
    Layer normalised;
    normalised.name = measured->name;
    for (const int column : matches.found())
        normalised.genes.push_back(measured->genes[static_cast<std::size_t>(column)]);
    normalised.values = normalise(measured->values, matches.found(), wanted).values;
    return geneValues(normalised, gene);
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
        const auto measured = measuredValues(session, layer, options.gene);
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
    const auto pca = principalComponents(layer.values, 3);
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
