#include "app/cli/commandlist.h"
#include "app/cli/evaluatereport.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

namespace {

core::Result<Output> evaluate(const core::EvaluateOptions& options, const Context& context)
{
    TRY(const auto evaluated, evaluateFiles(options, context.progress, context.stop));
    return evaluationReport(evaluated);
}

} // namespace

CLI::Option* addEvaluateOptions(CLI::App& command, core::EvaluateOptions& options)
{
    command
        .add_option(
            "--truth", options.truths,
            "measured sections: counts, .h5ad or a session; with several, the name of a file of predictions "
            "must contain its section's name")
        ->required();
    command.add_option("--predicted", options.predicted,
                       "sessions, .h5ad or CSV files of predictions; several methods");
    command.add_option("--normalisation", options.normalisation,
                       core::normalisationNames() + "; as the predictions say where not given");
    return command.add_option(
        "--baseline", options.baseline,
        "folder of training sections, for baselines: their mean vectors, and ridge regression on colour and "
        "texture where images lie beside the sections");
}

void addEvaluate(Commands& commands)
{
    auto options = std::make_shared<core::EvaluateOptions>();
    CLI::App* sub = commands.add("evaluate", "compare predictions with measured expression",
                                 [options](const Context& context) { return evaluate(*options, context); });
    auto* baseline = addEvaluateOptions(*sub, *options);
    sub->add_option("--genes", options->genes, "file of genes, one a line, to score baselines alone")
        ->needs(baseline)
        ->excludes("--predicted");
}

} // namespace transcope::app
