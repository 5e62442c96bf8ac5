#include "core/session/compaction.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

/// A row that is still valid. Sorts by spot, then by age.
struct Row
{
    std::int32_t spot = 0;
    std::uint32_t chunk = 0; ///< index into ChunkIndex::chunks
    std::uint32_t row = 0;   ///< index into the chunk's spots
    auto operator<=>(const Row&) const = default;
};

/// A chunk in the making, in memory.
struct NewChunk
{
    std::vector<std::int32_t> spots;
    std::vector<std::uint8_t> padded;
    std::vector<float> values; ///< gene after gene
};

/// Per chunk, its rows that no later chunk replaces, by ascending spot.
std::vector<std::vector<Row>> validRows(const ChunkIndex& index)
{
    std::vector<char> replaced(index.spots, 0);
    std::vector<std::vector<Row>> valid(index.chunks.size());
    for (std::size_t c = index.chunks.size(); c-- > 0;) {
        const auto& spots = index.chunks[c].spots;
        for (std::size_t i = spots.size(); i-- > 0;) {
            auto& isReplaced = replaced[static_cast<std::size_t>(spots[i])];
            if (!isReplaced)
                valid[c].push_back({spots[i], static_cast<std::uint32_t>(c), static_cast<std::uint32_t>(i)});
            isReplaced = 1;
        }
    }
    return valid;
}

/// The chunks to join, by index; none where the layer is as it should be.
std::vector<std::size_t> chunksToJoin(const ChunkIndex& index, const std::vector<std::vector<Row>>& valid)
{
    std::vector<std::size_t> chosen;
    std::size_t rows = 0;
    for (std::size_t c = 0; c < index.chunks.size() && rows < index.chunkRows(); ++c) {
        if (!index.isSmall(index.chunks[c]) && valid[c].size() >= index.chunkRows() / 2)
            continue;
        chosen.push_back(c);
        rows += valid[c].size();
    }
    if (chosen.size() == 1) {
        const Chunk& only = index.chunks[chosen.front()];
        if (only.inPieces && only.spots.size() == valid[chosen.front()].size())
            chosen.clear();
    }
    return chosen;
}

/// Fills the new chunk with its rows. rows: by ascending spot, each spot once.
NewChunk gather(ChunkReader& reader, const ChunkIndex& index, std::span<const Row> rows)
{
    NewChunk made;
    made.values.resize(rows.size() * index.genes);
    std::vector<std::vector<std::uint32_t>> positions(index.chunks.size()); // per chunk, indices into rows
    for (std::size_t i = 0; i < rows.size(); ++i) {
        made.spots.push_back(rows[i].spot);
        positions[rows[i].chunk].push_back(static_cast<std::uint32_t>(i));
    }
    for (std::size_t c = 0; c < positions.size(); ++c) {
        if (positions[c].empty())
            continue;
        const Chunk& chunk = index.chunks[c];
        reader.visit(chunk, 0, index.genes, [&](const ValueBlock& block) {
            for (std::size_t g = block.firstGene(); g < block.endGene(); ++g)
                for (const auto i : positions[c])
                    made.values[g * rows.size() + i] = block.at(g, rows[i].row);
        });
        const auto padded = reader.padded(chunk);
        if (padded.empty())
            continue;
        made.padded.resize(rows.size(), 0);
        for (const auto i : positions[c])
            made.padded[i] = padded[rows[i].row];
    }
    return made;
}

/// In parts of equal size, between two thirds and one and a half of what a chunk should have, or less where
/// there are fewer rows than that.
std::vector<NewChunk> gatherAll(const Database& database, const ChunkIndex& index, std::span<const Row> rows)
{
    const auto wanted = static_cast<double>(rows.size()) / static_cast<double>(index.chunkRows());
    const auto parts = rows.empty() ? 0 : static_cast<std::size_t>(std::max(1.0, std::round(wanted)));
    std::vector<NewChunk> made;
    ChunkReader reader(database, index);
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t first = rows.size() * part / parts;
        const std::size_t end = rows.size() * (part + 1) / parts;
        made.push_back(gather(reader, index, rows.subspan(first, end - first)));
    }
    return made;
}

Chunk insert(const Database& database, std::int64_t layer, const NewChunk& made, std::size_t genes)
{
    const std::size_t rows = made.spots.size();
    Chunk chunk = insertChunk(database, layer, made.spots, made.padded);
    const std::size_t step = genesPerPiece(rows);
    for (std::size_t gene = 0; gene < genes; gene += step)
        insertPiece(database, chunk.id, gene,
                    std::span(made.values).subspan(gene * rows, std::min(step, genes - gene) * rows));
    return chunk;
}

} // namespace

bool joinSmallChunks(const Database& database, std::int64_t layer, ChunkIndex& index)
{
    const auto valid = validRows(index);
    const auto chosen = chunksToJoin(index, valid);
    if (chosen.empty())
        return false;
    std::vector<Row> rows;
    for (const auto c : chosen)
        rows.insert(rows.end(), valid[c].begin(), valid[c].end());
    std::ranges::sort(rows);

    const auto made = gatherAll(database, index, rows);
    for (auto c = chosen.rbegin(); c != chosen.rend(); ++c) {
        deleteChunk(database, index.chunks[*c].id);
        index.chunks.erase(index.chunks.begin() + static_cast<std::ptrdiff_t>(*c));
    }
    for (const NewChunk& chunk : made)
        index.chunks.push_back(insert(database, layer, chunk, index.genes));
    return true;
}

} // namespace transcope::core
