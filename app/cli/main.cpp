#include "app/cli/command.h"
#include "app/cli/commandlist.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>

using namespace transcope;

namespace {

constexpr int UsageExitCode = 2;

/// Names of files need not be UTF-8, which JSON must be.
std::string jsonText(const nlohmann::json& object)
{
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

int report(const core::Error& error)
{
    std::fprintf(stderr, "transcope-cli: %s\n", error.text().c_str());
    return core::exitCode(error.code);
}

int runChosen(const app::Run& run, bool json)
{
    const app::StopOnSignal stop;
    try {
        const auto output = run({stop.token(), app::terminalProgress()});
        if (!output)
            return report(output.error());
        const std::string text = json ? jsonText(output->json) + "\n" : output->text;
        if (std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0)
            return report({core::ErrorCode::WriteFailed, "the result cannot be written to standard output",
                           "Check where it goes and the free space there"});
        return output->exitCode;
    } catch (const std::filesystem::filesystem_error& e) { // a name that is too long, say
        return report({core::ErrorCode::WriteFailed, e.path1().string() + ": " + e.code().message(),
                       "Check the name, its folder and their permissions"});
    } catch (const std::exception& e) { // a library's; ours are Results
        return report({core::ErrorCode::ModelFailure, std::string("unexpected failure: ") + e.what(),
                       "Please report this with the command you ran"});
    }
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App parser("Transcope: predicted spatial transcriptomics on the command line");
    parser.set_version_flag("--version", TRANSCOPE_VERSION);
    parser.require_subcommand(1);
    bool json = false;
    parser.add_flag("--json", json, "print one JSON object on stdout and nothing else there");
    app::Commands commands(parser);
    app::addAllCommands(commands);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return parser.exit(e) == 0 ? 0 : UsageExitCode;
    }
    return runChosen(commands.chosen(), json);
}
