#include "app/cli/commandlist.h"
#include "app/cli/describe.h"
#include "core/base/try.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

void addInfo(Commands& commands)
{
    auto files = std::make_shared<std::vector<std::string>>();
    CLI::App* sub =
        commands.add("info", "what a slide, session, expression file or weights file holds",
                     [files](const Context& context) -> core::Result<Output> {
                         Output output;
                         auto all = nlohmann::json::array();
                         for (const auto& file : *files) {
                             TRY(const auto described, describe(file, context));
                             all.push_back(described.json);
                             output.text += described.text;
                         }
                         output.json = all.size() == 1 ? all.front() : nlohmann::json{{"files", all}};
                         return output;
                     });
    sub->add_option("files", *files, "slides, sessions, expression, spots or weights")->required();
}

} // namespace transcope::app
