#include "app/cli/commandlist.h"
#include "app/cli/evaluatereport.h"
#include "app/cli/figuremaps.h"
#include "app/cli/scoreboxes.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/stats/scorejson.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

using namespace transcope::core;

namespace {

struct BoxPlotOptions
{
    EvaluateOptions evaluate;
    BoxPlotFigure figure = scoreBoxes();
    std::filesystem::path out;
};

void addSizeOptions(CLI::App& command, double& widthMm, double& dpi)
{
    command.add_option("--width-mm", widthMm, "of the figure; a journal's column is some 85, its page 180")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command.add_option("--dpi", dpi, "dots per inch of .png and .tif, and of the slide in .svg and .pdf")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
}

void addOutOption(CLI::App& command, std::filesystem::path& out)
{
    command.add_option("--out", out, "F.pdf, .svg, .png or .tif")->required();
}

void addFileOptions(CLI::App& command, FigureFiles& files)
{
    command.add_option("--slide", files.slide, "whole-slide image or picture")->required();
    command.add_option("--truth", files.truth, "the measured section: counts, .h5ad or a session")
        ->required();
    command.add_option("--predicted", files.predicted, "sessions, .h5ad or CSV files of predictions");
}

void addLookOptions(CLI::App& command, FigureLook& look)
{
    command.add_flag("--no-tissue{false}", look.tissue, "spots on white, without the slide");
    addSizeOptions(command, look.widthMm, look.dpi);
}

void addMaps(Commands& figure)
{
    auto options = std::make_shared<FigureMapsOptions>();
    CLI::App* sub = figure.add("maps", "the paper's Figure 7: maps of genes, measured and by every method",
                               [options](const Context& context) { return figureMaps(*options, context); });
    addFileOptions(*sub, options->files);
    sub->add_option("--genes", options->genes, "symbols or Ensembl ids, separated by commas; a row each")
        ->delimiter(',')
        ->capture_default_str();
    sub->add_option(
           "--map", options->maps,
           "any map, style included, as a recipe in JSON or a file of it; a row each time it is given")
        ->expected(1)
        ->take_all();
    sub->add_flag("--pca", options->pca,
                  "a row of the first three principal components in red, green and blue");
    addLookOptions(*sub, options->look);
    addOutOption(*sub, options->out);
}

void addGenes(Commands& figure)
{
    auto options = std::make_shared<FigureGenesOptions>();
    CLI::App* sub =
        figure.add("genes", "a picture of each of many genes in a folder, and all on one contact sheet",
                   [options](const Context& context) { return figureGenes(*options, context); });
    addFileOptions(*sub, options->files);
    auto* which = sub->add_option_group("which genes")->require_option(1, 2);
    which->add_option("--genes", options->genes, "symbols or Ensembl ids, separated by commas")
        ->delimiter(',');
    which->add_option("--gene-list", options->geneList, "a file of them: a text, or .gmt with all its lists");
    sub->add_option("--format", options->ending, "of the pictures")
        ->check(CLI::IsMember({"png", "pdf", "svg", "tif"}))
        ->capture_default_str();
    addLookOptions(*sub, options->look);
    sub->add_option("--out", options->folder, "folder; made where it is not there")->required();
}

std::string scoredLine(const Evaluated& evaluated)
{
    std::string sections;
    for (const auto& truth : evaluated.truths)
        sections += (sections.empty() ? "" : ", ") + truth.name;
    const auto& scores = evaluated.methods.empty() ? evaluated.baselines.front() : evaluated.methods.front();
    return "Sections: " + sections + " · " + std::to_string(scores.spots.size()) + " spots · " +
           std::to_string(scores.genes) + " genes · " + std::string(name(scores.normalisation)) + " · " +
           BoxesSay;
}

Result<Output> drawBoxPlots(const BoxPlotOptions& options, const Context& context)
{
    TRY(const auto evaluated, evaluateFiles(options.evaluate, context.progress, context.stop));
    BoxPlotFigure figure = options.figure;
    Output output;
    const auto add = [&](const MethodScores& scores, bool isBaseline) {
        addScoreBoxes(figure, scores.name, scores.pccSpot, scores.rmseSpot, scores.pccGene, isBaseline);
        output.json["methods"].push_back({{"name", scores.name},
                                          {"baseline", isBaseline},
                                          {"box", boxToJson(figure.panels[0].boxes.back().box)},
                                          {"boxRmse", boxToJson(figure.panels[1].boxes.back().box)},
                                          {"boxGene", boxToJson(figure.panels[2].boxes.back().box)}});
    };
    for (const auto& method : evaluated.methods)
        add(method, false);
    for (const auto& baseline : evaluated.baselines)
        if (!baseline.isOracle) // nobody competes with it
            add(baseline, true);
    figure.provenance = {scoredLine(evaluated)};
    TRY(const auto size, writeBoxPlots(figure, options.out));
    output.json["out"] = options.out.string();
    output.json["width"] = size.width;
    output.json["height"] = size.height;
    output.text = "Wrote " + options.out.string() + ", " + std::to_string(size.width) + " × " +
                  std::to_string(size.height) + " px\n";
    return output;
}

void addBoxPlot(Commands& figure)
{
    auto options = std::make_shared<BoxPlotOptions>();
    CLI::App* sub =
        figure.add("boxplot", "the paper's Figure 6: box plots of every method, baselines included",
                   [options](const Context& context) { return drawBoxPlots(*options, context); });
    addEvaluateOptions(*sub, options->evaluate);
    addSizeOptions(*sub, options->figure.widthMm, options->figure.dpi);
    addOutOption(*sub, options->out);
}

} // namespace

void addFigure(Commands& commands)
{
    auto figure = commands.group("figure", "the paper's figures, for print");
    addMaps(figure);
    addGenes(figure);
    addBoxPlot(figure);
}

} // namespace transcope::app
