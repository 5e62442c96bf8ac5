#include "core/session/chunkstore.h"

#include <algorithm>
#include <bit>
#include <zlib.h>

namespace transcope::core {

static_assert(std::endian::native == std::endian::little, "blobs hold little-endian numbers");

namespace {

/// A gene of so many rows, and of a batch of 32 more, fills pages of 4 or 16 KiB with little left over.
constexpr std::size_t MostChunkRows = 16256;
constexpr std::size_t MostChunkBytes = 32u << 20;
constexpr std::size_t PieceBytes = 64u << 10;

/// SQLite's pages carry no checksum; this one tells a flipped bit from a prediction.
std::int64_t checksum(std::initializer_list<std::span<const std::byte>> parts)
{
    uLong crc = crc32_z(0, nullptr, 0);
    for (const auto part : parts)
        if (!part.empty())
            crc = crc32_z(crc, reinterpret_cast<const Bytef*>(part.data()), part.size());
    return static_cast<std::int64_t>(crc);
}

std::int64_t insertRow(const Database& database, std::int64_t layer, std::span<const std::int32_t> spots,
                       std::span<const std::uint8_t> padded, std::span<const float> rows)
{
    Statement insert(database,
                     "INSERT INTO chunk (layer, checksum, spots, padded, expression) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, layer);
    insert.bind(2, checksum({std::as_bytes(spots), std::as_bytes(padded), std::as_bytes(rows)}));
    insert.bindBlob(3, std::as_bytes(spots));
    insert.bindBlob(4, std::as_bytes(padded));
    insert.bindBlob(5, std::as_bytes(rows));
    insert.run();
    return database.lastInsertId();
}

/// The statement, prepared at its first use and ready for parameters.
Statement& ready(std::optional<Statement>& statement, const Database& database, const char* sql)
{
    if (!statement)
        statement.emplace(database, sql);
    statement->reset();
    return *statement;
}

} // namespace

std::size_t ChunkIndex::chunkRows() const
{
    const std::size_t rowBytes = std::max<std::size_t>(1, genes) * sizeof(float);
    return std::clamp<std::size_t>(MostChunkBytes / rowBytes, 1, MostChunkRows);
}

std::size_t ChunkIndex::smallRows() const
{
    std::size_t rows = 0;
    for (const Chunk& chunk : chunks)
        if (isSmall(chunk))
            rows += chunk.spots.size();
    return rows;
}

std::vector<char> ChunkIndex::present() const
{
    std::vector<char> present(spots, 0);
    for (const Chunk& chunk : chunks)
        for (const auto spot : chunk.spots)
            present[static_cast<std::size_t>(spot)] = 1;
    return present;
}

void readChunks(const Database& database, std::int64_t layer, ChunkIndex& index)
{
    // The length of a value is known without reading it.
    Statement rows(database, "SELECT id, length(expression), checksum, spots, padded FROM chunk "
                             "WHERE layer = ? ORDER BY id");
    rows.bind(1, layer);
    while (rows.step()) {
        Chunk chunk{rows.integer(0), rows.integer(1) == 0, true, rows.numbers<std::int32_t>(3)};
        if (chunk.inPieces)
            chunk.intact = rows.integer(2) == checksum({rows.blob(3), rows.blob(4)});
        for (const auto spot : chunk.spots)
            if (spot < 0 || static_cast<std::size_t>(spot) >= index.spots)
                database.raiseDamaged("a row of an unknown spot");
        index.chunks.push_back(std::move(chunk));
    }
}

Chunk insertBatch(const Database& database, std::int64_t layer, std::span<const std::int32_t> spots,
                  std::span<const float> rows, std::span<const std::uint8_t> padded)
{
    const auto id = insertRow(database, layer, spots, padded, rows);
    return {id, rows.empty(), true, {spots.begin(), spots.end()}};
}

Chunk insertChunk(const Database& database, std::int64_t layer, std::span<const std::int32_t> spots,
                  std::span<const std::uint8_t> padded)
{
    return {insertRow(database, layer, spots, padded, {}), true, true, {spots.begin(), spots.end()}};
}

std::size_t genesPerPiece(std::size_t chunkRows)
{
    return std::max<std::size_t>(1, PieceBytes / (std::max<std::size_t>(1, chunkRows) * sizeof(float)));
}

void insertPiece(const Database& database, std::int64_t chunk, std::size_t firstGene,
                 std::span<const float> values)
{
    Statement insert(database,
                     "INSERT INTO piece (chunk, first_gene, checksum, expression) VALUES (?, ?, ?, ?)");
    insert.bind(1, chunk);
    insert.bind(2, static_cast<std::int64_t>(firstGene));
    insert.bind(3, checksum({std::as_bytes(values)}));
    insert.bindBlob(4, std::as_bytes(values));
    insert.run();
}

void deleteChunk(const Database& database, std::int64_t chunk)
{
    Statement remove(database, "DELETE FROM chunk WHERE id = ?"); // its pieces go with it
    remove.bind(1, chunk);
    remove.run();
}

void ChunkReader::raise(const std::string& before, const std::string& after) const
{
    m_database.raiseDamaged(before + " of layer \"" + m_index.layerName + "\" " + after);
}

void ChunkReader::visit(const Chunk& chunk, std::size_t firstGene, std::size_t endGene,
                        const Visitor& visitor)
{
    if (!chunk.inPieces) {
        visitBatch(chunk, visitor);
    } else {
        if (!chunk.intact)
            raise("the spots", "changed on disk");
        visitPieces(chunk, firstGene, endGene, visitor);
    }
}

void ChunkReader::visitBatch(const Chunk& chunk, const Visitor& visitor)
{
    Statement& row =
        ready(m_batches, m_database, "SELECT checksum, spots, padded, expression FROM chunk WHERE id = ?");
    row.bind(1, chunk.id);
    if (!row.step())
        raise("a batch", "is missing");
    if (row.integer(0) != checksum({row.blob(1), row.blob(2), row.blob(3)}))
        raise("the values", "changed on disk");
    auto values = row.numbers<float>(3);
    if (values.size() != chunk.spots.size() * m_index.genes)
        raise("a batch", "has a wrong size");
    visitor(ValueBlock(0, m_index.genes, chunk.spots.size(), true, std::move(values)));
}

void ChunkReader::visitPieces(const Chunk& chunk, std::size_t firstGene, std::size_t endGene,
                              const Visitor& visitor)
{
    Statement& row =
        ready(m_pieces, m_database,
              "SELECT first_gene, checksum, expression FROM piece WHERE chunk = ?1 AND first_gene < ?3 "
              "AND first_gene >= (SELECT max(first_gene) FROM piece WHERE chunk = ?1 AND first_gene <= ?2) "
              "ORDER BY first_gene");
    row.bind(1, chunk.id);
    row.bind(2, static_cast<std::int64_t>(firstGene));
    row.bind(3, static_cast<std::int64_t>(endGene));
    const std::size_t rows = chunk.spots.size();
    std::size_t wanted = firstGene;
    while (wanted < endGene) {
        if (!row.step())
            raise("a piece", "is missing");
        if (row.integer(1) != checksum({row.blob(2)}))
            raise("the values", "changed on disk");
        const auto first = static_cast<std::size_t>(row.integer(0));
        auto values = row.numbers<float>(2);
        const std::size_t genes = rows == 0 ? 0 : values.size() / rows;
        if (first > wanted || first + genes <= wanted || first + genes > m_index.genes ||
            values.size() != genes * rows)
            raise("a piece", "has a wrong size");
        wanted = first + genes;
        visitor(ValueBlock(first, genes, rows, false, std::move(values)));
    }
}

std::vector<std::uint8_t> ChunkReader::padded(const Chunk& chunk)
{
    Statement& row = ready(m_padded, m_database, "SELECT padded FROM chunk WHERE id = ?");
    row.bind(1, chunk.id);
    if (!row.step())
        raise("a chunk", "is missing");
    auto padded = row.numbers<std::uint8_t>(0);
    if (!padded.empty() && padded.size() != chunk.spots.size())
        raise("a chunk", "has a wrong size");
    return padded;
}

} // namespace transcope::core
