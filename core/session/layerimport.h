#pragma once

#include "core/base/result.h"
#include "core/expression/layer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

/// What a file of expression holds, over its own spots.
struct LayerFile
{
    std::vector<Layer> layers; ///< not empty; with the kind and provenance that the file tells
    bool hasCentres = false;   ///< else the spots' centres are all 0 and only their ids tell them apart
    std::vector<std::string> notes;
};

/// All layers of a session (.transcope) or of an .h5ad that Transcope wrote, X of any other .h5ad, or a table
/// of spots with genes, with or without places. The normalisation is NotStated where the file says nothing.
/// Errors: those of the readers; NotFound where there is no
/// layer; Unsupported for other files.
Result<LayerFile> readLayers(const std::filesystem::path& path);

/// The same to be laid over another section's spots (matchSpots()): every layer's kind is Imported, one
/// without a name has the file's, and whole numbers of which nothing is stated are counts.
Result<LayerFile> importLayers(const std::filesystem::path& path);

} // namespace transcope::core
