#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/expression/layer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// A slide's spots, of a file that holds several.
struct SectionOfFile
{
    std::string name; ///< nobody else's in the file
    Layer layer;
    std::optional<Layer> perSpot; ///< what its run gave per spot and not per gene; goes to obs
    std::filesystem::path slide;
    std::string slideHash; ///< quickHash()
    SizeI sizeLevel0Px;
    std::optional<double> slideUmPerPx;
};

/// Writes the layers of several slides one below the other as X. No frame holds them all: obs["library_id"]
/// says whose each row is, obsm["spatial"] is in level-0 px of that slide, and readers ask for one section
/// (readH5ad with its name). obs: ids are "ID-NAME"; padded where all slides tell; columns per spot, NaN
/// where a slide lacks one. uns["spatial"][NAME]: scale factors, no pictures;
/// uns["transcope"]["sections"][NAME]: geometry, slide, scale; uns["transcope"]["units"]: in words. The
/// layers must have the same genes. Replaces `out` only when complete. Errors: InvalidArgument (none, other
/// genes than the first's, a name twice); WriteFailed; those of reading the layers.
Result<void> writeSectionsH5ad(const std::filesystem::path& out, const std::vector<SectionOfFile>& sections);

} // namespace transcope::core
