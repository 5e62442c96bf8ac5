#pragma once

#include "app/cli/command.h"

#include <filesystem>
#include <string>

namespace transcope::app {

/// What a file or folder of spots or expression holds: `spots` is what predict --spots would take. library:
/// which section, where there are several; without it these are listed. Errors: those of core::openSpots()
/// and, where there are counts, core::openSection().
core::Result<Output> describeSpotData(const std::filesystem::path& path, const std::string& library);

/// The spots as predict --spots would take them, without reading a matrix. Errors: those of
/// core::openSpots().
core::Result<Output> listSpots(const std::filesystem::path& path, const std::string& library);

} // namespace transcope::app
