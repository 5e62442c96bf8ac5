#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace transcope::model {

constexpr std::size_t kCacheLine = 64;

inline std::size_t wholeLines(std::size_t bytes)
{
    return (bytes + kCacheLine - 1) / kCacheLine * kCacheLine;
}

/// Hands out memory for buffers that are used together, from large pieces on which the system may lay huge
/// pages: what a spot's pass touches is then found with far fewer translations. A piece lives as long as any
/// of its buffers. Not thread-safe.
class BufferArena
{
public:
    /// Zero-filled, on a 64-byte boundary; bytes above 0. Throws std::bad_alloc when there is no memory.
    std::shared_ptr<std::byte> take(std::size_t bytes)
    {
        bytes = wholeLines(bytes);
        if (m_used + bytes > m_size)
            begin(bytes);
        std::byte* data = m_piece.get() + m_used;
        m_used += bytes;
        std::memset(data, 0, bytes);
        return {m_piece, data};
    }

private:
    static constexpr std::size_t kHugePage = std::size_t{2} << 20, kPiece = 4 * kHugePage;

    void begin(std::size_t bytes)
    {
        m_size = bytes > kPiece ? (bytes + kHugePage - 1) / kHugePage * kHugePage : kPiece;
        m_used = 0;
        m_piece.reset(static_cast<std::byte*>(std::aligned_alloc(kHugePage, m_size)), std::free);
        if (!m_piece) {
            m_size = 0;
            throw std::bad_alloc();
        }
#if defined(__linux__)
        (void)madvise(m_piece.get(), m_size, MADV_HUGEPAGE); // a wish: without, everything works the same
#endif
    }

    std::shared_ptr<std::byte> m_piece;
    std::size_t m_size = 0, m_used = 0;
};

/// Zero-filled bytes that begin on a 64-byte boundary (a cache line, and one AVX-512 register).
class AlignedBuffer
{
public:
    AlignedBuffer() = default;
    /// Memory of its own. Throws std::bad_alloc when there is none.
    explicit AlignedBuffer(std::size_t bytes) : m_bytes(wholeLines(bytes))
    {
        if (m_bytes == 0)
            return;
        m_data.reset(static_cast<std::byte*>(std::aligned_alloc(kCacheLine, m_bytes)), std::free);
        if (!m_data)
            throw std::bad_alloc();
        std::memset(m_data.get(), 0, m_bytes);
    }
    /// The same from an arena.
    AlignedBuffer(BufferArena& arena, std::size_t bytes)
        : m_data(bytes > 0 ? arena.take(bytes) : nullptr), m_bytes(wholeLines(bytes))
    {
    }
    AlignedBuffer(AlignedBuffer&&) = default;
    AlignedBuffer& operator=(AlignedBuffer&&) = default;

    std::size_t bytes() const { return m_bytes; }
    template <class T = std::byte> T* as() { return reinterpret_cast<T*>(m_data.get()); }
    template <class T = std::byte> const T* as() const { return reinterpret_cast<const T*>(m_data.get()); }

private:
    std::shared_ptr<std::byte> m_data;
    std::size_t m_bytes = 0;
};

} // namespace transcope::model
