#pragma once

#include "core/io/datatree.h"
#include "core/io/h5ad.h"
#include "core/io/section.h"

#include <string>
#include <vector>

namespace transcope::core {

/// The sections that an .h5ad holds.
struct H5adLibraries
{
    std::vector<std::string> names; ///< by name; one alone where all is one section and it has a name
    std::vector<int> ofRow;         ///< per row of obs: which; empty where no column says
    std::string column;             ///< of obs, that says it
};
/// Sections are told by a column library_id of obs, or one whose values are the names in uns["spatial"], or
/// one such as sample or batch whose values lie over each other (files of several sections that were joined);
/// else by the names in uns["spatial"]. Errors: BadInput; Unsupported for an encoding that is not known.
Result<H5adLibraries> librariesIn(const DataTree& tree, std::size_t rows);

/// The place of each row of obs, and a note where they had to be looked for; nothing where the file has none.
/// Errors: those of readH5adRows.
Result<std::optional<std::vector<PointD>>> placesIn(const DataTree& tree, std::size_t rows,
                                                    std::vector<std::string>& notes);

/// Rows of obs as spots.
struct H5adSpots
{
    SpotTable table;       ///< of the rows; without coordinates only ids
    std::vector<int> rows; ///< of obs, ascending
    std::size_t rowsInFile = 0;
    bool hasCoordinates = false;
    std::string umPerPxSource;
    std::vector<std::string> notes;
};

/// Places: obsm["spatial"] (an array, or a frame with columns), else columns of obs with px. Rows without a
/// place, of other sections than `library`, and where it is wanted those not in tissue, are left out and
/// counted. Errors: InvalidArgument where several sections leave a choice, or none has that
/// name; BadInput; Unsupported where a column that decides is encoded in a way that is not known.
Result<H5adSpots> readH5adRows(const DataTree& tree, H5adRows wanted, const std::string& library);

} // namespace transcope::core
