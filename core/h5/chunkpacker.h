#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace transcope::core {

/// Unpacks chunks as HDF5's filters "shuffle" and "deflate" pack them, several times as fast as the library
/// and in a thread of one's own. Each thread has its own.
class ChunkUnpacker
{
public:
    ChunkUnpacker();
    ~ChunkUnpacker();
    ChunkUnpacker(const ChunkUnpacker&) = delete;
    ChunkUnpacker& operator=(const ChunkUnpacker&) = delete;

    /// out: the whole chunk. elementBytes: of the numbers whose bytes were shuffled; 1 where none were. False
    /// where it is damaged or of another size.
    bool unpack(std::span<const std::byte> packed, std::size_t elementBytes, std::span<std::byte> out);

private:
    struct Free
    {
        void operator()(libdeflate_decompressor* decompressor) const;
    };
    std::unique_ptr<libdeflate_decompressor, Free> m_decompressor;
    std::vector<std::byte> m_shuffled;
};

/// Packs them. Each thread has its own.
class ChunkPacker
{
public:
    ChunkPacker();
    ~ChunkPacker();
    ChunkPacker(const ChunkPacker&) = delete;
    ChunkPacker& operator=(const ChunkPacker&) = delete;

    std::vector<std::byte> pack(std::span<const std::byte> chunk, std::size_t elementBytes);

private:
    struct Free
    {
        void operator()(libdeflate_compressor* compressor) const;
    };
    std::unique_ptr<libdeflate_compressor, Free> m_compressor;
    std::vector<std::byte> m_shuffled;
};

} // namespace transcope::core
