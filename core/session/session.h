#pragma once

#include "core/base/result.h"
#include "core/expression/layer.h"
#include "core/spots/spottable.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace transcope::core {

/// The slide that a session is about; the session does not hold the pixels.
struct SlideReference
{
    std::filesystem::path
        path;              ///< as the user gave it (the original picture, not its cached pyramid); absolute
    std::string quickHash; ///< of that file, see quickHash()
    SizeI sizeLevel0Px;
    std::optional<double> umPerPx;
};

/// What a layer is, without its values.
struct LayerInfo
{
    std::int64_t id = 0;
    std::string name;
    LayerKind kind = LayerKind::Measured;
    GeneList genes;
    Provenance provenance;
    std::vector<float> heldOutScore;
    std::int64_t rowsPresent = 0; ///< spots that have values
    std::int64_t spotTable = 0;   ///< whose spots the layer's rows are; 0 is the session's first
};

/// A .transcope file: one SQLite database in WAL mode, saved as it changes; docs/formats.md says what lies in
/// it. A kill at any moment loses at most the batch being written. Thread-safe: calls are serialised inside.
/// A file of an older format opens as it is, also from read-only media, and is converted by the first call
/// that writes.
class Session
{
public:
    virtual ~Session() = default;

    virtual const std::filesystem::path& path() const = 0;
    virtual const SlideReference& slide() const = 0;

    /// The first spot table, whose id is 0.
    virtual const SpotTable& spots() const = 0;
    /// Ids of all spot tables of this slide, ascending; the first is 0.
    virtual Result<std::vector<std::int64_t>> spotTables() const = 0;
    /// Any of them. Errors: NotFound, BadInput (damaged).
    virtual Result<std::shared_ptr<const SpotTable>> spots(std::int64_t table) const = 0;
    /// The id of a table with the same ids and positions in the same order (see sameSpots()), which is added
    /// where there is none. Errors: InvalidArgument when two spots share an id or one has no position;
    /// WriteFailed.
    virtual Result<std::int64_t> addSpots(const SpotTable& table) = 0;

    /// All layers in the order they were added.
    virtual Result<std::vector<LayerInfo>> layers() const = 0;
    /// Adds an empty layer; its rows are missing until written. Errors: InvalidArgument when the name is
    /// taken or there is no such spot table; WriteFailed.
    virtual Result<std::int64_t> addLayer(const LayerInfo& info) = 0;
    /// Adds a whole layer at once (a measured one), in one transaction and as compact as compact() leaves a
    /// layer; rows that are all NaN stay missing. With its observations. Its spots are added where no table
    /// holds them (the first one where it has none). Its values are held in memory meanwhile, 4 bytes each.
    /// Errors: those of the other addLayer() and of the layer's values.
    virtual Result<std::int64_t> addLayer(const Layer& layer) = 0;
    virtual Result<void> removeLayer(std::int64_t layer) = 0;

    // In what follows a spot is an index into the layer's own spot table.

    /// Writes rows [spots.size(), genes] and their padded flags as one batch in one transaction; a spot
    /// written again replaces the earlier row. When enough batches have gathered (16,256 rows, or 32 MiB
    /// where a row is long), the same call then joins them, which takes about as long as writing them once
    /// did; that failing (a full disk) is no failure of this call and is tried again later. Errors:
    /// WriteFailed (disk full: nothing of the batch is kept).
    virtual Result<void> writeRows(std::int64_t layer, std::span<const int> spots,
                                   std::span<const float> rows, std::span<const std::uint8_t> padded) = 0;
    /// Joins all batches of a layer that are still small, so that reading one gene is as quick as it can be.
    /// To be called when a run ends, off the UI thread; a layer that nobody compacted is read correctly too.
    /// Errors: NotFound, WriteFailed, BadInput (damaged); the layer stays as it was then.
    virtual Result<void> compact(std::int64_t layer) = 0;
    /// Spots without a row, ascending.
    virtual Result<std::vector<int>> missingSpots(std::int64_t layer) const = 0;
    /// The layer with its values; missing rows NaN. Errors: NotFound, BadInput (damaged).
    virtual Result<Layer> readLayer(std::int64_t layer) const = 0;
    /// One gene at all spots, missing rows NaN; little else is read. gene: index into the layer's genes.
    /// Errors: NotFound, InvalidArgument when there is no such gene, BadInput (damaged).
    virtual Result<std::vector<float>> readGene(std::int64_t layer, std::size_t gene) const = 0;
    /// All genes of one spot, NaN when its row is missing; at most one chunk is read. Errors: those of
    /// readGene().
    virtual Result<std::vector<float>> readSpot(std::int64_t layer, std::size_t spot) const = 0;
    /// Per spot, 1 where a patch reached beyond the slide; empty when unknown.
    virtual Result<std::vector<std::uint8_t>> readPadded(std::int64_t layer) const = 0;
    /// A number that grows whenever rows of the layer are written, or it is removed, through this object.
    /// Never waits for the file.
    virtual std::uint64_t revision(std::int64_t layer) const = 0;

    /// A small text under a key, e.g. the view or annotations as JSON. Absent keys read as empty.
    virtual Result<void> setText(const std::string& key, const std::string& value) = 0;
    virtual Result<std::string> text(const std::string& key) const = 0;

    /// Ends a piece of work: compacts the layers that rows were written to through this object, and moves
    /// what lies in SQLite's log beside the file into the file, which closing does too, but says whether that
    /// worked. Errors: WriteFailed (disk full: file and log together stay whole, the file alone is not).
    virtual Result<void> foldLog() = 0;
};

/// Makes a new session file. Written under a temporary name first, so a failure leaves nothing at `path`.
/// Errors: WriteFailed; InvalidArgument when the file exists.
Result<std::unique_ptr<Session>> createSession(const std::filesystem::path& path, const SlideReference& slide,
                                               const SpotTable& spots);
/// Errors: NotFound; BadInput (not a session, damaged, or written by a newer Transcope: says which);
/// WriteFailed where the file is locked for long. On a full disk, where SQLite has no room for what it keeps
/// beside an open file (32 KB), it is locked for other programs; what is written then fails until there is
/// room.
Result<std::unique_ptr<Session>> openSession(const std::filesystem::path& path);

} // namespace transcope::core
