#include "core/session/spottablestore.h"

#include "core/session/sessionschema.h"
#include "core/spots/latticename.h"
#include "core/spots/shapename.h"

#include <cmath>
#include <string_view>
#include <unordered_set>

namespace transcope::core {

namespace {

void requireWhole(const std::vector<Spot>& spots)
{
    std::unordered_set<std::string_view> ids;
    ids.reserve(spots.size());
    for (const Spot& spot : spots) {
        if (!std::isfinite(spot.centreLevel0Px.x) || !std::isfinite(spot.centreLevel0Px.y))
            throw DatabaseError({ErrorCode::InvalidArgument, "Spot \"" + spot.id + "\" has no position",
                                 "Remove it, or give it coordinates"});
        if (!ids.insert(spot.id).second)
            throw DatabaseError({ErrorCode::InvalidArgument, "Two spots have the id \"" + spot.id + "\"",
                                 "Give every spot its own id"});
    }
}

void insertSpots(const Database& database, std::int64_t table, const std::vector<Spot>& spots)
{
    Statement insert(database, "INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, table);
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const Spot& spot = spots[i];
        insert.bind(2, static_cast<std::int64_t>(i));
        insert.bind(3, spot.id);
        insert.bind(4, spot.centreLevel0Px.x);
        insert.bind(5, spot.centreLevel0Px.y);
        insert.bind(6, std::int64_t(spot.arrayRow));
        insert.bind(7, std::int64_t(spot.arrayCol));
        insert.run();
    }
}

std::vector<Spot> selectSpots(const Database& database, int format, std::int64_t table, std::int64_t count)
{
    Statement rows(database, format == 1 ? "SELECT position, id, x_px, y_px, array_row, array_col FROM spot "
                                           "WHERE 0 = ? ORDER BY position"
                                         : "SELECT position, id, x_px, y_px, array_row, array_col FROM spot "
                                           "WHERE spot_table = ? ORDER BY position");
    rows.bind(1, table);
    std::vector<Spot> spots;
    while (rows.step()) {
        if (rows.integer(0) != static_cast<std::int64_t>(spots.size()))
            database.raiseDamaged("a spot is missing");
        spots.push_back({rows.text(1),
                         {rows.real(2), rows.real(3)},
                         static_cast<int>(rows.integer(4)),
                         static_cast<int>(rows.integer(5))});
    }
    if (count != static_cast<std::int64_t>(spots.size()))
        database.raiseDamaged("spots are missing");
    return spots;
}

/// Stands among the texts, so that versions that know discs alone read and write the file all the same.
std::string shapeKey(std::int64_t table)
{
    return "spot_table " + std::to_string(table) + " shape";
}

void insertShape(const Database& database, std::int64_t table, SpotShape shape)
{
    if (shape != SpotShape::Disc)
        insertText(database, shapeKey(table), shapeName(shape));
}

SpotShape selectShape(const Database& database, std::int64_t table)
{
    Statement row(database, "SELECT value FROM text WHERE key = ?");
    row.bind(1, shapeKey(table));
    return row.step() ? shapeNamed(row.text(0)).value_or(SpotShape::Disc) : SpotShape::Disc;
}

} // namespace

void insertSpotTable(Database& database, std::int64_t id, const SpotTable& table)
{
    requireWhole(table.spots);
    Statement row(database, "INSERT INTO spot_table VALUES (?, ?, ?, ?, ?, ?)");
    row.bind(1, id);
    row.bind(2, latticeName(table.lattice));
    row.bind(3, table.diameterLevel0Px);
    row.bind(4, table.pitchLevel0Px);
    row.bind(5, table.umPerPx);
    row.bind(6, static_cast<std::int64_t>(table.size()));
    row.run();
    insertSpots(database, id, table.spots);
    insertShape(database, id, table.shape);
}

std::vector<std::int64_t> selectSpotTables(const Database& database, int format)
{
    Statement rows(database,
                   format == 1 ? "SELECT 0 FROM spot_table" : "SELECT id FROM spot_table ORDER BY id");
    std::vector<std::int64_t> ids;
    while (rows.step())
        ids.push_back(rows.integer(0));
    return ids;
}

SpotTable readSpotTable(const Database& database, int format, std::int64_t id)
{
    Statement row(
        database,
        format == 1 ? "SELECT lattice, diameter_px, pitch_px, um_per_px, count FROM spot_table WHERE 0 = ?"
                    : "SELECT lattice, diameter_px, pitch_px, um_per_px, count FROM spot_table WHERE id = ?");
    row.bind(1, id);
    if (!row.step()) {
        if (id == FirstSpotTable)
            database.raiseDamaged("no spot table");
        throw DatabaseError(
            {ErrorCode::NotFound, database.path().string() + " has no spot table " + std::to_string(id), {}});
    }
    SpotTable table;
    const auto lattice = latticeNamed(row.text(0));
    if (!lattice)
        database.raiseDamaged("unknown lattice");
    table.lattice = *lattice;
    table.diameterLevel0Px = row.real(1);
    table.pitchLevel0Px = row.optionalReal(2);
    table.umPerPx = row.optionalReal(3);
    table.spots = selectSpots(database, format, id, row.integer(4));
    table.shape = selectShape(database, id);
    return table;
}

} // namespace transcope::core
