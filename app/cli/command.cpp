#include "app/cli/command.h"

#include <CLI/CLI.hpp>

namespace transcope::app {

CLI::App* Commands::add(const std::string& name, const std::string& description, Run run)
{
    CLI::App* sub = m_app.add_subcommand(name, description);
    sub->fallthrough(); // so that --json may stand after the subcommand's name
    sub->callback([this, run = std::move(run)] { m_chosen = run; });
    return sub;
}

} // namespace transcope::app
