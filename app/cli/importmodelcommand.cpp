#include "app/cli/commandlist.h"
#include "core/base/try.h"
#include "model/torchscript/importmodel.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

namespace {

struct Options
{
    std::string model, config, out;
};

core::Result<Output> run(const Options& options)
{
    TRY(const auto card, model::importModel(options.model, options.config, options.out));
    const std::string outputs = card.configuration["outputs"];
    auto names = nlohmann::json::array();
    for (const auto& output : card.genes)
        names.push_back(output.symbol);
    Output output;
    output.json = {{"method", card.configuration["title"]},
                   {outputs, names},
                   {"patchSizePx", card.patches.sizePx},
                   {"umPerPx", *card.patches.umPerPx},
                   {"out", options.out}};
    output.text = "Wrote " + options.out + ": " + card.configuration["title"].get<std::string>() + ", " +
                  std::to_string(names.size()) + " " + outputs + ".\n" +
                  "It holds a program. Nothing of it was run; predict asks for --trust once.\n";
    return output;
}

} // namespace

void addImportModel(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub =
        commands.add("import-model", "turn a TorchScript model of the WSInfer zoo into a weights file",
                     [options](const Context&) { return run(*options); });
    sub->add_option("file", options->model, "the TorchScript archive; it is copied, not run")->required();
    sub->add_option(
           "--config", options->config,
           "its config.json as the WSInfer zoo has it; with genes and normalisation a gene predictor")
        ->required();
    sub->add_option("--out", options->out, "the .safetensors file to write")->required();
}

} // namespace transcope::app
