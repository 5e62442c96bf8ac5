#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>

// Only files that declare options include CLI11: it adds seconds to each.
namespace CLI {
class App;
class Option;
} // namespace CLI

namespace transcope::app {

/// What a subcommand gets besides its own options.
struct Context
{
    std::stop_token stop;      ///< requested by Ctrl+C or SIGTERM
    core::ProgressFn progress; ///< prints to stderr as docs/commands.md says
};

/// What a subcommand prints on stdout when it is done.
struct Output
{
    nlohmann::json json; ///< for --json: one object
    std::string text;    ///< otherwise; ends in a newline
    int exitCode = 0;    ///< not 0 where a result was found and it is bad news (verify)
};

/// Does the work of one subcommand after its options were parsed.
using Run = std::function<core::Result<Output>(const Context&)>;

/// Where subcommands announce themselves. One file per subcommand defines `void addNAME(Commands&)`.
class Commands
{
public:
    explicit Commands(CLI::App& app) : m_app(app), m_chosen(std::make_shared<Run>()) {}
    /// Declares a subcommand and what runs it. The options are added to the returned object, bound to state
    /// that `run` shares (a shared_ptr captured by value).
    CLI::App* add(const std::string& name, const std::string& description, Run run);
    /// Declares a subcommand that is nothing but those below it ("bench model"), which are added to what it
    /// gives.
    Commands group(const std::string& name, const std::string& description);
    /// The chosen subcommand's work; call after parsing.
    const Run& chosen() const { return *m_chosen; }

private:
    Commands(CLI::App& app, std::shared_ptr<Run> chosen) : m_app(app), m_chosen(std::move(chosen)) {}

    CLI::App& m_app;
    std::shared_ptr<Run> m_chosen;
};

} // namespace transcope::app
