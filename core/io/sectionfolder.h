#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

/// The sections of a data set, in the order of their files' names; all names differ.
struct SectionFolder
{
    std::vector<Section> sections;
    /// What in the folder could not be used and why, and whose patients are not known, one sentence each.
    /// What was dropped within a section stands in its own notes.
    std::vector<std::string> notes;
    /// What sections.csv says, also of sections that are not here; empty without it.
    std::map<std::string, std::string> patients;
};

/// Opens every section in a folder: ST counts (her2st, HBC, cSCC), .h5ad, Space Ranger outputs, and folders
/// that hold one of these; a demo section's folder stands for that section. A file sections.csv there
/// (readSectionPatients) says which patient a section is of. Counts without positions, positions without
/// counts, pictures of no section, folders without a section and .h5ad of normalised values (predictions) are
/// left out with a note.
/// Errors: NotFound when there is no section; BadInput when two have the same name; those of openSection and
/// readSectionPatients; Cancelled.
Result<SectionFolder> openSectionFolder(const std::filesystem::path& folder, std::stop_token stop = {});

} // namespace transcope::core
