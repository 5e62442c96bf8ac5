#include "app/cli/command.h"

#include <CLI/CLI.hpp>

namespace transcope::app {

CLI::App* Commands::add(const std::string& name, const std::string& description, Run run)
{
    CLI::App* sub = m_app.add_subcommand(name, description);
    sub->fallthrough(); // so that --json may stand after the subcommand's name
    sub->callback([chosen = m_chosen, run = std::move(run)] { *chosen = run; });
    return sub;
}

Commands Commands::group(const std::string& name, const std::string& description)
{
    CLI::App* sub = m_app.add_subcommand(name, description);
    sub->fallthrough();
    sub->require_subcommand(1);
    return Commands(*sub, m_chosen);
}

} // namespace transcope::app
