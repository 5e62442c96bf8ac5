#include "app/cli/exportpicture.h"

#include "app/cli/mapoption.h"
#include "core/base/try.h"
#include "core/evaluation/evaluationinput.h"
#include "core/figure/figure.h"
#include "core/map/map.h"
#include "core/run/target.h"
#include "core/slide/slideimport.h"

#include <algorithm>

namespace transcope::app {

using namespace transcope::core;

namespace {

namespace fs = std::filesystem;

Result<MapRecipe> recipeOf(const PictureOptions& options, const fs::path& out)
{
    if (!options.map.empty())
        return recipeOfOption(options.map);
    if (options.pca)
        return MapRecipe{MapKind::PcaRgb};
    if (options.gene.empty())
        return fail(ErrorCode::InvalidArgument, out.string() + ": nothing is chosen to be drawn",
                    "Give --gene G or --pca");
    return MapRecipe{options.residual ? MapKind::Difference : MapKind::Gene, {options.gene}};
}

/// The session's layers as the viewer has them; the measurement is the one named with --truth, where one is.
Result<MapInput> inputFor(const PictureOptions& options, const Session& session, const std::string& painted)
{
    const auto set = std::make_shared<LayerSet>();
    MapInput input{set, {}, {}, {}};
    const auto add = [&](const LayerPtr& layer) -> Result<void> {
        TRY_RUN(set->add(layer));
        if (layer->kind == LayerKind::Measured)
            input.measured = layer;
        else if (layer->kind != LayerKind::Derived)
            input.predicted = layer;
        return {};
    };
    TRY(const auto infos, session.layers());
    for (const auto& info : infos) {
        TRY(auto layer, session.readLayer(info.id));
        TRY_RUN(add(std::make_shared<const Layer>(std::move(layer))));
    }
    if (!options.truth.empty()) {
        TRY(const auto truth, loadTruth(options.truth));
        TRY_RUN(add(measuredLayer(truth, truth.name)));
    }
    input.painted = set->named(painted);
    if (input.painted->kind != LayerKind::Measured)
        input.predicted = input.painted;
    return input;
}

Result<Map> chosenMap(const PictureOptions& options, const Session& session, const std::string& layer,
                      const fs::path& out, const Context& context)
{
    TRY(const auto recipe, recipeOf(options, out));
    TRY(const auto input, inputFor(options, session, layer));
    TRY(auto map, makeMap(recipe, input, context.stop));
    if (!map.notice.empty()) {
        std::string notice = map.notice.english(); // a sentence; a message has no stop
        if (notice.ends_with('.'))
            notice.pop_back();
        return fail(ErrorCode::NotFound, session.path().string() + ": " + notice,
                    "Run transcope-cli info to see what there is; genes can be named by Ensembl id too");
    }
    return map;
}

Result<std::optional<ColourScale>> scaleFor(const PictureOptions& options, const Map& map)
{
    std::optional<ColourMap> chosen;
    if (!options.colours.empty()) {
        chosen = colourMapNamed(options.colours);
        if (!chosen)
            return fail(ErrorCode::InvalidArgument,
                        "--colours " + options.colours + ": there is no such colour map",
                        "Use viridis, magma, inferno, cividis, turbo, grey or diverging");
    }
    auto range = map.range;
    if (options.range.size() == 2) {
        const auto low = parseRangeBound(options.range[0]);
        const auto high = parseRangeBound(options.range[1]);
        if (!low || !high)
            return fail(ErrorCode::InvalidArgument,
                        "--range: “" + options.range[low ? 1 : 0] + "” is no value",
                        "Write a number, or a percentile such as p99");
        if (low->isPercentile == high->isPercentile && !(low->number < high->number))
            return fail(ErrorCode::InvalidArgument, "--range: the low end must be below the high end",
                        "Swap the two");
        range = rangeOf(map, *low, *high);
    }
    return scaleOf(map, range, ColourMap::Viridis, chosen);
}

} // namespace

Result<Output> exportPicture(const PictureOptions& options, const Session& session, const std::string& layer,
                             const fs::path& out, const Context& context)
{
    TRY(const auto map, chosenMap(options, session, layer, out, context));
    Figure figure;
    TRY(figure.scale, scaleFor(options, map));
    const fs::path path = options.slide.empty() ? session.slide().path.string() : options.slide;
    auto slide = openOrImportSlide(path, defaultCacheDir(), context.progress, context.stop);
    if (!slide) {
        if (slide.error().code == ErrorCode::NotFound)
            slide.error().whatToDo = "Name the slide's new place with --slide";
        return tl::unexpected(slide.error());
    }
    figure.slide = *slide;
    figure.spots = paintedSpots(map, figure.scale);
    figure.title = map.title();
    figure.scaleLabel = map.label.english();
    figure.legend = drawnLegend(map);
    figure.mixesLegend = map.mixesLegend();
    figure.opacity = options.opacity;
    figure.widthPx = options.widthPx;
    figure.umPerPx = scaleIn(session, std::nullopt).umPerPx;
    figure.provenance = provenanceLine(map.provenance, map.genes, figure.scale);
    TRY(const auto size, writeFigure(figure, out, context.stop));
    return Output{{{"out", out.string()}, {"width", size.width}, {"height", size.height}},
                  "Wrote " + out.string() + ", " + std::to_string(size.width) + " × " +
                      std::to_string(size.height) + " px\n"};
}

} // namespace transcope::app
