#include "core/session/sqlitesession.h"

#include "core/expression/denseexpression.h"
#include "core/session/sessionschema.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <zlib.h>

namespace transcope::core {

static_assert(std::endian::native == std::endian::little, "blobs hold little-endian numbers");

namespace {

/// Whole layers are cut into chunks of about this size.
constexpr std::size_t ChunkBytes = 4u << 20;

[[noreturn]] void invalid(std::string message)
{
    throw DatabaseError({ErrorCode::InvalidArgument, std::move(message), {}});
}

/// SQLite's pages carry no checksum; this one tells a flipped bit from a prediction.
std::int64_t checksum(std::span<const std::byte> spots, std::span<const std::byte> padded,
                      std::span<const std::byte> expression)
{
    uLong crc = crc32_z(0, nullptr, 0);
    for (const auto part : {spots, padded, expression})
        if (!part.empty())
            crc = crc32_z(crc, reinterpret_cast<const Bytef*>(part.data()), part.size());
    return static_cast<std::int64_t>(crc);
}

void insertChunk(const Database& database, std::int64_t layer, std::span<const int> spots,
                 std::span<const float> rows, std::span<const std::uint8_t> padded)
{
    Statement insert(database,
                     "INSERT INTO chunk (layer, checksum, spots, padded, expression) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, layer);
    insert.bind(2, checksum(std::as_bytes(spots), std::as_bytes(padded), std::as_bytes(rows)));
    insert.bindBlob(3, std::as_bytes(spots));
    insert.bindBlob(4, std::as_bytes(padded));
    insert.bindBlob(5, std::as_bytes(rows));
    insert.run();
}

/// Row-major rows of some spots of a matrix whose genes are contiguous.
std::vector<float> rowsOf(const ExpressionMatrix& values, std::span<const int> spots)
{
    std::vector<float> rows(spots.size() * values.genes());
    for (std::size_t g = 0; g < values.genes(); ++g) {
        const auto column = values.gene(g);
        for (std::size_t i = 0; i < spots.size(); ++i)
            rows[i * values.genes() + g] = column[static_cast<std::size_t>(spots[i])];
    }
    return rows;
}

/// Spots with at least one value that is not NaN, ascending.
std::vector<int> spotsWithValues(const ExpressionMatrix& values)
{
    std::vector<char> present(values.spots(), 0);
    for (std::size_t g = 0; g < values.genes(); ++g) {
        const auto column = values.gene(g);
        for (std::size_t s = 0; s < column.size(); ++s)
            present[s] |= static_cast<char>(!std::isnan(column[s]));
    }
    std::vector<int> spots;
    for (std::size_t s = 0; s < present.size(); ++s)
        if (present[s])
            spots.push_back(static_cast<int>(s));
    return spots;
}

} // namespace

SqliteSession::SqliteSession(std::unique_ptr<Database> database)
    : m_database(std::move(database)), m_slide(readSlideReference(*m_database)),
      m_spots(std::make_shared<const SpotTable>(readSpotTable(*m_database)))
{
}

LayerInfo SqliteSession::layerInfo(std::int64_t layer) const
{
    for (LayerInfo& info : selectLayers(*m_database))
        if (info.id == layer)
            return info;
    throw DatabaseError(
        {ErrorCode::NotFound, path().string() + " has no layer " + std::to_string(layer), {}});
}

std::size_t SqliteSession::geneCount(std::int64_t layer) const
{
    const auto known = m_geneCounts.find(layer);
    if (known != m_geneCounts.end())
        return known->second;
    return m_geneCounts[layer] = layerInfo(layer).genes.size();
}

void SqliteSession::requireSpots(std::span<const int> spots) const
{
    for (const int spot : spots)
        if (spot < 0 || static_cast<std::size_t>(spot) >= m_spots->size())
            invalid("Spot " + std::to_string(spot) + " is not one of the session's " +
                    std::to_string(m_spots->size()));
}

std::vector<std::int32_t> SqliteSession::chunkSpots(const Statement& rows, int column) const
{
    auto spots = rows.numbers<std::int32_t>(column);
    for (const auto spot : spots)
        if (spot < 0 || static_cast<std::size_t>(spot) >= m_spots->size())
            m_database->raiseDamaged("a row of an unknown spot");
    return spots;
}

std::vector<char> SqliteSession::present(std::int64_t layer) const
{
    std::vector<char> present(m_spots->size(), 0);
    Statement rows(*m_database, "SELECT spots FROM chunk WHERE layer = ?");
    rows.bind(1, layer);
    while (rows.step())
        for (const auto spot : chunkSpots(rows, 0))
            present[static_cast<std::size_t>(spot)] = 1;
    return present;
}

Result<std::vector<LayerInfo>> SqliteSession::layers() const
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        auto layers = selectLayers(*m_database);
        for (LayerInfo& info : layers)
            info.rowsPresent = std::ranges::count(present(info.id), char(1));
        return layers;
    });
}

Result<std::int64_t> SqliteSession::addLayer(const LayerInfo& info)
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] { return insertLayer(*m_database, info); });
}

