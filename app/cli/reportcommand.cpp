#include "app/cli/commandlist.h"

#include "core/base/try.h"
#include "core/report/sectionreport.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

namespace {

struct ReportOptions
{
    core::ReportInputs inputs;
    std::filesystem::path out;
};

core::Result<Output> report(const ReportOptions& options, const Context& context)
{
    TRY(const auto report, core::sectionReport(options.inputs, context.progress, context.stop));
    TRY(const auto pages, core::writeReport(report, options.out, context.stop));
    Output output;
    output.json = {{"out", options.out.string()}, {"pages", pages}, {"parts", nlohmann::json::array()}};
    for (const auto& part : report.parts) {
        nlohmann::json rows = nlohmann::json::array();
        if (part.table)
            for (const auto& row : part.table->rows)
                rows.push_back(row);
        output.json["parts"].push_back({{"heading", part.heading},
                                        {"texts", part.texts},
                                        {"head", part.table ? part.table->head : std::vector<std::string>()},
                                        {"rows", rows}});
    }
    output.text = "Wrote " + options.out.string() + ": " + std::to_string(pages) + " pages\n";
    return output;
}

} // namespace

void addReport(Commands& commands)
{
    auto options = std::make_shared<ReportOptions>();
    CLI::App* sub =
        commands.add("report", "a session as a .pdf to be filed: maps, scores, warnings, regions, provenance",
                     [options](const Context& context) { return report(*options, context); });
    sub->add_option("session", options->inputs.session, "a .transcope file")->required();
    sub->add_option(
           "--genes", options->inputs.genes,
           "symbols or Ensembl ids of the maps, separated by commas; those predicted best where not given")
        ->delimiter(',');
    sub->add_option("--truth", options->inputs.truth,
                    "the measured section, where the session has no measured layer");
    sub->add_option("--baseline", options->inputs.baseline,
                    "folder of training sections, for baselines beside the scores");
    sub->add_option("--slide", options->inputs.slide,
                    "the slide, where it is no longer where the session remembers it");
    sub->add_option("--out", options->out, "F.pdf")->required();
}

} // namespace transcope::app
