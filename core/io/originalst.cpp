#include "core/io/originalst.h"

#include "core/base/median.h"
#include "core/base/try.h"
#include "core/io/countstable.h"
#include "core/io/sectionnames.h"
#include "core/io/spotchoice.h"
#include "core/io/tablereader.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// Which cell holds what; -1 where the table has no such column.
struct Columns
{
    int id = -1; ///< "10x13", instead of x and y
    int x = -1, y = -1;
    int pixelX = -1, pixelY = -1;
    int selected = -1;
    std::vector<std::string> names;

    const std::string& nameOf(int column) const { return names[static_cast<std::size_t>(column)]; }
};

Result<Columns> columnsOf(const TableReader& reader)
{
    Columns columns;
    columns.names.assign(reader.cells().begin(), reader.cells().end());
    const auto at = [&](std::string_view name) {
        const auto it = std::find(columns.names.begin(), columns.names.end(), name);
        return it == columns.names.end() ? -1 : static_cast<int>(it - columns.names.begin());
    };
    columns.x = at("x");
    columns.y = at("y");
    columns.pixelX = at("pixel_x");
    columns.pixelY = at("pixel_y");
    columns.selected = at("selected");
    if (columns.x < 0 && columns.names.size() >= 3 && at("X") > 0 && at("Y") > 0) {
        columns.id = 0;
        columns.pixelX = at("X");
        columns.pixelY = at("Y");
    }
    const bool placed = columns.id >= 0 || (columns.x >= 0 && columns.y >= 0);
    if (!placed || columns.pixelX < 0 || columns.pixelY < 0)
        return fail(ErrorCode::BadInput, reader.where() + ": not a table of spot positions",
                    "Expected the columns x, y, pixel_x and pixel_y (and selected), or \"\", X and Y");
    return columns;
}

/// "10x13" → column 10, row 13.
bool parseId(std::string_view id, Spot& spot)
{
    const auto cross = id.find('x');
    if (cross == std::string_view::npos)
        return false;
    const auto x = numberIn(id.substr(0, cross));
    const auto y = numberIn(id.substr(cross + 1));
    if (!x || !y)
        return false;
    spot.arrayCol = static_cast<int>(std::lround(*x));
    spot.arrayRow = static_cast<int>(std::lround(*y));
    return true;
}

Result<void> readPlace(const TableReader& reader, const Columns& columns, Spot& spot)
{
    const auto& cells = reader.cells();
    if (columns.id >= 0) {
        spot.id = std::string(cells[static_cast<std::size_t>(columns.id)]);
        if (!parseId(spot.id, spot))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": \"" + spot.id + "\" is not a spot such as 10x13",
                        "Correct or remove the row");
        return {};
    }
    const auto x = finiteNumber(reader, cells[static_cast<std::size_t>(columns.x)], "x");
    const auto y = finiteNumber(reader, cells[static_cast<std::size_t>(columns.y)], "y");
    if (!x || !y)
        return tl::unexpected(x ? y.error() : x.error());
    spot.arrayCol = static_cast<int>(std::lround(*x));
    spot.arrayRow = static_cast<int>(std::lround(*y));
    spot.id = std::to_string(spot.arrayCol) + "x" + std::to_string(spot.arrayRow);
    return {};
}

Result<Spot> readSpot(const TableReader& reader, const Columns& columns)
{
    TRY_RUN(checkCellCount(reader, columns.names.size()));
    Spot spot;
    TRY_RUN(readPlace(reader, columns, spot));
    const auto& cells = reader.cells();
    const auto x =
        finiteNumber(reader, cells[static_cast<std::size_t>(columns.pixelX)], columns.nameOf(columns.pixelX));
    const auto y =
        finiteNumber(reader, cells[static_cast<std::size_t>(columns.pixelY)], columns.nameOf(columns.pixelY));
    if (!x || !y)
        return tl::unexpected(x ? y.error() : x.error());
    spot.centreLevel0Px = {*x, *y};
    return spot;
}

Result<bool> isSelected(const TableReader& reader, const Columns& columns)
{
    if (columns.selected < 0)
        return true;
    TRY(const auto flag,
        finiteNumber(reader, reader.cells()[static_cast<std::size_t>(columns.selected)], "selected"));
    return flag != 0;
}

