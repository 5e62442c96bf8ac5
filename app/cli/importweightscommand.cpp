#include "app/cli/commandlist.h"
#include "app/cli/methodoption.h"
#include "core/base/try.h"
#include "core/expression/genelistfile.h"
#include "core/expression/normalisation.h"
#include "model/methods/importweights.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

namespace {

struct Options
{
    std::string pth, genes, out, onto;
    std::string method = "m2ost";
    std::string normalisation = "cpm-selected";
    std::string trainedOn, licence;
    double umPerPx = 0;
};

core::Result<model::ModelCard> cardOf(const Options& options)
{
    TRY(auto genes, core::readGeneList(options.genes));
    model::ModelCard card;
    card.genes = std::move(genes);
    TRY(card.normalisation, core::parseNormalisation(options.normalisation));
    if (options.umPerPx > 0)
        card.patches.umPerPx = options.umPerPx;
    card.trainedOn = options.trainedOn;
    card.licence = options.licence;
    card.split = "unknown";
    card.notes = "imported from " + std::filesystem::path(options.pth).filename().string();
    return card;
}

core::Result<Output> run(const Options& options)
{
    TRY(const auto card, cardOf(options));
    TRY(const auto method, methodOption(options.method));
    TRY(const auto summary, model::importWeights(*method, options.pth, card, options.out, options.onto));
    Output output;
    output.json = {{"tensors", summary.tensors},
                   {"ignored", summary.ignored},
                   {"configuration", summary.configuration},
                   {"out", options.out}};
    output.text = "Wrote " + options.out + " with " + std::to_string(summary.tensors) + " tensors.\n";
    for (const auto& name : summary.ignored)
        output.text += "Ignored: " + name + "\n";
    return output;
}

} // namespace

void addImportWeights(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("import-weights", "turn a PyTorch state dict into a .safetensors file",
                                 [options](const Context&) { return run(*options); });
    sub->add_option("file", options->pth, "the .pth file; its pickle is read, never run")->required();
    sub->add_option("--method", options->method, "whose weights they are: " + model::methodNames())
        ->capture_default_str();
    sub->add_option("--genes", options->genes, "list of the genes it predicts, one a line, in its order")
        ->required();
    sub->add_option("--out", options->out, "the .safetensors file to write")->required();
    sub->add_option("--onto", options->onto,
                    "a .safetensors file that this completes: HIPT's other transformer");
    sub->add_option("--normalisation", options->normalisation,
                    "what it predicts: " + core::normalisationNames())
        ->capture_default_str();
    sub->add_option("--um-per-px", options->umPerPx, "scale that its patches are meant at, if known")
        ->check(CLI::PositiveNumber);
    sub->add_option("--trained-on", options->trainedOn, "training set, in words");
    sub->add_option("--licence", options->licence, "licence of the training data");
}

} // namespace transcope::app