void SqliteSession::insertWholeLayer(std::int64_t id, const Layer& layer, const ExpressionMatrix& values)
{
    const auto spots = spotsWithValues(values);
    const std::size_t rowBytes = std::max<std::size_t>(1, layer.genes.size() * sizeof(float));
    const std::size_t chunkRows = std::max<std::size_t>(1, ChunkBytes / rowBytes);
    for (std::size_t first = 0; first < spots.size(); first += chunkRows) {
        const auto part = std::span(spots).subspan(first, std::min(chunkRows, spots.size() - first));
        std::vector<std::uint8_t> padded;
        if (!layer.padded.empty())
            for (const int spot : part)
                padded.push_back(layer.padded[static_cast<std::size_t>(spot)]);
        insertChunk(*m_database, id, part, rowsOf(values, part), padded);
    }
}

Result<std::int64_t> SqliteSession::addLayer(const Layer& layer)
{
    const auto values = layer.values ? columnsOf(*layer.values) : ExpressionMatrix();
    if (!values)
        return tl::unexpected(values.error());
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        const bool noValues = values->empty();
        if (!noValues && (values->spots() != m_spots->size() || values->genes() != layer.genes.size()))
            invalid("Layer \"" + layer.name + "\" does not have the session's spots or its own genes");
        if (!layer.padded.empty() && layer.padded.size() != m_spots->size())
            invalid("Layer \"" + layer.name + "\" has a border mark for some spots only");
        Transaction transaction(*m_database);
        const LayerInfo info{0, layer.name, layer.kind, layer.genes, layer.provenance, layer.heldOutScore, 0};
        const auto id = insertLayer(*m_database, info);
        if (!noValues)
            insertWholeLayer(id, layer, *values);
        transaction.commit();
        return id;
    });
}

Result<void> SqliteSession::removeLayer(std::int64_t layer)
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        layerInfo(layer);
        Statement remove(*m_database, "DELETE FROM layer WHERE id = ?");
        remove.bind(1, layer);
        remove.run();
        m_geneCounts.erase(layer);
    });
}

Result<void> SqliteSession::writeRows(std::int64_t layer, std::span<const int> spots,
                                      std::span<const float> rows, std::span<const std::uint8_t> padded)
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        requireSpots(spots);
        if (rows.size() != spots.size() * geneCount(layer))
            invalid("Rows of a chunk must have one value per spot and gene");
        if (padded.size() != spots.size() && !padded.empty())
            invalid("A chunk must have one border mark per spot, or none");
        if (!spots.empty())
            insertChunk(*m_database, layer, spots, rows, padded);
    });
}

Result<std::vector<int>> SqliteSession::missingSpots(std::int64_t layer) const
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        geneCount(layer); // NotFound for an unknown layer
        const auto isPresent = present(layer);
        std::vector<int> missing;
        for (std::size_t s = 0; s < isPresent.size(); ++s)
            if (!isPresent[s])
                missing.push_back(static_cast<int>(s));
        return missing;
    });
}

void SqliteSession::readChunks(std::int64_t id, Layer& layer, ExpressionMatrix& values) const
{
    const std::size_t genes = layer.genes.size();
    Statement chunks(*m_database,
                     "SELECT checksum, spots, padded, expression FROM chunk WHERE layer = ? ORDER BY id");
    chunks.bind(1, id);
    while (chunks.step()) {
        const auto spots = chunkSpots(chunks, 1);
        const auto padded = chunks.numbers<std::uint8_t>(2);
        const auto rows = chunks.numbers<float>(3);
        if (chunks.integer(0) != checksum(chunks.blob(1), chunks.blob(2), chunks.blob(3)))
            m_database->raiseDamaged("the values of layer \"" + layer.name + "\" changed on disk");
        if (rows.size() != spots.size() * genes || (!padded.empty() && padded.size() != spots.size()))
            m_database->raiseDamaged("a chunk of layer \"" + layer.name + "\" has a wrong size");
        for (std::size_t g = 0; g < genes; ++g) {
            const auto column = values.gene(g);
            for (std::size_t i = 0; i < spots.size(); ++i)
                column[static_cast<std::size_t>(spots[i])] = rows[i * genes + g];
        }
        if (padded.empty())
            continue;
        layer.padded.resize(m_spots->size(), 0);
        for (std::size_t i = 0; i < spots.size(); ++i)
            layer.padded[static_cast<std::size_t>(spots[i])] = padded[i];
    }
}

Result<Layer> SqliteSession::readLayer(std::int64_t id) const
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        LayerInfo info = layerInfo(id);
        Layer layer;
        ExpressionMatrix values(m_spots->size(), info.genes.size());
        layer.name = std::move(info.name);
        layer.kind = info.kind;
        layer.genes = std::move(info.genes);
        layer.provenance = std::move(info.provenance);
        layer.heldOutScore = std::move(info.heldOutScore);
        readChunks(id, layer, values);
        layer.spots = m_spots;
        layer.values = denseExpression(std::move(values));
        return layer;
    });
}

Result<void> SqliteSession::setText(const std::string& key, const std::string& value)
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        Statement insert(*m_database, "INSERT OR REPLACE INTO text VALUES (?, ?)");
        insert.bind(1, key);
        insert.bind(2, value);
        insert.run();
    });
}

Result<std::string> SqliteSession::text(const std::string& key) const
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] {
        Statement row(*m_database, "SELECT value FROM text WHERE key = ?");
        row.bind(1, key);
        return row.step() ? row.text(0) : std::string();
    });
}

Result<void> SqliteSession::foldLog()
{
    const std::lock_guard lock(m_mutex);
    return guarded([&] { m_database->execute("PRAGMA wal_checkpoint(TRUNCATE)"); });
}

} // namespace transcope::core
