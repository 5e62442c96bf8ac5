#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// What a column of a table of spots, or of obs, can mean. Its names: columnnames.cpp, docs/formats.md.
/// Sample: what may tell sections apart, or anything else of a study.
enum class ColumnMeaning { Id, InTissue, ArrayRow, ArrayCol, Library, Sample };

/// Where the column with that meaning is: of several names the one that says it best, whatever the order of
/// the columns. Names are compared without regard to case, quotes, brackets, blanks, dots
/// and dashes.
std::optional<std::size_t> columnOf(ColumnMeaning meaning, std::span<const std::string> names);

/// The two columns that hold a spot's place in the px of a picture.
struct PlaceColumns
{
    std::size_t x = 0, y = 0;
};
/// Px of the full-resolution picture (pxl_col_in_fullres, pixel_x, imagecol …) before x and y, which beside
/// them are the array's.
std::optional<PlaceColumns> placeColumnsOf(std::span<const std::string> names);
/// Those that say that they are in µm.
std::optional<PlaceColumns> umPlaceColumnsOf(std::span<const std::string> names);

/// Whether a header is one of original ST's positions: array places x and y, px, and no column that could be
/// a gene.
bool isStPositionsHeader(std::span<const std::string> names);

/// Whether a column of that name cannot be a gene: what scanpy, Seurat, Giotto and others write beside counts
/// (total_counts, n_genes, leiden, nCount_Spatial …) and every name above.
bool isMetadataName(std::string_view name);

/// What a cell under in_tissue or selected says: 1, 0, true, FALSE, yes …; nothing where it says neither.
std::optional<bool> flagIn(std::string_view text);

} // namespace transcope::core
