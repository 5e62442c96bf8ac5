#pragma once

#include "core/session/database.h"
#include "core/spots/spottable.h"

#include <cstdint>
#include <vector>

namespace transcope::core {

/// The id of the table that a session is made with; those added later count on from it.
constexpr std::int64_t FirstSpotTable = 0;

/// Writes a table. Throws InvalidArgument when two spots share an id or one has no position; DatabaseError.
void insertSpotTable(Database& database, std::int64_t id, const SpotTable& table);
/// The ids of all tables, ascending. A file of format 1 has the first one only.
std::vector<std::int64_t> selectSpotTables(const Database& database, int format);
/// Throws NotFound for an unknown id, BadInput when spots are missing.
SpotTable readSpotTable(const Database& database, int format, std::int64_t id);

} // namespace transcope::core
