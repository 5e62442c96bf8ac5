#pragma once

#include "core/session/database.h"
#include "core/session/session.h"

namespace transcope::core {

/// What stands in PRAGMA user_version. A file with a higher number was written by a newer Transcope.
constexpr int SessionSchemaVersion = 1;

/// Makes the tables of an empty session and writes what never changes. Throws DatabaseError.
void writeNewSession(Database& database, const SlideReference& slide, const SpotTable& spots);
/// Throws BadInput when the file is no session, is damaged or was written by a newer Transcope.
void checkIsSession(Database& database);
SlideReference readSlideReference(const Database& database);
SpotTable readSpotTable(const Database& database);

/// Writes a layer's description; its id. Throws InvalidArgument when the name is taken.
std::int64_t insertLayer(const Database& database, const LayerInfo& info);
/// All layers in the order they were added; rowsPresent is 0.
std::vector<LayerInfo> selectLayers(const Database& database);

} // namespace transcope::core
