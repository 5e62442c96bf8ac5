#pragma once

#include "core/io/datatree.h"

#include <string>
#include <vector>

namespace transcope::core {

/// Where an AnnData lies and which of its sections is meant.
struct AnnDataPlace
{
    std::filesystem::path path; ///< an .h5ad, or the folder of a zarr store's group
    std::string library;
};

/// The tables of a SpatialData store: the groups of its tables/ (of older ones, table/); empty for anything
/// else.
std::vector<std::filesystem::path> spatialDataTables(const std::filesystem::path& path);

/// Whether a folder is a zarr store of AnnData or of SpatialData with a table.
bool isAnnDataStore(const std::filesystem::path& path);

/// What `path` stands for: of a SpatialData store its one table, or that which `library` names. Errors:
/// InvalidArgument where several tables leave a choice.
Result<AnnDataPlace> annDataAt(const std::filesystem::path& path, const std::string& library);

/// How to give a table of SpatialData its spots' places where these stand in its shapes alone, which are
/// Parquet; nothing where it is no such table.
std::optional<std::string> howToPlace(const std::filesystem::path& table);

/// readTree() of what `path` stands for. work: DataTree, library → Result or a value. Errors: annDataAt's
/// and readTree's.
template <class Work>
auto readAnnData(const std::filesystem::path& path, const std::string& library, const Work& work)
{
    using Made =
        typename GuardedResult<std::invoke_result_t<Work, const DataTree&, const std::string&>>::type;
    return [&]() -> Made {
        TRY(const auto place, annDataAt(path, library));
        return readTree(place.path, [&](const DataTree& tree) { return work(tree, place.library); });
    }();
}

} // namespace transcope::core
