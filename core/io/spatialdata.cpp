#include "core/io/spatialdata.h"

#include "core/base/namelist.h"
#include "core/io/zarrreader.h"

#include <algorithm>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

bool isTable(const fs::path& path)
{
    return isZarrStore(path) && isZarrStore(path / "obs") && isZarrStore(path / "var");
}

} // namespace

std::vector<fs::path> spatialDataTables(const fs::path& path)
{
    std::vector<fs::path> tables;
    std::error_code error;
    for (const char* group : {"tables", "table"})
        if (isZarrStore(path) && !isTable(path) && fs::is_directory(path / group, error))
            for (const auto& entry : fs::directory_iterator(path / group, error))
                if (isTable(entry.path()))
                    tables.push_back(entry.path());
    std::sort(tables.begin(), tables.end());
    return tables;
}

bool isAnnDataStore(const fs::path& path)
{
    return isTable(path) || !spatialDataTables(path).empty();
}

Result<AnnDataPlace> annDataAt(const fs::path& path, const std::string& library)
{
    const auto tables = spatialDataTables(path);
    std::vector<std::string> names;
    for (const auto& table : tables) {
        names.push_back(table.filename().string());
        if (names.back() == library)
            return AnnDataPlace{table, {}};
    }
    if (tables.size() < 2)
        return AnnDataPlace{tables.empty() ? path : tables.front(), library};
    return fail(ErrorCode::InvalidArgument,
                path.string() + ": holds " + std::to_string(tables.size()) + " tables: " + nameList(names),
                "Choose one with --library NAME on the command line, or name its folder, " +
                    tables.front().string());
}

std::optional<std::string> howToPlace(const fs::path& table)
{
    const auto store = table.parent_path().parent_path();
    std::error_code error;
    if (!isTable(table) || !fs::is_directory(store / "shapes", error))
        return std::nullopt;
    const auto name = table.filename().string();
    return "Write them from its shapes into an .h5ad: python3 -c \"import spatialdata as sd; d = "
           "sd.read_zarr('" +
           store.string() + "'); t = d.tables['" + name +
           "']; a = t.uns['spatialdata_attrs']; t.obsm['spatial'] = "
           "sd.get_centroids(d[t.obs[a['region_key']].iloc[0]]).compute().loc[t.obs[a['instance_key']], "
           "['x', 'y']].to_numpy(); t.write_h5ad('" +
           name + ".h5ad')\"";
}

} // namespace transcope::core
