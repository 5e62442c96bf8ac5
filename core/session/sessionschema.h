#pragma once

#include "core/session/database.h"
#include "core/session/session.h"

namespace transcope::core {

/// The format that is written; docs/formats.md describes it and what format 1 was. It stands in PRAGMA
/// user_version. A file with a higher number was written by a newer Transcope.
constexpr int SessionFormat = 2;

/// Makes the tables of an empty session and writes what never changes. Throws DatabaseError.
void writeNewSession(Database& database, const SlideReference& slide, const SpotTable& spots);
/// The file's format, 1 … SessionFormat. Throws BadInput when the file is no session, is damaged or was
/// written by a newer Transcope.
int readFormat(Database& database);
/// Turns a file of format 1 into one of format 2, within the caller's transaction. Its rows stay as they are:
/// what format 1 calls a chunk is a batch in format 2, which is compacted in time.
void convertToFormat2(Database& database);
/// Writes a text under a key, in place of the one that is there.
void insertText(const Database& database, const std::string& key, std::string_view value);
SlideReference readSlideReference(const Database& database);

/// Writes a layer's description; its id. Throws InvalidArgument when the name is taken.
std::int64_t insertLayer(const Database& database, const LayerInfo& info);
/// All layers in the order they were added; rowsPresent is 0.
std::vector<LayerInfo> selectLayers(const Database& database, int format);

} // namespace transcope::core
