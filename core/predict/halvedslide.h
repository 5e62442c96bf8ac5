#pragma once

#include "core/slide/slide.h"
#include "core/slide/tilecache.h"
#include "core/slide/tilegrid.h"

#include <atomic>
#include <stop_token>

namespace transcope::core {

/// A level to cut patches from: one of the slide's, or one halved from it by 2 × 2 means.
/// Its size counts an odd last row or column; its tiles are even.
struct SourceLevel : TileGrid
{
    int level = 0;         ///< the slide's
    int halvings = 0;      ///< how often it is halved; 0 = as the file has it
    double downsample = 1; ///< level-0 px per px of this level
};

/// What reading from one level comes back to before it moves on for good: a window of level-0 px.
struct ReadWindow
{
    SourceLevel source;
    double widthLevel0Px = 0;
    double heightLevel0Px = 0;
};

/// A slide's levels as tiles, with the levels between and beyond that the file lacks. Tiles are decoded once
/// and shared; what a tile holds depends on the slide alone, not on the order of requests. Thread-safe.
class HalvedSlide
{
public:
    HalvedSlide(std::shared_ptr<const Slide> slide, std::size_t cacheBytes);

    /// The level whose downsample is the largest that is ≤ wanted within 1 %, so wanted / downsample is below
    /// 2; level 0 for anything finer.
    SourceLevel sourceFor(double wantedDownsample) const;
    /// Copies a rectangle into rgb ([height, width, 3], no padding). Outside the slide it is black.
    /// Errors: those of Slide::read; Cancelled.
    Result<void> copy(const SourceLevel& source, const RectI& rectPx, std::uint8_t* rgb,
                      const std::stop_token& stop);

    /// Shrinks the cache to the tiles of these windows, which may lie anywhere; it never grows.
    void limitCache(const std::vector<ReadWindow>& windows);

    std::int64_t tilesDecoded() const { return m_decoded.load(std::memory_order_relaxed); }

private:
    Result<TilePtr> tile(const SourceLevel& source, std::int64_t column, std::int64_t row);
    Result<TilePtr> decode(const SourceLevel& source, const RectI& rectPx);
    Result<TilePtr> halve(const SourceLevel& source, const RectI& rectPx, std::int64_t column,
                          std::int64_t row);

    std::shared_ptr<const Slide> m_slide;
    std::size_t m_cacheBytes;
    TileCache m_cache;
    std::atomic<std::int64_t> m_decoded = 0;
};

} // namespace transcope::core
