#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

#include <filesystem>
#include <string_view>

namespace transcope::core {

/// What a path to spots or expression holds.
enum class DataKind {
    StCounts,        ///< original ST: counts tsv or tsv.gz, rows "10x13"
    StPositions,     ///< original ST: selection or alignment table, HBC's .spots.txt
    H5ad,            ///< AnnData
    SpaceRanger,     ///< an outs/ folder, or its matrix .h5
    VisiumPositions, ///< tissue_positions.csv or tissue_positions_list.csv
    SpotTable,       ///< CSV or TSV: spot, x, y and perhaps genes
};
std::string_view name(DataKind kind); ///< for people: "original ST counts"

/// Tells by the ending, the folder's contents and the first line.
/// Errors: NotFound; Unsupported for anything else, saying what can be opened.
Result<DataKind> dataKindOf(const std::filesystem::path& path);

/// The spots of any of these: those that are selected or in tissue and, where counts lie in the file or
/// beside it, have counts. Errors: as for openSection, but counts that cannot be read beside good positions
/// are a note only.
Result<SpotFile> openSpots(const std::filesystem::path& path);

/// A section with counts. `path` is the counts or the positions of original ST (the other is looked for in
/// the same folder by the section's name), an .h5ad, a Space Ranger outs/ folder or its .h5, a table of spots
/// with genes, or a folder that holds just one of these. Errors: NotFound (also: no counts or no positions
/// for them), BadInput (names file and line), Unsupported.
Result<Section> openSection(const std::filesystem::path& path);

} // namespace transcope::core
