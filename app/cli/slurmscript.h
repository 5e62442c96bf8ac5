#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace transcope::app {

/// Adds --slurm[=OPTIONS] to a subcommand. does: what is written, in words.
CLI::Option* addSlurmOption(CLI::App& sub, std::optional<std::string>& options, const std::string& does);

/// One word for the shell, and for a line of sbatch's options, whatever stands in it.
std::string shellWord(const std::string& text);

/// A file as sbatch's --output takes it. ending: of its name; %a and the like keep their meaning there.
std::string slurmLog(const std::filesystem::path& file, const std::string& ending);

/// Everything that was said to a subcommand except some options, as words for the shell.
std::string argumentsGiven(const CLI::App& sub, const std::vector<std::string>& except);

/// What stands between @ signs, and by what it is replaced; PROGRAM is known besides.
using ScriptValues = std::map<std::string, std::string>;

/// A template with its values. Errors: BadInput (it asks for something else); InvalidArgument (a line break
/// in a value, which would end the line that it stands in).
core::Result<std::string> fillScript(const std::string& script, const ScriptValues& values);

/// Fills in a script of resources/cluster, by its name, and writes it. Errors: those of fillScript; NotFound
/// (the installation lacks it); WriteFailed.
core::Result<void> writeSlurmScript(const std::filesystem::path& out, const std::string& name,
                                    ScriptValues values);

} // namespace transcope::app
