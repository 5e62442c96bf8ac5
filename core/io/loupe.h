#pragma once

#include "core/base/result.h"
#include "core/expression/layer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

/// A category of every spot; empty where it has none.
struct LoupeColumn
{
    std::string name;
    std::vector<std::string> values;
};

/// How the names of such files end.
inline constexpr const char* LoupeEnding = ".loupe.csv";
bool isLoupeName(const std::filesystem::path& out);

/// Writes what Loupe Browser imports as categories: a header "Barcode,…" and a row a spot, nothing else. Then
/// the layer's genes, what a file said of the spots (clusters, say), and `more`; NaN as empty cells. Replaces
/// `out` only when complete. Errors: WriteFailed; those of reading the layer.
Result<void> writeLoupeCsv(const std::filesystem::path& out, const Layer& layer,
                           const std::vector<LoupeColumn>& more = {});

} // namespace transcope::core
