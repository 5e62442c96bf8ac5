#include "core/io/h5adspots.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/io/columnnames.h"
#include "core/io/h5adcolumns.h"
#include "core/io/h5adscalars.h"
#include "core/io/provenancejson.h"
#include "core/io/spotfilter.h"
#include "core/io/spotgeometry.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

using Places = std::vector<PointD>;

/// x, y and what else stands beside them; a small file can claim millions, all of the same value.
constexpr std::size_t MostAxes = 16;

/// Rows of x and y.
Result<Places> placesInArray(const DataTree& tree, const std::string& object, std::size_t rows)
{
    TRY(const auto array, tree.rows(object, 2));
    const auto width = array.rowSize();
    const bool turned = array.rows() == 2 && width == rows && rows != 2; // R's
    if (!turned && (array.rows() != rows || width < 2 || width > MostAxes))
        return tree.bad(object, "does not have a row of x and y for each spot");
    Places places;
    places.reserve(rows);
    std::vector<double> values;
    if (turned) {
        values.resize(array.rows() * width);
        TRY_RUN(array.read(0, array.rows(), values));
        for (std::size_t row = 0; row < rows; ++row)
            places.push_back({values[row], values[row + rows]});
        return places;
    }
    constexpr std::size_t AtOnce = std::size_t{1} << 13; // new memory for all takes longer than reading them
    for (std::size_t first = 0; first < rows; first += AtOnce) {
        const auto count = std::min(AtOnce, rows - first);
        values.resize(count * width);
        TRY_RUN(array.read(first, count, values));
        for (std::size_t row = 0; row < count; ++row)
            places.push_back({values[row * width], values[row * width + 1]});
    }
    return places;
}

Result<Places> placesInFrame(const DataTree& tree, const std::string& frame, const PlaceColumns& columns,
                             const std::vector<std::string>& names, std::size_t rows)
{
    TRY(const auto x, frameColumn(tree, frame, names[columns.x], rows));
    TRY(const auto y, frameColumn(tree, frame, names[columns.y], rows));
    Places places;
    for (std::size_t row = 0; row < rows; ++row)
        places.push_back({x.number(row), y.number(row)});
    return places;
}

/// Within obsm["spatial"] a column "col" is x.
std::optional<PlaceColumns> rowAndColumn(const std::vector<std::string>& names)
{
    const auto x = columnOf(ColumnMeaning::ArrayCol, names), y = columnOf(ColumnMeaning::ArrayRow, names);
    return x && y ? std::optional(PlaceColumns{*x, *y}) : std::nullopt;
}

/// Columns by their names, else the first two in their order.
Result<Places> placesInSpatialFrame(const DataTree& tree, const std::string& frame, std::size_t rows)
{
    auto names = tree.textsAttribute(frame, "column-order");
    if (names.size() < 2)
        names = frameColumnNames(tree, frame);
    if (names.size() < 2)
        return tree.bad(frame, "does not have columns of x and y");
    const auto named = placeColumnsOf(names);
    return placesInFrame(tree, frame, named ? *named : rowAndColumn(names).value_or(PlaceColumns{0, 1}),
                         names, rows);
}

/// Per row whether it is in tissue; nothing in all where no column says.
Result<std::vector<std::optional<bool>>> inTissue(const DataTree& tree, std::size_t rows)
{
    std::vector<std::optional<bool>> flags(rows, true);
    const auto names = frameColumnNames(tree, "obs");
    const auto found = columnOf(ColumnMeaning::InTissue, names);
    if (!found)
        return flags;
    TRY(const auto column, frameColumn(tree, "obs", names[*found], rows));
    std::vector<std::optional<bool>> said;
    for (std::size_t row = 0; row < rows; ++row)
        said.push_back(flagIn(column.text(row)));
    const bool any = std::any_of(said.begin(), said.end(), [](const auto& flag) { return flag.has_value(); });
    if (any || rows == 0)
        return said;
    if (names[*found] == "tissue")
        return flags; // which tissue it is
    return tree.bad("obs/" + names[*found],
                    "says neither 1 nor 0 (or true, false) of any spot, but \"" + column.text(0) + "\"");
}

std::vector<int> arrayColumn(const DataTree& tree, ColumnMeaning meaning, std::size_t rows)
{
    std::vector<int> places(rows, -1);
    const auto names = frameColumnNames(tree, "obs");
    const auto found = columnOf(meaning, names);
    const auto column = found ? frameColumn(tree, "obs", names[*found], rows) : Result<FrameColumn>();
    if (!column || column->size() != rows)
        return places;
    for (std::size_t row = 0; row < rows; ++row)
        if (const double value = column->number(row); std::isfinite(value))
            places[row] = static_cast<int>(std::lround(value));
    return places;
}

/// Which rows are of the wanted section, and its name.
struct Chosen
{
    std::string library;
    std::vector<int> rows;
};

