#pragma once

#include "core/session/chunkstore.h"

namespace transcope::core {

/// Joins small chunks of a layer, oldest first and at least index.chunkRows() rows where there are as many,
/// into chunks in pieces; rows that were written again later are dropped. Works within the caller's
/// transaction, which readers see as a whole or not at all, and changes the index too. What is joined is
/// deleted before the new is written, so that it takes its place in the file and the file does not grow.
/// Memory: a few chunks. Returns false where nothing is left to do. Throws DatabaseError.
bool joinSmallChunks(const Database& database, std::int64_t layer, ChunkIndex& index);

} // namespace transcope::core
