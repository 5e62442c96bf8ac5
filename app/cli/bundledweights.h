#pragma once

#include <filesystem>
#include <vector>

namespace transcope::app {

/// Weights files that come with Transcope, by name: weights/ in $TRANSCOPE_RESOURCES, in ../share/transcope
/// beside an installed program, or in the source tree's resources/ above the build folder; the first of these
/// that exists.
std::vector<std::filesystem::path> bundledWeights();

} // namespace transcope::app
