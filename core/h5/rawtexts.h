#pragma once

#include "core/h5/rawlayout.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// A vector of texts of variable length, read from its file without the HDF5 library and its process, which
/// hands them out one by one: HDF5 File Format Specification III.E, "Global Heap". layout: of Kind::Text, and
/// anybody's, as the file may be: nothing is read or held but what fits it. name: for messages. Nothing where
/// something is not as it usually is; the library then knows more, or says what is wrong.
std::optional<std::vector<std::string>> readRawTexts(const std::filesystem::path& path,
                                                     const std::string& name, RawLayout layout);

} // namespace transcope::core
