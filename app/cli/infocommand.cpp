#include "app/cli/commandlist.h"
#include "app/cli/describe.h"
#include "app/cli/describespots.h"
#include "core/base/try.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

void addInfo(Commands& commands)
{
    struct Options
    {
        std::vector<std::string> files;
        std::string spots, library;
    };
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add(
        "info", "what a slide, session, expression file or weights file holds",
        [options](const Context& context) -> core::Result<Output> {
            if (options->spots.empty() == options->files.empty())
                return core::fail(core::ErrorCode::InvalidArgument, "either files or --spots FILE is needed",
                                  "Name what is to be described");
            if (!options->spots.empty())
                return listSpots(options->spots, options->library);
            Output output;
            auto all = nlohmann::json::array();
            for (const auto& file : options->files) {
                TRY(const auto described, describe(file, options->library, context));
                all.push_back(described.json);
                output.text += described.text;
            }
            output.json = all.size() == 1 ? all.front() : nlohmann::json{{"files", all}};
            return output;
        });
    sub->add_option("files", options->files, "slides, sessions, expression, spots or weights");
    sub->add_option("--spots", options->spots, "list the spots as predict --spots would take them");
    sub->add_option("--library", options->library, "which section, where a file holds several");
}

} // namespace transcope::app
