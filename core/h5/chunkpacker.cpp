#include "core/h5/chunkpacker.h"

#include <libdeflate.h>

#include <cstring>
#include <new>
#include <utility>

namespace transcope::core {

namespace {

/// Of what is stored here, shuffled, higher ones make hardly less.
constexpr int Level = 1;

/// Elements' first bytes, then their second bytes, and so on; what is no whole element stays at the end.
template <std::size_t Bytes> void shuffle(const std::byte* in, std::size_t elements, std::byte* out)
{
    for (std::size_t b = 0; b < Bytes; ++b)
        for (std::size_t i = 0; i < elements; ++i)
            out[b * elements + i] = in[i * Bytes + b];
}

template <std::size_t Bytes> void unshuffle(const std::byte* in, std::size_t elements, std::byte* out)
{
    for (std::size_t i = 0; i < elements; ++i)
        for (std::size_t b = 0; b < Bytes; ++b)
            out[i * Bytes + b] = in[b * elements + i];
}

/// turn: one of the two above for elements of that size. False for sizes that no number has.
template <class Two, class Four, class Eight>
bool turnBytes(std::span<const std::byte> in, std::size_t elementBytes, std::span<std::byte> out,
               const Two& two, const Four& four, const Eight& eight)
{
    if (elementBytes != 2 && elementBytes != 4 && elementBytes != 8)
        return false;
    const auto elements = in.size() / elementBytes;
    (elementBytes == 2 ? two : elementBytes == 4 ? four : eight)(in.data(), elements, out.data());
    const auto rest = elements * elementBytes;
    std::memcpy(out.data() + rest, in.data() + rest, in.size() - rest);
    return true;
}

} // namespace

void ChunkUnpacker::Free::operator()(libdeflate_decompressor* decompressor) const
{
    libdeflate_free_decompressor(decompressor);
}

ChunkUnpacker::ChunkUnpacker() : m_decompressor(libdeflate_alloc_decompressor())
{
    if (!m_decompressor)
        throw std::bad_alloc();
}

ChunkUnpacker::~ChunkUnpacker() = default;

bool ChunkUnpacker::unpack(std::span<const std::byte> packed, std::size_t elementBytes,
                           std::span<std::byte> out)
{
    const bool shuffled = elementBytes > 1;
    if (shuffled)
        m_shuffled.resize(out.size());
    const auto unpacked = shuffled ? std::span(m_shuffled) : out;
    return libdeflate_zlib_decompress(m_decompressor.get(), packed.data(), packed.size(), unpacked.data(),
                                      unpacked.size(), nullptr) == LIBDEFLATE_SUCCESS &&
           (!shuffled || turnBytes(unpacked, elementBytes, out, unshuffle<2>, unshuffle<4>, unshuffle<8>));
}

void ChunkPacker::Free::operator()(libdeflate_compressor* compressor) const
{
    libdeflate_free_compressor(compressor);
}

ChunkPacker::ChunkPacker() : m_compressor(libdeflate_alloc_compressor(Level))
{
    if (!m_compressor)
        throw std::bad_alloc();
}

ChunkPacker::~ChunkPacker() = default;

std::vector<std::byte> ChunkPacker::pack(std::span<const std::byte> chunk, std::size_t elementBytes)
{
    // Room for both that stays: the system hands out new memory so slowly that it costs as much as packing.
    m_shuffled.resize(chunk.size() + libdeflate_zlib_compress_bound(m_compressor.get(), chunk.size()));
    const auto [shuffled, packed] =
        std::pair(std::span(m_shuffled).first(chunk.size()), std::span(m_shuffled).subspan(chunk.size()));
    turnBytes(chunk, elementBytes, shuffled, shuffle<2>, shuffle<4>, shuffle<8>);
    const auto count = libdeflate_zlib_compress(m_compressor.get(), shuffled.data(), shuffled.size(),
                                                packed.data(), packed.size());
    return {packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(count)};
}

} // namespace transcope::core
