#include "app/cli/commandlist.h"
#include "core/base/try.h"
#include "core/demo/demosection.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

void addDemo(Commands& commands)
{
    struct Options
    {
        std::string folder;
        core::DemoOptions section;
    };
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add(
        "demo", "make a synthetic H&E section with gene expression",
        [options](const Context& context) -> core::Result<Output> {
            TRY(const auto made,
                core::writeDemoSection(options->folder, options->section, context.progress, context.stop));
            Output output;
            output.json = {{"slide", made.slide.string()}, {"spots", made.spots}, {"genes", made.genes}};
            output.text = "Wrote " + made.slide.string() + " with " + std::to_string(made.spots) +
                          " spots and " + std::to_string(made.genes) + " genes.\n";
            return output;
        });
    sub->add_option("folder", options->folder,
                    "where to write slide.tif, counts.tsv.gz, spots.tsv and truth.h5ad")
        ->required();
    sub->add_option("--seed", options->section.seed, "another seed, another section")->capture_default_str();
}

} // namespace transcope::app
