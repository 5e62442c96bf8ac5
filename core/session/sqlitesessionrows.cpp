#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/session/compaction.h"
#include "core/session/keptobservations.h"
#include "core/session/sessionschema.h"
#include "core/session/spottablestore.h"
#include "core/session/sqlitesession.h"

#include <algorithm>
#include <cmath>
#include <limits>

// The values of layers: what Session's methods about rows, genes and whole layers do.

namespace transcope::core {

namespace {

/// Keeps the batches of a chunk and what they are joined to in memory, some 40 MB while rows are written:
/// they would be written to the log and read back twice otherwise.
constexpr const char* CacheForJoining = "PRAGMA cache_size = -40960";

constexpr float Missing = std::numeric_limits<float>::quiet_NaN();

[[noreturn]] void invalid(std::string message)
{
    throw DatabaseError({ErrorCode::InvalidArgument, std::move(message), {}});
}

void requireRows(const ChunkIndex& index, std::span<const int> spots, std::span<const float> rows,
                 std::span<const std::uint8_t> padded)
{
    for (const int spot : spots)
        if (spot < 0 || static_cast<std::size_t>(spot) >= index.spots)
            invalid("Spot " + std::to_string(spot) + " is not one of the layer's " +
                    std::to_string(index.spots));
    if (rows.size() != spots.size() * index.genes)
        invalid("Rows of a batch must have one value per spot and gene");
    if (padded.size() != spots.size() && !padded.empty())
        invalid("A batch must have one border mark per spot, or none");
}

/// The part [first, first + count) of a list; nothing of an empty one.
template <class T> std::span<const T> part(std::span<const T> list, std::size_t first, std::size_t count)
{
    return list.empty() ? list : list.subspan(first, std::min(count, list.size() - first));
}

/// Spots with at least one value that is not NaN, ascending.
std::vector<std::int32_t> spotsWithValues(const ExpressionMatrix& values)
{
    std::vector<std::int32_t> without(values.spots());
    for (std::size_t s = 0; s < without.size(); ++s)
        without[s] = static_cast<std::int32_t>(s);
    for (std::size_t g = 0; g < values.genes() && !without.empty(); ++g) {
        const auto column = values.gene(g);
        std::erase_if(without,
                      [&](std::int32_t s) { return !std::isnan(column[static_cast<std::size_t>(s)]); });
    }
    std::vector<std::int32_t> with;
    auto missing = without.begin();
    for (std::int32_t s = 0; s < static_cast<std::int32_t>(values.spots()); ++s)
        if (missing != without.end() && *missing == s)
            ++missing;
        else
            with.push_back(s);
    return with;
}

/// Appends a column's values at some spots.
void appendAt(std::vector<float>& values, std::span<const float> column, std::span<const std::int32_t> spots)
{
    for (const auto spot : spots)
        values.push_back(column[static_cast<std::size_t>(spot)]);
}

} // namespace

void SqliteSession::insertWholeLayer(const ExpressionMatrix& values, const Layer& layer, std::int64_t id)
{
    ChunkIndex& index = chunkIndex(id);
    if (values.spots() != index.spots || values.genes() != index.genes)
        invalid("Layer \"" + layer.name + "\" does not have the session's spots or its own genes");
    if (!layer.padded.empty() && layer.padded.size() != index.spots)
        invalid("Layer \"" + layer.name + "\" has a border mark for some spots only");
    const auto spots = spotsWithValues(values);
    for (std::size_t first = 0; first < spots.size(); first += index.chunkRows()) {
        const auto chunkSpots = part<std::int32_t>(spots, first, index.chunkRows());
        std::vector<std::uint8_t> padded;
        if (!layer.padded.empty())
            for (const auto spot : chunkSpots)
                padded.push_back(layer.padded[static_cast<std::size_t>(spot)]);
        index.chunks.push_back(insertChunk(*m_database, id, chunkSpots, padded));
        const std::size_t step = genesPerPiece(chunkSpots.size());
        for (std::size_t gene = 0; gene < index.genes; gene += step) {
            std::vector<float> piece;
            for (std::size_t g = gene; g < std::min(gene + step, index.genes); ++g)
                appendAt(piece, values.gene(g), chunkSpots);
            insertPiece(*m_database, index.chunks.back().id, gene, piece);
        }
    }
}

Result<std::int64_t> SqliteSession::addLayer(const Layer& layer)
{
    // Before the lock: the values may be those of another layer of this session.
    TRY(const auto values, layer.values ? columnsOf(*layer.values) : Result<ExpressionMatrix>());
    return write([&] {
        LayerInfo info{0, layer.name, layer.kind, layer.genes, layer.provenance, layer.heldOutScore};
        info.spotTable = layer.spots ? tableOrNew(*layer.spots) : FirstSpotTable;
        const auto id = insertLayer(*m_database, info);
        if (!values.empty())
            insertWholeLayer(values, layer, id);
        if (const auto observations = observationsText(layer.observations); !observations.empty())
            insertText(*m_database, observationsKey(id), observations);
        return id;
    });
}

Result<void> SqliteSession::writeRows(std::int64_t layer, std::span<const int> spots,
                                      std::span<const float> rows, std::span<const std::uint8_t> padded)
{
    TRY(const auto due, write([&] {
            ChunkIndex& index = chunkIndex(layer);
            requireRows(index, spots, rows, padded);
            const std::size_t most = index.chunkRows();
            for (std::size_t first = 0; first < spots.size(); first += most)
                index.chunks.push_back(insertBatch(*m_database, layer, part(spots, first, most),
                                                   part(rows, first * index.genes, most * index.genes),
                                                   part(padded, first, most)));
            if (m_written.insert(layer).second)
                m_database->execute(CacheForJoining);
            const auto later = m_joinAt.find(layer);
            return index.smallRows() >= (later == m_joinAt.end() ? index.chunkRows() : later->second);
        }));
    raiseRevision(layer);
    if (due)
        joinWhileWriting(layer);
    return {};
}

void SqliteSession::joinWhileWriting(std::int64_t layer)
{
    // The rows are stored, so a failure here is not the caller's; then it is tried again after as many rows
    // more.
    const auto joined = write([&] {
        ChunkIndex& index = chunkIndex(layer);
        m_joinAt[layer] = index.smallRows() + index.chunkRows();
        joinSmallChunks(*m_database, layer, index);
    });
    const std::lock_guard lock(m_mutex);
    if (joined)
        m_joinAt.erase(layer);
}

Result<void> SqliteSession::compact(std::int64_t layer)
{
    for (;;) {
        // One transaction each: others may read and write in between, and memory stays bounded.
        TRY(const auto joined, write([&] { return joinSmallChunks(*m_database, layer, chunkIndex(layer)); }));
        if (!joined)
            return {};
    }
}

void SqliteSession::raiseRevision(std::int64_t layer)
{
    const std::lock_guard lock(m_revisionMutex);
    ++m_revisions[layer];
}

std::uint64_t SqliteSession::revision(std::int64_t layer) const
{
    const std::lock_guard lock(m_revisionMutex);
    const auto known = m_revisions.find(layer);
    return known == m_revisions.end() ? 0 : known->second;
}

Result<std::vector<int>> SqliteSession::missingSpots(std::int64_t layer) const
{
    return read([&] {
        const auto present = chunkIndex(layer).present();
        std::vector<int> missing;
        for (std::size_t s = 0; s < present.size(); ++s)
            if (!present[s])
                missing.push_back(static_cast<int>(s));
        return missing;
    });
}

namespace {

std::vector<std::uint8_t> paddedOf(ChunkReader& reader, const ChunkIndex& index)
{
    std::vector<std::uint8_t> all;
    for (const Chunk& chunk : index.chunks) {
        const auto padded = reader.padded(chunk);
        if (padded.empty() && all.empty())
            continue;
        all.resize(index.spots, 0);
        for (std::size_t i = 0; i < chunk.spots.size(); ++i)
            all[static_cast<std::size_t>(chunk.spots[i])] = padded.empty() ? 0 : padded[i];
    }
    return all;
}

/// Writes one gene of a block into its column.
void scatter(const ValueBlock& block, std::size_t gene, const Chunk& chunk, std::span<float> column)
{
    for (std::size_t i = 0; i < chunk.spots.size(); ++i)
        column[static_cast<std::size_t>(chunk.spots[i])] = block.at(gene, i);
}

ExpressionMatrix valuesOf(ChunkReader& reader, const ChunkIndex& index)
{
    ExpressionMatrix values(index.spots, index.genes);
    for (const Chunk& chunk : index.chunks)
        reader.visit(chunk, 0, index.genes, [&](const ValueBlock& block) {
            for (std::size_t g = block.firstGene(); g < block.endGene(); ++g)
                scatter(block, g, chunk, values.gene(g));
        });
    return values;
}

} // namespace

Result<Layer> SqliteSession::readLayer(std::int64_t id) const
{
    return read([&] {
        LayerInfo info = layerInfo(id);
        const ChunkIndex& index = chunkIndex(info);
        ChunkReader reader(*m_database, index);
        Layer layer;
        layer.spots = spotTable(info.spotTable);
        layer.values = denseExpression(valuesOf(reader, index));
        layer.padded = paddedOf(reader, index);
        layer.name = std::move(info.name);
        layer.kind = info.kind;
        layer.genes = std::move(info.genes);
        layer.provenance = std::move(info.provenance);
        layer.heldOutScore = std::move(info.heldOutScore);
        return layer;
    });
}

Result<std::vector<float>> SqliteSession::readGene(std::int64_t layer, std::size_t gene) const
{
    return read([&] {
        const ChunkIndex& index = chunkIndex(layer);
        if (gene >= index.genes)
            invalid("Gene " + std::to_string(gene) + " is not one of the layer's " +
                    std::to_string(index.genes));
        std::vector<float> column(index.spots, Missing);
        ChunkReader reader(*m_database, index);
        for (const Chunk& chunk : index.chunks)
            reader.visit(chunk, gene, gene + 1,
                         [&](const ValueBlock& block) { scatter(block, gene, chunk, column); });
        return column;
    });
}

Result<std::vector<float>> SqliteSession::readSpot(std::int64_t layer, std::size_t spot) const
{
    return read([&] {
        const ChunkIndex& index = chunkIndex(layer);
        if (spot >= index.spots)
            invalid("Spot " + std::to_string(spot) + " is not one of the layer's " +
                    std::to_string(index.spots));
        std::vector<float> row(index.genes, Missing);
        ChunkReader reader(*m_database, index);
        for (auto chunk = index.chunks.rbegin(); chunk != index.chunks.rend(); ++chunk) {
            const auto last = std::ranges::find(chunk->spots.rbegin(), chunk->spots.rend(), int(spot));
            if (last == chunk->spots.rend())
                continue;
            const auto i = static_cast<std::size_t>(chunk->spots.rend() - last - 1);
            reader.visit(*chunk, 0, index.genes, [&](const ValueBlock& block) {
                for (std::size_t g = block.firstGene(); g < block.endGene(); ++g)
                    row[g] = block.at(g, i);
            });
            break;
        }
        return row;
    });
}

Result<std::vector<std::uint8_t>> SqliteSession::readPadded(std::int64_t layer) const
{
    return read([&] {
        const ChunkIndex& index = chunkIndex(layer);
        ChunkReader reader(*m_database, index);
        return paddedOf(reader, index);
    });
}

} // namespace transcope::core
