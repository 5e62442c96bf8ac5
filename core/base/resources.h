#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

/// Weights files that come with Transcope: absolute paths by name, the demo weights first. They lie in
/// weights/ of the first of these folders that has one: $TRANSCOPE_RESOURCES, share/transcope beside an
/// installed program's folder, the source tree's resources/ above the build folder. Empty when none is found.
std::vector<std::filesystem::path> bundledWeights();

/// A list of genes that comes with Transcope, by its name ("her2st"): in genes/ of such a folder. Empty when
/// there is none.
std::filesystem::path bundledGeneList(const std::string& name);

/// A batch script to fill in, by its name ("cohort.sbatch"): in cluster/ of such a folder. Empty when there
/// is none.
std::filesystem::path bundledClusterScript(const std::string& name);

/// The guide's first page (Markdown, with links to the others): docs/guide/README.md in such a folder, or of
/// the source tree. Empty when there is none.
std::filesystem::path guidePage();

/// A program that was installed, or built, with the running one.
std::filesystem::path programBeside(const std::string& name);

} // namespace transcope::core
