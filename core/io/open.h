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
    AnnData,         ///< .h5ad, or a zarr store of AnnData or SpatialData
    SpaceRanger,     ///< an outs/ folder, or its matrix .h5
    VisiumPositions, ///< tissue_positions.csv or tissue_positions_list.csv
    SpotTable,       ///< CSV or TSV: spot, x, y and perhaps genes
};
std::string_view name(DataKind kind); ///< for people: "original ST counts"

/// Tells by the ending, the folder's contents and the first line.
/// Errors: NotFound; Unsupported for anything else, saying what can be opened.
Result<DataKind> dataKindOf(const std::filesystem::path& path);

/// The spots of any of these: those that are selected or in tissue, have a place and, where a table of counts
/// lies in the file or beside it, have counts; no matrix is read, so that what is wrong with genes and counts
/// does not matter (counts beside that cannot be read are a note). library: which section, where a file or
/// folder holds several (of Visium HD: which bin size). Errors: as for openSection.
Result<SpotFile> openSpots(const std::filesystem::path& path, const std::string& library = {});

/// A section with counts. `path` is the counts or the positions of original ST (the other is looked for in
/// the same folder by the section's name), an .h5ad, a zarr store, a Space Ranger outs/ folder or its .h5, a
/// table of spots with genes, or a folder that holds just one of these. library: as above; of a matrix of
/// several genomes the genome. Errors: NotFound (also: no counts or no positions for them), BadInput (names
/// file and line; also for places that cannot be right, see checkPlaces), InvalidArgument where several
/// sections leave a choice, Unsupported.
Result<Section> openSection(const std::filesystem::path& path, const std::string& library = {});

} // namespace transcope::core
