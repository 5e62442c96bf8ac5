#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace transcope::core {

/// Whose each section is, by section name, from a table with the columns section and patient (CSV or TSV;
/// further columns are not looked at). Errors: NotFound; BadInput with file and line (a column is missing, a
/// cell is empty, a section given twice).
Result<std::map<std::string, std::string>> readSectionPatients(const std::filesystem::path& file);

} // namespace transcope::core
