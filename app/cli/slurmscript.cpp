#include "app/cli/slurmscript.h"

#include "core/base/atomicfile.h"
#include "core/base/resources.h"
#include "core/base/try.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iterator>

namespace transcope::app {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr const char* NameLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool isPlain(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("_-./=,:+%@").find(c) != std::string_view::npos;
}

Result<std::string> valueOf(const ScriptValues& values, const std::string& name)
{
    const auto value = values.find(name);
    if (value == values.end())
        return fail(ErrorCode::BadInput, "the script asks for @" + name + "@, which nobody knows",
                    "See resources/cluster/README.md");
    if (value->second.find('\n') != std::string::npos)
        return fail(ErrorCode::InvalidArgument, "a batch script cannot hold a line break: " + value->second,
                    "Leave it out, or rename the folder");
    return value->second;
}

} // namespace

CLI::Option* addSlurmOption(CLI::App& sub, std::optional<std::string>& options, const std::string& does)
{
    return sub.add_option("--slurm", options, does + "; --slurm=OPTIONS adds options for sbatch")
        ->expected(0, 1);
}

std::string shellWord(const std::string& text)
{
    if (!text.empty() && std::ranges::all_of(text, isPlain))
        return text;
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string slurmLog(const fs::path& file, const std::string& ending)
{
    std::string pattern;
    for (const char c : file.string())
        pattern += c == '%' ? std::string("%%") : std::string(1, c);
    return shellWord(pattern + ending);
}

std::string argumentsGiven(const CLI::App& sub, const std::vector<std::string>& except)
{
    std::string all;
    const auto add = [&](const std::string& word) { all += (all.empty() ? "" : " ") + shellWord(word); };
    for (const CLI::Option* option : sub.get_options()) {
        const std::string name = option->get_name();
        if (option->count() == 0 || std::ranges::find(except, name) != except.end())
            continue;
        if (option->get_items_expected_max() == 0) // a flag
            add(name);
        else
            for (const std::string& value : option->results())
                add(name + "=" + value);
    }
    return all;
}

Result<std::string> fillScript(const std::string& script, const ScriptValues& values)
{
    std::string filled;
    std::size_t at = 0;
    for (std::size_t sign = script.find('@'); sign != std::string::npos; sign = script.find('@', sign)) {
        const auto end = script.find_first_not_of(NameLetters, sign + 1);
        if (end == std::string::npos || end == sign + 1 || script[end] != '@') {
            ++sign; // any other @
            continue;
        }
        TRY(const auto value, valueOf(values, script.substr(sign + 1, end - sign - 1)));
        filled += script.substr(at, sign - at) + value;
        at = sign = end + 1;
    }
    return filled + script.substr(at);
}

Result<void> writeSlurmScript(const fs::path& out, const std::string& name, ScriptValues values)
{
    const fs::path script = core::bundledClusterScript(name);
    std::ifstream in(script);
    if (script.empty() || !in.is_open())
        return fail(ErrorCode::NotFound, "the installation lacks cluster/" + name,
                    "Install Transcope again, or name its resources in TRANSCOPE_RESOURCES");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    values.emplace("PROGRAM", shellWord(core::programBeside("transcope-cli").string()));
    TRY(const auto filled, fillScript(text, values));
    return core::writeTextAtomically(out, filled);
}

} // namespace transcope::app
