#include "core/base/try.h"
#include "core/io/columnnames.h"
#include "core/io/h5adcolumns.h"
#include "core/io/h5adspots.h"
#include "core/spots/overlaidsections.h"

#include <algorithm>
#include <set>

namespace transcope::core {

namespace {

/// What uns["spatial"] calls them.
std::vector<std::string> spatialNames(const DataTree& tree)
{
    std::vector<std::string> names;
    for (const auto& name : tree.children("uns/spatial")) {
        const auto group = "uns/spatial/" + name;
        if (tree.isGroup(group + "/scalefactors") || tree.isGroup(group + "/images"))
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
std::optional<H5adLibraries> columnWithValues(const DataTree& tree, std::size_t rows,
                                              const std::vector<std::string>& values)
{
    for (const auto& name : frameColumnNames(tree, "obs")) {
        const auto column = frameColumn(tree, "obs", name, rows);
        if (!column || !column->numbers.empty())
            continue;
        auto libraries = byColumn(*column, name);
        if (std::includes(values.begin(), values.end(), libraries.names.begin(), libraries.names.end()))
            return libraries;
    }
    return std::nullopt;
}

/// The column of obs that says which section: as SpatialData has it noted, else by its name.
std::optional<std::string> sectionColumn(const DataTree& tree)
{
    const std::string regionKey = "uns/spatialdata_attrs/region_key";
    const auto columns = frameColumnNames(tree, "obs");
    const auto said = tree.isText(regionKey) ? tree.strings(regionKey) : Result<std::vector<std::string>>();
    if (said && said->size() == 1 &&
        std::find(columns.begin(), columns.end(), said->front()) != columns.end())
        return said->front();
    const auto named = columnOf(ColumnMeaning::Library, columns);
    return named ? std::optional(columns[*named]) : std::nullopt;
}

/// The first column that may tell sections apart and whose values lie over each other.
std::optional<H5adLibraries> overlaidSamples(const DataTree& tree, std::size_t rows)
{
    auto names = frameColumnNames(tree, "obs");
    std::erase_if(
        names, [](const std::string& name) { return !columnOf(ColumnMeaning::Sample, std::vector{name}); });
    std::vector<std::string> unused;
    const auto places =
        names.empty() ? Result<std::optional<std::vector<PointD>>>() : placesIn(tree, rows, unused);
    if (!places || !places->has_value())
        return std::nullopt;
    for (const auto& name : names) {
        const auto column = frameColumn(tree, "obs", name, rows);
        if (!column)
            continue;
        auto libraries = byColumn(*column, name);
        if (areOverlaidSections(libraries.names.size(), libraries.ofRow, **places))
            return libraries;
    }
    return std::nullopt;
}

} // namespace

Result<H5adLibraries> librariesIn(const DataTree& tree, std::size_t rows)
{
    const auto spatial = spatialNames(tree);
    if (const auto name = sectionColumn(tree)) {
        TRY(const auto column, frameColumn(tree, "obs", *name, rows));
        return byColumn(column, *name);
    }
    if (spatial.size() > 1)
        if (auto libraries = columnWithValues(tree, rows, spatial))
            return *libraries;
    if (auto libraries = overlaidSamples(tree, rows))
        return *libraries;
    return H5adLibraries{spatial, {}, {}};
}

} // namespace transcope::core
