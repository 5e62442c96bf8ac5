#pragma once

#include "core/base/arrayinfo.h"
#include "core/zarr/zarrmetadata.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace transcope::core {

/// An array of a zarr store in a folder: a scalar, a vector or a matrix; of more dimensions only the shape is
/// told. Used from one thread at a time.
class ZarrArray
{
public:
    /// folder: of the array, with its chunks. name: of store and array, for messages.
    ZarrArray(ZarrMetadata metadata, std::filesystem::path folder, std::string name);

    ArrayInfo info() const;
    /// Rows [first, first + count), one after another; numbers that `type` cannot hold become its nearest.
    /// out: count × row size numbers of that type. Errors: BadInput; Unsupported for a packer that is not
    /// known.
    Result<void> read(std::uint64_t first, std::uint64_t count, NumberType type,
                      std::span<std::byte> out) const;
    /// A vector of texts, or one. Errors: as above.
    Result<std::vector<std::string>> strings() const;

private:
    std::uint64_t chunkRows() const { return m_array.chunkShape.empty() ? 1 : m_array.chunkShape[0]; }
    std::uint64_t chunkColumns() const { return m_array.chunkShape.size() < 2 ? 1 : m_array.chunkShape[1]; }
    bool isText() const { return m_array.type >= ZarrType::Utf32; }
    std::filesystem::path chunkPath(std::uint64_t row, std::uint64_t column) const;
    Result<const std::vector<char>*> chunk(std::uint64_t row, std::uint64_t column) const;
    Result<std::vector<char>> unpackedChunk(const std::filesystem::path& path) const;
    Result<std::vector<char>> filledChunk() const;
    Result<void> addTexts(const std::vector<char>& chunk, std::vector<std::string>& texts) const;
    tl::unexpected<Error> bad(const std::string& what) const;

    ZarrMetadata m_array;
    std::filesystem::path m_folder;
    std::string m_name;
    // The last chunk: one that is larger than what is read at once is wanted again.
    mutable std::filesystem::path m_lastPath;
    mutable std::vector<char> m_lastChunk;
};

} // namespace transcope::core
