#include "core/session/sqlitesession.h"

#include "core/base/try.h"
#include "core/session/keptobservations.h"
#include "core/session/sessionschema.h"
#include "core/session/spottablestore.h"
#include "core/spots/samespots.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// Length of SQLite's log at which it is moved into the file: the batches of a chunk and what they are joined
/// to. Since the latter takes the place of the former, only it is written to the file.
constexpr std::int64_t LogBytes = 32 << 20;

} // namespace

SqliteSession::SqliteSession(std::unique_ptr<Database> database) : m_database(std::move(database))
{
    {
        const Snapshot snapshot(*m_database);
        refresh();
        m_slide = readSlideReference(*m_database);
        m_firstSpots = spotTable(FirstSpotTable);
    }
    // In WAL mode this keeps every commit whole after a kill; only a power cut may lose the last ones.
    m_database->execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = " +
                        std::to_string(LogBytes / m_database->number("PRAGMA page_size")));
}

void SqliteSession::refresh() const
{
    const auto version = m_database->dataVersion();
    if (version == m_dataVersion)
        return;
    m_format = readFormat(*m_database);
    m_chunks.clear();
    m_dataVersion = version;
}

void SqliteSession::convert()
{
    if (m_format == SessionFormat)
        return;
    convertToFormat2(*m_database);
    m_format = SessionFormat;
}

std::shared_ptr<const SpotTable> SqliteSession::spotTable(std::int64_t id) const
{
    auto& known = m_spotTables[id];
    if (!known)
        known = std::make_shared<const SpotTable>(readSpotTable(*m_database, m_format, id));
    return known;
}

LayerInfo SqliteSession::layerInfo(std::int64_t layer) const
{
    for (LayerInfo& info : selectLayers(*m_database, m_format))
        if (info.id == layer)
            return info;
    throw DatabaseError(
        {ErrorCode::NotFound, path().string() + " has no layer " + std::to_string(layer), {}});
}

ChunkIndex& SqliteSession::chunkIndex(std::int64_t layer) const
{
    const auto known = m_chunks.find(layer);
    return known != m_chunks.end() ? known->second : chunkIndex(layerInfo(layer));
}

ChunkIndex& SqliteSession::chunkIndex(const LayerInfo& info) const
{
    const auto known = m_chunks.find(info.id);
    if (known != m_chunks.end())
        return known->second;
    ChunkIndex index{info.name, spotTable(info.spotTable)->size(), info.genes.size(), {}};
    readChunks(*m_database, info.id, index);
    return m_chunks[info.id] = std::move(index);
}

Result<std::vector<std::int64_t>> SqliteSession::spotTables() const
{
    return read([&] { return selectSpotTables(*m_database, m_format); });
}

Result<std::shared_ptr<const SpotTable>> SqliteSession::spots(std::int64_t table) const
{
    return read([&] { return spotTable(table); });
}

std::optional<std::int64_t> SqliteSession::tableWith(const SpotTable& spots) const
{
    for (const auto id : selectSpotTables(*m_database, m_format))
        if (const auto table = spotTable(id); table->shape == spots.shape && sameSpots(*table, spots))
            return id;
    return std::nullopt;
}

std::int64_t SqliteSession::tableOrNew(const SpotTable& spots)
{
    if (const auto known = tableWith(spots))
        return *known;
    const auto id = selectSpotTables(*m_database, m_format).back() + 1;
    insertSpotTable(*m_database, id, spots);
    return id;
}

Result<std::int64_t> SqliteSession::addSpots(const SpotTable& table)
{
    // A table that is there is no reason to write, or to convert the file.
    TRY(const auto known, read([&] { return tableWith(table); }));
    if (known)
        return *known;
    return write([&] { return tableOrNew(table); });
}

Result<std::vector<LayerInfo>> SqliteSession::layers() const
{
    return read([&] {
        auto layers = selectLayers(*m_database, m_format);
        for (LayerInfo& info : layers)
            info.rowsPresent = std::ranges::count(chunkIndex(info).present(), char(1));
        return layers;
    });
}

Result<std::int64_t> SqliteSession::addLayer(const LayerInfo& info)
{
    return write([&] {
        spotTable(info.spotTable); // NotFound for an unknown one
        return insertLayer(*m_database, info);
    });
}

Result<void> SqliteSession::removeLayer(std::int64_t layer)
{
    const auto removed = write([&] {
        layerInfo(layer);
        Statement remove(*m_database, "DELETE FROM layer WHERE id = ?");
        remove.bind(1, layer);
        remove.run();
        insertText(*m_database, observationsKey(layer), "");
        m_chunks.erase(layer);
        m_written.erase(layer);
    });
    if (removed)
        raiseRevision(layer);
    return removed;
}

Result<void> SqliteSession::setText(const std::string& key, const std::string& value)
{
    return write([&] { insertText(*m_database, key, value); });
}

Result<std::string> SqliteSession::text(const std::string& key) const
{
    return read([&] {
        Statement row(*m_database, "SELECT value FROM text WHERE key = ?");
        row.bind(1, key);
        return row.step() ? row.text(0) : std::string();
    });
}

Result<void> SqliteSession::foldLog()
{
    std::set<std::int64_t> written;
    {
        const std::lock_guard lock(m_mutex);
        written = m_written;
    }
    for (const auto layer : written) {
        const auto compacted = compact(layer);
        if (!compacted &&
            compacted.error().code != ErrorCode::NotFound) // another process may have removed it
            return compacted;
    }
    const std::lock_guard lock(m_mutex);
    return guardedCall([&] { m_database->execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory"); });
}

} // namespace transcope::core
