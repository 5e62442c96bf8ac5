#include "core/base/arena.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <sys/mman.h>

namespace transcope::core {

namespace {

constexpr std::size_t SmallestPiece = std::size_t{1} << 14, LargestPiece = std::size_t{1} << 25;
constexpr std::size_t LargePage = std::size_t{1} << 21, MuchAtOnce = std::size_t{1} << 18;
constexpr std::size_t Alignment = 64; ///< a line of the processor's cache

std::size_t roundedUp(std::size_t bytes, std::size_t to)
{
    return (bytes + to - 1) / to * to;
}

} // namespace

void* Arena::takeBytes(std::size_t bytes)
{
    bytes = roundedUp(bytes, Alignment);
    if (m_pieces.empty() || bytes > m_pieceBytes - m_used) {
        // Who begins with much goes on so.
        const std::size_t least = bytes >= MuchAtOnce ? LargePage : SmallestPiece;
        const std::size_t usual = std::clamp(2 * m_pieceBytes, least, LargestPiece);
        const bool isLarge = std::max(bytes, usual) >= LargePage;
        const std::size_t size = roundedUp(std::max(bytes, usual), isLarge ? LargePage : Alignment);
        m_pieces.emplace_back(std::aligned_alloc(isLarge ? LargePage : Alignment, size));
        if (!m_pieces.back())
            throw std::bad_alloc();
        if (isLarge)
            ::madvise(m_pieces.back().get(), size, MADV_HUGEPAGE); // a system without them goes on as it is
        m_pieceBytes = size;
        m_used = 0;
    }
    void* const place = static_cast<std::byte*>(m_pieces.back().get()) + m_used;
    m_used += bytes;
    return place;
}

void Arena::append(Arena&& other)
{
    m_pieces.insert(m_pieces.begin(), std::make_move_iterator(other.m_pieces.begin()),
                    std::make_move_iterator(other.m_pieces.end()));
    other.m_pieces.clear();
}

} // namespace transcope::core
