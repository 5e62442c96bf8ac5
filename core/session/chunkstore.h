#pragma once

#include "core/session/database.h"
#include "core/session/session.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace transcope::core {

/// Some rows of a layer: which spots, and how their values lie in the file.
struct Chunk
{
    std::int64_t id = 0;
    /// true: cut into pieces of genes, a gene's values together. false: a batch as it arrived, row after row.
    bool inPieces = false;
    /// false where the checksum of the spots and border marks of a chunk in pieces does not fit.
    bool intact = true;
    std::vector<std::int32_t> spots; ///< positions in the layer's spot table
};

/// What lies where in a layer.
struct ChunkIndex
{
    std::string layerName;
    std::size_t spots = 0; ///< of the layer's spot table
    std::size_t genes = 0;
    std::vector<Chunk>
        chunks; ///< by ascending id: a row in a later chunk replaces an earlier one of its spot

    /// Rows that a chunk in pieces should have: 16,256, or fewer where there are so many genes that their
    /// values would take more than 32 MiB.
    std::size_t chunkRows() const;
    /// Whether a chunk waits for others to be joined with it.
    bool isSmall(const Chunk& chunk) const { return !chunk.inPieces || chunk.spots.size() < chunkRows() / 2; }
    /// Rows in small chunks.
    std::size_t smallRows() const;
    /// Per spot, whether it has a row.
    std::vector<char> present() const;
};

/// Fills in the chunks. layer: an id. Throws DatabaseError, which says damaged where a spot is not one of the
/// table.
void readChunks(const Database& database, std::int64_t layer, ChunkIndex& index);

/// Writes rows [spots.size(), genes] as they arrived. padded: one a spot, or none.
Chunk insertBatch(const Database& database, std::int64_t layer, std::span<const std::int32_t> spots,
                  std::span<const float> rows, std::span<const std::uint8_t> padded);
/// Writes a chunk whose values follow with insertPiece().
Chunk insertChunk(const Database& database, std::int64_t layer, std::span<const std::int32_t> spots,
                  std::span<const std::uint8_t> padded);
/// Genes of a piece of a chunk with so many rows: as many as make about 64 KiB, at least one.
std::size_t genesPerPiece(std::size_t chunkRows);
/// Writes the values of genes from firstGene on, gene after gene, each over all spots of the chunk.
void insertPiece(const Database& database, std::int64_t chunk, std::size_t firstGene,
                 std::span<const float> values);
void deleteChunk(const Database& database, std::int64_t chunk);

/// Values of some genes at the spots of a chunk, laid out as in the file.
class ValueBlock
{
public:
    ValueBlock(std::size_t firstGene, std::size_t genes, std::size_t rows, bool rowAfterRow,
               std::vector<float> values)
        : m_firstGene(firstGene), m_genes(genes), m_geneStride(rowAfterRow ? 1 : rows),
          m_rowStride(rowAfterRow ? genes : 1), m_values(std::move(values))
    {
    }
    std::size_t firstGene() const { return m_firstGene; }
    std::size_t endGene() const { return m_firstGene + m_genes; }
    /// gene: of the layer; row: index into the chunk's spots.
    float at(std::size_t gene, std::size_t row) const
    {
        return m_values[(gene - m_firstGene) * m_geneStride + row * m_rowStride];
    }

private:
    std::size_t m_firstGene, m_genes, m_geneStride, m_rowStride;
    std::vector<float> m_values;
};

/// Reads the values of one layer's chunks. Not thread-safe. Throws DatabaseError, which says damaged where a
/// checksum does not fit or something is missing. The database and the index must outlive it.
class ChunkReader
{
public:
    ChunkReader(const Database& database, const ChunkIndex& index) : m_database(database), m_index(index) {}

    using Visitor = std::function<void(const ValueBlock&)>;
    /// Visits blocks that together hold genes [firstGene, endGene), in order; the first and the last may hold
    /// more than that. From a chunk in pieces nothing else is read.
    void visit(const Chunk& chunk, std::size_t firstGene, std::size_t endGene, const Visitor& visitor);
    /// One border mark a spot, or none where they are unknown.
    std::vector<std::uint8_t> padded(const Chunk& chunk);

private:
    void visitBatch(const Chunk& chunk, const Visitor& visitor);
    void visitPieces(const Chunk& chunk, std::size_t firstGene, std::size_t endGene, const Visitor& visitor);
    [[noreturn]] void raise(const std::string& before, const std::string& after) const;

    const Database& m_database;
    const ChunkIndex& m_index;
    std::optional<Statement> m_batches, m_pieces, m_padded;
};

} // namespace transcope::core