/// Arrays with twice the spots (mouse olfactory bulb) number half pitches: only places with x + y even, or
/// only odd ones, exist, and the nearest neighbour lies half a diagonal away.
bool isStaggered(const std::vector<Spot>& spots)
{
    bool oddColumns = false, evenColumns = false;
    int parity = -1;
    for (const auto& spot : spots) {
        const int sum = (spot.arrayRow + spot.arrayCol) & 1;
        if (parity >= 0 && sum != parity)
            return false;
        parity = sum;
        ((spot.arrayCol & 1) != 0 ? oddColumns : evenColumns) = true;
    }
    return oddColumns && evenColumns;
}

/// The median distance between spots `step` apart along a row or column of the array; 0 where there are none.
/// Not the nearest neighbour's distance: printed spots stray from their places, and the nearest of four
/// strays inwards.
double distanceAlongArray(const std::vector<Spot>& spots, int step)
{
    std::map<std::pair<int, int>, PointD> centres;
    for (const auto& spot : spots)
        centres[{spot.arrayRow, spot.arrayCol}] = spot.centreLevel0Px;
    std::vector<double> distances;
    for (const auto& [place, centre] : centres) {
        for (const auto& next :
             {std::pair{place.first + step, place.second}, {place.first, place.second + step}}) {
            if (const auto other = centres.find(next); other != centres.end())
                distances.push_back(std::hypot(other->second.x - centre.x, other->second.y - centre.y));
        }
    }
    return distances.empty() ? 0 : median(std::move(distances));
}

/// allSpots: selected or not, since gaps in a selection leave fewer neighbours.
void setGeometry(SpotTable& table, const std::vector<Spot>& allSpots, const StPlatform& platform)
{
    const bool staggered = isStaggered(allSpots);
    const double pitch = distanceAlongArray(allSpots, staggered ? 2 : 1);
    table.lattice = staggered ? Lattice::Irregular : Lattice::Square;
    if (!(pitch > 0))
        return;
    table.umPerPx = platform.pitchUm / pitch;
    table.pitchLevel0Px = staggered ? pitch / std::sqrt(2.0) : pitch;
    table.diameterLevel0Px = platform.diameterUm / *table.umPerPx;
}

} // namespace

Result<SpotFile> readStPositions(const fs::path& path, const StPlatform& platform)
{
    TRY(auto reader, TableReader::open(path));
    reader.next();
    TRY(const auto columns, columnsOf(reader));
    std::vector<Spot> all;
    SpotFile file;
    DuplicateCheck seen;
    while (reader.next()) {
        TRY(const auto spot, readSpot(reader, columns));
        if (const auto first = seen.seenBefore(spot.id, reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + spot.id + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two rows");
        TRY(const auto selected, isSelected(reader, columns));
        all.push_back(spot);
        if (selected)
            file.spots.spots.push_back(spot);
    }
    if (file.spots.empty())
        return fail(ErrorCode::BadInput, path.string() + ": no spot is selected",
                    "Check the column selected");
    setGeometry(file.spots, all, platform);
    if (!(file.spots.diameterLevel0Px > 0))
        return fail(ErrorCode::BadInput,
                    path.string() +
                        ": the spots' distance cannot be told: no two are neighbours on the array",
                    "Give the whole table of positions, selected or not");
    if (file.spots.size() < all.size())
        file.notes.push_back(std::to_string(all.size() - file.spots.size()) + " of " +
                             std::to_string(all.size()) + " positions are not selected");
    return file;
}

Result<Section> readStSection(const fs::path& counts, const fs::path& positions, const StPlatform& platform)
{
    TRY(auto file, readStPositions(positions, platform));
    TRY(const auto table, readCountsTable(counts));
    Section section;
    section.name = stFilesOf(counts).name;
    section.patient = patientOf(section.name);
    section.image = imageBeside(counts, section.name);
    section.genes = table.genes;
    section.notes = std::move(file.notes);
    section.spots = std::move(file.spots);
    TRY_RUN(keepMeasuredSpots(section, table.rows, table.values, counts));
    return section;
}

} // namespace transcope::core
