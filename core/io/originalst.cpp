#include "core/io/originalst.h"

#include "core/base/median.h"
#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/io/columnnames.h"
#include "core/io/countstable.h"
#include "core/io/sectionnames.h"
#include "core/io/spotchoice.h"
#include "core/io/spotfilter.h"
#include "core/io/spotnames.h"
#include "core/io/tablereader.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// Which cell holds what.
struct Columns
{
    std::optional<std::size_t> id; ///< "10x13", instead of x and y
    std::size_t x = 0, y = 0;
    PlaceColumns place;
    std::optional<std::size_t> selected;
    std::vector<std::string> names;
};

Result<Columns> columnsOf(TableReader& reader)
{
    Columns columns;
    columns.names = reader.header();
    const auto at = [&](char name) {
        const auto is = [&](const std::string& cell) {
            return cell.size() == 1 && std::tolower(static_cast<unsigned char>(cell[0])) == name;
        };
        return static_cast<std::size_t>(std::find_if(columns.names.begin(), columns.names.end(), is) -
                                        columns.names.begin());
    };
    columns.x = at('x');
    columns.y = at('y');
    columns.selected = columnOf(ColumnMeaning::InTissue, columns.names);
    const auto place = placeColumnsOf(columns.names);
    const bool hasArrayPlaces = columns.x < columns.names.size() && columns.y < columns.names.size();
    if (place)
        columns.place = *place;
    if (place && (!hasArrayPlaces || place->x == columns.x)) // no px beside the array's x and y
        columns.id = columnOf(ColumnMeaning::Id, columns.names).value_or(0);
    if (!place || columns.id == place->x || columns.id == place->y)
        return fail(ErrorCode::BadInput,
                    reader.where() + ": not a table of spot positions: its columns are " +
                        nameList(columns.names),
                    "Expected the columns x, y, pixel_x and pixel_y (and selected), or \"\", X and Y");
    return columns;
}

Result<void> readArrayPlace(const TableReader& reader, const Columns& columns, Spot& spot)
{
    const auto& cells = reader.cells();
    if (columns.id) {
        spot.id = std::string(cells[*columns.id]);
        const auto place = arrayPlaceIn(spot.id);
        if (!place)
            return fail(ErrorCode::BadInput,
                        reader.where() + ": \"" + spot.id + "\" is not a spot such as 10x13",
                        "Correct or remove the row");
        spot.arrayCol = place->column;
        spot.arrayRow = place->row;
        return {};
    }
    TRY(const auto x, finiteNumber(reader, cells[columns.x], "x"));
    TRY(const auto y, finiteNumber(reader, cells[columns.y], "y"));
    spot.arrayCol = static_cast<int>(std::lround(x));
    spot.arrayRow = static_cast<int>(std::lround(y));
    spot.id = std::to_string(spot.arrayCol) + "x" + std::to_string(spot.arrayRow);
    return {};
}

/// Nothing where the row has no px.
Result<std::optional<Spot>> readSpot(const TableReader& reader, const Columns& columns)
{
    TRY_RUN(checkCellCount(reader, columns.names.size()));
    const auto& cells = reader.cells();
    const auto& [xAt, yAt] = columns.place;
    TRY(const auto place, placeIn(reader, cells[xAt], columns.names[xAt], cells[yAt], columns.names[yAt]));
    Spot spot;
    TRY_RUN(readArrayPlace(reader, columns, spot));
    if (!place)
        return std::nullopt;
    spot.centreLevel0Px = *place;
    return spot;
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

/// What is known of an array.
struct Platform
{
    double pitchUm = 200; ///< centre to centre along the array's rows
    double diameterUm = 100;
    double staggeredStepUm = 200; ///< along a row of an array with spots at every other place
};

/// cSCC (Ji et al. 2020) has spots of 110 µm, 150 µm from the nearest ones; its files are called alone so.
Platform platformOf(const fs::path& positions)
{
    const bool isCscc = positions.filename().string().find("spot_data-selection") != std::string::npos;
    return isCscc ? Platform{150, 110, 150 * std::sqrt(2.0)} : Platform();
}

/// allSpots: selected or not, since gaps in a selection leave fewer neighbours.
void setGeometry(SpotTable& table, const std::vector<Spot>& allSpots, const Platform& platform)
{
    const bool staggered = isStaggered(allSpots);
    const double pitch = distanceAlongArray(allSpots, staggered ? 2 : 1);
    table.lattice = staggered ? Lattice::Irregular : Lattice::Square;
    if (!(pitch > 0))
        return;
    table.umPerPx = (staggered ? platform.staggeredStepUm : platform.pitchUm) / pitch;
    table.pitchLevel0Px = staggered ? pitch / std::sqrt(2.0) : pitch;
    table.diameterLevel0Px = platform.diameterUm / *table.umPerPx;
}

} // namespace

Result<SpotFile> readStPositions(const fs::path& path)
{
    TRY(auto reader, TableReader::open(path));
    TRY(const auto columns, columnsOf(reader));
    std::vector<Spot> all;
    SpotFile file;
    SpotFilter filter("selected");
    DuplicateCheck seen;
    while (reader.next()) {
        TRY(const auto spot, readSpot(reader, columns));
        const auto first = spot ? seen.seenBefore(spot->id, reader.line()) : std::nullopt;
        if (first)
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + spot->id + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two rows");
        if (spot)
            all.push_back(*spot);
        if (filter.keeps(spot.has_value(),
                         columns.selected ? flagIn(reader.cells()[*columns.selected]) : true))
            file.spots.spots.push_back(*spot);
    }
    TRY_RUN(filter.finish(path, file.notes));
    setGeometry(file.spots, all, platformOf(path));
    if (!(file.spots.diameterLevel0Px > 0))
        return fail(ErrorCode::BadInput,
                    path.string() +
                        ": the spots' distance cannot be told: no two are neighbours on the array",
                    "Give the whole table of positions, selected or not");
    return file;
}

Result<Section> readStSection(const fs::path& counts, const fs::path& positions)
{
    TRY(auto file, readStPositions(positions));
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
