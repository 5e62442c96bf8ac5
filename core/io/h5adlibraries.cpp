#include "core/base/try.h"
#include "core/io/columnnames.h"
#include "core/io/h5adcolumns.h"
#include "core/io/h5adspots.h"

#include <algorithm>
#include <set>

namespace transcope::core {

namespace {

/// What uns["spatial"] calls them.
std::vector<std::string> spatialNames(const H5Reader& reader)
{
    std::vector<std::string> names;
    for (const auto& name : reader.children("uns/spatial")) {
        const auto group = "uns/spatial/" + name;
        if (reader.isGroup(group + "/scalefactors") || reader.isGroup(group + "/images"))
            names.push_back(name);
    }
    return names;
}

/// -1 where it is not there. names: ascending.
int indexIn(const std::vector<std::string>& names, const std::string& name)
{
    const auto it = std::lower_bound(names.begin(), names.end(), name);
    return it != names.end() && *it == name ? static_cast<int>(it - names.begin()) : -1;
}

/// By a column: the values that occur, and which of them each row has.
H5adLibraries byColumn(const FrameColumn& column, std::string name)
{
    H5adLibraries libraries;
    std::set<std::string> distinct;
    for (std::size_t row = 0; row < column.size(); ++row)
        distinct.insert(column.text(row));
    distinct.erase("");
    libraries.names.assign(distinct.begin(), distinct.end());
    for (std::size_t row = 0; row < column.size(); ++row)
        libraries.ofRow.push_back(indexIn(libraries.names, column.text(row)));
    libraries.column = std::move(name);
    return libraries;
}

/// A column, whatever its name, each of whose values is one of these.
std::optional<H5adLibraries> columnWithValues(const H5Reader& reader, std::size_t rows,
                                              const std::vector<std::string>& values)
{
    for (const auto& name : frameColumnNames(reader, "obs")) {
        const auto column = frameColumn(reader, "obs", name, rows);
        if (!column || !column->numbers.empty())
            continue;
        auto libraries = byColumn(*column, name);
        if (std::includes(values.begin(), values.end(), libraries.names.begin(), libraries.names.end()))
            return libraries;
    }
    return std::nullopt;
}

} // namespace

Result<H5adLibraries> librariesIn(const H5Reader& reader, std::size_t rows)
{
    const auto spatial = spatialNames(reader);
    const auto columns = frameColumnNames(reader, "obs");
    if (const auto named = columnOf(ColumnMeaning::Library, columns)) {
        TRY(const auto column, frameColumn(reader, "obs", columns[*named], rows));
        return byColumn(column, columns[*named]);
    }
    if (spatial.size() > 1)
        if (auto libraries = columnWithValues(reader, rows, spatial))
            return *libraries;
    return H5adLibraries{spatial, {}, {}};
}

} // namespace transcope::core
