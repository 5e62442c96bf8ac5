#include "app/cli/commandlist.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/region/regioncomparison.h"
#include "core/region/regionfile.h"
#include "core/session/session.h"
#include "core/stats/scorejson.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>

namespace transcope::app {

namespace fs = std::filesystem;
using namespace transcope::core;
using nlohmann::json;

namespace {

struct Options
{
    fs::path session, importFrom, exportTo;
    bool statistics = false;
    std::string layer, of, against;
    std::size_t shown = 20; ///< genes, in the text
};

/// Adds the file's regions to the session's, each once.
Result<void> importRegions(const Options& options, Session& session, Output& output)
{
    TRY(auto regions, regionsOf(session));
    TRY(const auto file, readRegions(options.importFrom));
    std::size_t added = 0;
    for (const auto& region : file.regions) {
        if (std::ranges::find(regions, region) != regions.end())
            continue;
        regions.push_back(region);
        ++added;
    }
    TRY_RUN(keepRegions(session, regions));
    output.json["imported"] = added;
    output.json["notes"] = file.notes;
    output.text +=
        "Imported " + std::to_string(added) + " regions from " + options.importFrom.string() + "\n";
    for (const auto& note : file.notes)
        output.text += note + "\n";
    return {};
}

std::string calledIn(const std::vector<Region>& regions)
{
    std::string names;
    for (const auto& region : regions)
        names += (names.empty() ? "" : ", ") + calledName(region);
    return names;
}

Result<std::vector<Region>> chosen(const Options& options, const std::string& name,
                                   const std::vector<Region>& regions)
{
    auto found = regionsCalled(regions, name);
    if (found.empty())
        return fail(ErrorCode::NotFound, options.session.string() + ": there is no region \"" + name + "\"",
                    regions.empty() ? "Import some with --import" : "It has: " + calledIn(regions));
    return found;
}

/// The region asked about, which needs no name where there is one alone.
Result<std::vector<Region>> regionOf(const Options& options, const std::vector<Region>& regions)
{
    if (options.of.empty() && regions.size() == 1)
        return regions;
    if (options.of.empty())
        return fail(ErrorCode::InvalidArgument,
                    options.session.string() + ": there are " + std::to_string(regions.size()) + " regions",
                    regions.empty() ? "Import some with --import"
                                    : "Choose one with --of: " + calledIn(regions));
    return chosen(options, options.of, regions);
}

/// The session's layers: all in `set`, the chosen one, and the measured one.
struct Layers
{
    LayerSet set;
    LayerPtr chosen, measured;
};

Result<std::shared_ptr<const Layers>> layersOf(const Options& options, const Session& session)
{
    auto layers = std::make_shared<Layers>();
    TRY(const auto infos, session.layers());
    std::string names;
    for (const auto& info : infos) {
        names += (names.empty() ? "" : ", ") + info.name;
        TRY(auto read, session.readLayer(info.id));
        const auto layer = std::make_shared<const Layer>(std::move(read));
        TRY_RUN(layers->set.add(layer));
        if (layer->kind == LayerKind::Measured && !layers->measured)
            layers->measured = layer;
    }
    layers->chosen = options.layer.empty() ? layers->measured : layers->set.named(options.layer);
    if (options.layer.empty() && !layers->chosen && !layers->set.layers().empty())
        layers->chosen = layers->set.layers().front();
    if (!layers->chosen)
        return fail(ErrorCode::NotFound,
                    session.path().string() + ": there is no layer \"" + options.layer + "\"",
                    names.empty() ? "The session has no layers yet" : "It has: " + names);
    return layers;
}

json geneToJson(const RegionGene& gene, const Layer& layer)
{
    const auto& named = layer.genes[gene.gene];
    return {{"gene", named.name()},
            {"id", named.id},
            {"meanInside", definedNumber(gene.meanInside)},
            {"meanOutside", definedNumber(gene.meanOutside)},
            {"auc", definedNumber(gene.auc)},
            {"p", definedNumber(gene.p)},
            {"pAdjusted", definedNumber(gene.pAdjusted)}};
}

std::string geneLine(const RegionGene& gene, const Layer& layer)
{
    char text[160];
    std::snprintf(text, sizeof text, "  %-16s %9.4g %9.4g   AUC %.3f   p %.3g, adjusted %.3g\n",
                  layer.genes[gene.gene].name().c_str(), gene.meanInside, gene.meanOutside, gene.auc, gene.p,
                  gene.pAdjusted);
    return text;
}

Result<void> addStatistics(const Options& options, const Session& session, const std::vector<Region>& regions,
                           const Context& context, Output& output)
{
    TRY(const auto region, regionOf(options, regions));
    TRY(const auto layers, layersOf(options, session));
    const auto& layer = *layers->chosen;
    RegionQuestion question{{layers, &layers->set}, layers->chosen, layers->measured, region, {}};
    if (!options.against.empty()) {
        TRY(question.against, chosen(options, options.against, regions));
    }
    TRY(const auto compared, compareRegions(question, context.progress, context.stop));
    const auto& statistics = compared.statistics;
    auto& json = output.json;
    json["layer"] = layer.name;
    json["normalisation"] = name(compared.normalisation);
    json["spotsInside"] = statistics.spotsInside;
    json["spotsOutside"] = statistics.spotsOutside;
    json["spotsInBoth"] = compared.inBoth;
    json["warnings"] = statistics.warnings;
    json["genes"] = nlohmann::json::array();
    for (const auto& gene : statistics.genes)
        json["genes"].push_back(geneToJson(gene, layer));
    output.text += layer.name + ", " + std::string(name(compared.normalisation)) + ": " +
                   std::to_string(statistics.spotsInside) + " spots inside, " +
                   std::to_string(statistics.spotsOutside) + " outside" +
                   (compared.inBoth > 0 ? ", " + std::to_string(compared.inBoth) + " in both left out" : "") +
                   "\n";
    if (layers->measured && layers->measured != layers->chosen) {
        json["pccSpotInside"] = definedNumber(compared.pccSpotInside);
        json["pccSpotOutside"] = definedNumber(compared.pccSpotOutside);
    }
    for (const auto& warning : statistics.warnings)
        output.text += warning + "\n";
    for (std::size_t g = 0; g < std::min(options.shown, statistics.genes.size()); ++g)
        output.text += geneLine(statistics.genes[g], layer);
    return {};
}

void listRegions(const std::vector<Region>& regions, const SpotTable& spots, Output& output)
{
    output.json["regions"] = json::array();
    for (const auto& region : regions) {
        const auto inside = spotsInside({region}, spots).size();
        output.json["regions"].push_back(
            {{"name", region.name}, {"class", region.classification}, {"spots", inside}});
        output.text += (region.name.empty() ? "(no name)" : region.name) +
                       (region.classification.empty() ? "" : " [" + region.classification + "]") + ": " +
                       std::to_string(inside) + " spots\n";
    }
}

Result<Output> runRegions(const Options& options, const Context& context)
{
    TRY(const auto session, openSession(options.session));
    Output output;
    if (!options.importFrom.empty())
        TRY_RUN(importRegions(options, *session, output));
    TRY(const auto regions, regionsOf(*session));
    listRegions(regions, session->spots(), output);
    if (options.statistics)
        TRY_RUN(addStatistics(options, *session, regions, context, output));
    if (!options.exportTo.empty()) {
        TRY_RUN(writeRegions(options.exportTo, regions));
        output.json["out"] = options.exportTo.string();
        output.text += "Wrote " + options.exportTo.string() + "\n";
    }
    return output;
}

} // namespace

void addRegions(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub =
        commands.add("regions", "a session's regions: in and out as QuPath writes them, and statistics",
                     [options](const Context& context) { return runRegions(*options, context); });
    sub->add_option("session", options->session, "a .transcope file")->required();
    sub->add_option("--import", options->importFrom, "GeoJSON whose areas become regions of the session");
    sub->add_option("--export", options->exportTo, "F.geojson");
    auto* statistics =
        sub->add_flag("--statistics", options->statistics,
                      "genes inside a region against those outside: means, rank-sum test, effect size");
    sub->add_option("--layer", options->layer, "which layer; the measured one where not given")
        ->needs(statistics);
    sub->add_option("--of", options->of, "name or class of the region; several of one name count as one")
        ->needs(statistics);
    sub->add_option("--against", options->against, "another region; all other spots where not given")
        ->needs(statistics);
    sub->add_option("--top", options->shown, "genes to print; --json has all")
        ->needs(statistics)
        ->capture_default_str();
}

} // namespace transcope::app
