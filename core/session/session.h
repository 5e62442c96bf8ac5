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
};

/// A .transcope file: one SQLite database in WAL mode, saved as it changes. A kill at any moment loses at
/// most the chunk being written. Thread-safe: calls are serialised inside.
class Session
{
public:
    virtual ~Session() = default;

    virtual const std::filesystem::path& path() const = 0;
    virtual const SlideReference& slide() const = 0;
    virtual const SpotTable& spots() const = 0;

    /// All layers in the order they were added.
    virtual Result<std::vector<LayerInfo>> layers() const = 0;
    /// Adds an empty layer; its rows are missing until written. Errors: InvalidArgument when the name is
    /// taken, WriteFailed.
    virtual Result<std::int64_t> addLayer(const LayerInfo& info) = 0;
    /// Adds a whole layer at once (a measured one), in one transaction; rows that are all NaN stay missing.
    virtual Result<std::int64_t> addLayer(const Layer& layer) = 0;
    virtual Result<void> removeLayer(std::int64_t layer) = 0;

    /// Writes rows [spots.size(), genes] and their padded flags as one chunk in one transaction; a spot
    /// written again replaces the earlier row. Errors: WriteFailed (disk full: nothing of the chunk is kept).
    virtual Result<void> writeRows(std::int64_t layer, std::span<const int> spots,
                                   std::span<const float> rows, std::span<const std::uint8_t> padded) = 0;
    /// Spots without a row, ascending.
    virtual Result<std::vector<int>> missingSpots(std::int64_t layer) const = 0;
    /// The layer with its values; missing rows NaN. Errors: NotFound, BadInput (damaged).
    virtual Result<Layer> readLayer(std::int64_t layer) const = 0;

    /// A small text under a key, e.g. the view or annotations as JSON. Absent keys read as empty.
    virtual Result<void> setText(const std::string& key, const std::string& value) = 0;
    virtual Result<std::string> text(const std::string& key) const = 0;

    /// Moves what lies in SQLite's log beside the file into the file, which closing does too, but says whether
    /// that worked. Errors: WriteFailed (disk full: file and log together stay whole, the file alone is not).
    virtual Result<void> foldLog() = 0;
};

/// Makes a new session file. Written under a temporary name first, so a failure leaves nothing at `path`.
/// Errors: WriteFailed; InvalidArgument when the file exists.
Result<std::unique_ptr<Session>> createSession(const std::filesystem::path& path, const SlideReference& slide,
                                               const SpotTable& spots);
/// Errors: NotFound, BadInput (not a session, damaged, or written by a newer Transcope: says which).
Result<std::unique_ptr<Session>> openSession(const std::filesystem::path& path);

} // namespace transcope::core
