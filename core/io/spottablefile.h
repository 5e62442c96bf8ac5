#pragma once

#include "core/base/result.h"
#include "core/expression/layer.h"
#include "core/io/section.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// Whether a table must tell where its spots lie.
enum class SpotPlaces { Needed, Optional };

/// A delimited table of spots: id, x, y (level-0 px), perhaps array_row and array_col, then genes.
struct SpotTableFile
{
    bool hasPlaces = true; ///< else the spots' centres are all 0
    SpotTable spots;
    GeneList genes;
    std::shared_ptr<const Expression> values; ///< spots × genes; NaN for empty cells; may be negative
    std::optional<Provenance> provenance;     ///< where Transcope wrote the file
    std::vector<std::string> notes;
};

/// Reads CSV or TSV, plain or gzip. Columns are found by their names (columnnames.h), the id else first;
/// those that cannot be genes are noted. Spots that are not in tissue or have no place are left out and
/// counted. Where the file does not tell the spots' diameter (Transcope's own do), half the distance between
/// neighbours is taken and noted. library: which section, where a column tells several apart. Errors:
/// NotFound (also: no section of that name); InvalidArgument where several sections leave a choice; BadInput
/// with file, line and column.
Result<SpotTableFile> readSpotTable(const std::filesystem::path& path, SpotPlaces places = SpotPlaces::Needed,
                                    const std::string& library = {});

/// Writes a layer as such a CSV: one "# {json}" line of provenance and geometry, a header, a row a spot, NaN
/// as empty cells; values with the digits that restore a float. Replaces `out` only when complete. Errors:
/// WriteFailed; those of reading the layer.
Result<void> writeSpotTable(const std::filesystem::path& out, const Layer& layer);

} // namespace transcope::core