Result<Chosen> chosenRows(const DataTree& tree, std::size_t rows, const std::string& library)
{
    TRY(const auto libraries, librariesIn(tree, rows));
    const auto& names = libraries.names;
    if (library.empty() && names.size() > 1)
        return fail(ErrorCode::InvalidArgument,
                    tree.path().string() + ": holds " + std::to_string(names.size()) + " sections (" +
                        (libraries.column.empty() ? "uns['spatial']" : "obs['" + libraries.column + "']") +
                        "): " + nameList(names),
                    "Choose one with --library NAME on the command line, or save each section as a file");
    const auto it = std::find(names.begin(), names.end(), library);
    if (!library.empty() && it == names.end())
        return fail(ErrorCode::NotFound,
                    tree.path().string() + ": no section is called " + library +
                        (names.empty() ? "; the file names none" : ", of " + nameList(names)),
                    "Choose one that is there, or leave --library out");
    Chosen chosen{library.empty() && !names.empty() ? names.front() : library, {}};
    const int wanted = static_cast<int>(it - names.begin());
    chosen.rows.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row)
        if (library.empty() || libraries.ofRow.empty() || libraries.ofRow[row] == wanted)
            chosen.rows.push_back(static_cast<int>(row));
    return chosen;
}

std::optional<double> scaleFactor(const DataTree& tree, const std::string& library, const char* name)
{
    // Who renames a section's column leaves uns as it was.
    auto libraries = tree.children("uns/spatial");
    if (tree.isGroup("uns/spatial/" + library))
        libraries = {library};
    for (const auto& each : libraries) {
        const auto dataset = "uns/spatial/" + each + "/scalefactors/" + name;
        const auto values = tree.has(dataset) ? tree.doubles(dataset) : Result<std::vector<double>>();
        if (values && values->size() == 1 && values->front() > 0)
            return values->front();
    }
    return std::nullopt;
}

/// spots: every spot with a place.
Result<void> setGeometry(const DataTree& tree, const std::string& library, H5adSpots& spots)
{
    SpotTable& all = spots.table;
    all.diameterLevel0Px = scaleFactor(tree, library, "spot_diameter_fullres").value_or(0);
    const auto own = scalarsOf(tree, "uns/transcope");
    if (own.empty() && all.diameterLevel0Px > 0)
        setVisiumGeometry(all);
    if (const auto umPerPx = scaleFactor(tree, library, "microns_per_pixel")) {
        all.umPerPx = umPerPx;
        spots.umPerPxSource = "microns_per_pixel in uns['spatial']";
    }
    geometryFromJson(own, all);
    geometryFromJson(scalarsOf(tree, "uns/transcope/sections/" + library), all);
    return completeGeometry(all, tree.path().string(), spots.notes);
}

/// Leaves out of the table what is not in spots.rows. placed: the row of each spot in it, ascending.
void keepOnly(H5adSpots& spots, const std::vector<int>& placed)
{
    auto wanted = spots.rows.begin();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        if (wanted == spots.rows.end() || *wanted != placed[i])
            continue;
        if (kept != i)
            spots.table.spots[kept] = std::move(spots.table.spots[i]);
        ++kept;
        ++wanted;
    }
    spots.table.spots.resize(kept);
}

} // namespace

Result<std::optional<Places>> placesIn(const DataTree& tree, std::size_t rows,
                                       std::vector<std::string>& notes)
{
    for (const std::string object : {"obsm/spatial", "obsm/X_spatial"}) {
        if (!tree.has(object))
            continue;
        TRY(auto places, tree.isGroup(object) ? placesInSpatialFrame(tree, object, rows)
                                              : placesInArray(tree, object, rows));
        return places;
    }
    const auto names = frameColumnNames(tree, "obs");
    const auto columns = placeColumnsOf(names);
    if (!columns)
        return std::nullopt;
    TRY(auto places, placesInFrame(tree, "obs", *columns, names, rows));
    notes.push_back("obsm['spatial'] is missing; the columns " + names[columns->x] + " and " +
                    names[columns->y] + " of obs are taken as px");
    return places;
}

Result<H5adSpots> readH5adRows(const DataTree& tree, H5adRows wanted, const std::string& library)
{
    TRY(auto ids, frameIndex(tree, "obs"));
    TRY(const auto chosen, chosenRows(tree, ids.size(), library));
    H5adSpots spots;
    spots.rowsInFile = ids.size();
    TRY(const auto places, placesIn(tree, ids.size(), spots.notes));
    spots.hasCoordinates = places.has_value();
    std::vector<std::optional<bool>> flags(ids.size(), true);
    if (wanted == H5adRows::InTissue) {
        TRY(flags, inTissue(tree, ids.size()));
    }
    const auto arrayRows = arrayColumn(tree, ColumnMeaning::ArrayRow, ids.size());
    const auto arrayCols = arrayColumn(tree, ColumnMeaning::ArrayCol, ids.size());
    std::vector<int> placed; // which of obs each spot with a place is
    SpotFilter filter;
    spots.table.spots.reserve(chosen.rows.size());
    for (const int row : chosen.rows) {
        const auto at = static_cast<std::size_t>(row);
        const auto place = places ? (*places)[at] : PointD{};
        const bool hasPlace = std::isfinite(place.x) && std::isfinite(place.y);
        if (hasPlace) {
            spots.table.spots.push_back({std::move(ids[at]), place, arrayRows[at], arrayCols[at]});
            placed.push_back(row);
        }
        if (filter.keeps(hasPlace, flags[at]))
            spots.rows.push_back(row);
    }
    TRY_RUN(filter.finish(tree.path(), spots.notes));
    if (spots.hasCoordinates)
        TRY_RUN(setGeometry(tree, chosen.library, spots));
    keepOnly(spots, placed);
    return spots;
}

} // namespace transcope::core
