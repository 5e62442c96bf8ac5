#pragma once

#include "core/io/section.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::app {

/// The sections of a data set, in the order of their names, all with images.
struct DataSet
{
    std::filesystem::path folder;
    std::vector<core::Section> sections;
    std::vector<std::string> notes; ///< what was left out and why, one sentence each
};

/// The sections of a folder (openSectionFolder) that have an image; those without are left out with a note.
/// Errors: NotFound when none remains; those of openSectionFolder.
core::Result<DataSet> openDataSet(const std::filesystem::path& folder, std::stop_token stop);

} // namespace transcope::app
