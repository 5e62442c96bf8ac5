#pragma once

#include "core/predict/predictor.h"
#include "core/slide/slide.h"
#include "core/spots/spottable.h"

#include <memory>
#include <span>
#include <stop_token>

namespace transcope::core {

/// Cuts the patches of spots out of a slide. Picks the pyramid level at or just below each wanted downsample,
/// halved by 2 × 2 means where the slide lacks levels, and resamples the rest with an antialiased bilinear
/// filter. A patch whose scale is just that level's takes its px as they are: its corner then lies on the
/// level's grid, at most half a patch px away from the exact place. What lies outside the slide is black.
/// Tiles are decoded once and shared by overlapping patches through a cache with a byte budget. A patch
/// depends on the slide and its spot alone. Thread-safe.
class PatchExtractor
{
public:
    /// slideUmPerPx: µm per level-0 px, of the slide or of the spot table; absent when unknown.
    PatchExtractor(std::shared_ptr<const Slide> slide, PatchSpec spec, std::optional<double> slideUmPerPx,
                   std::size_t cacheBytes = 256u << 20);
    ~PatchExtractor();

    /// Whether the spec can be cut at this scale. Errors: InvalidArgument.
    Result<void> check() const;

    /// Shrinks the cache to the tiles that spots in visitOrder()'s order with blocks of this side come back
    /// to.
    void limitCacheToSweep(double blockLevel0Px);

    /// Patches of spots[indices[0]], spots[indices[1]], … in that order.
    /// Errors: those of Slide::read; Cancelled.
    Result<PatchBatch> extract(const SpotTable& spots, std::span<const int> indices,
                               std::stop_token stop = {});

    /// Sizes a batch for `count` spots; an old batch keeps its memory. Needs a spec that check() accepts.
    void prepare(PatchBatch& batch, int count) const;
    /// Cuts one spot's patches into a prepared batch. Threads may fill different slots of one batch at once.
    /// Errors: those of Slide::read; Cancelled; InvalidArgument when the spot has no finite position.
    Result<void> extractInto(PatchBatch& batch, int slot, const Spot& spot, std::stop_token stop = {});

    /// Tiles decoded so far, a tile counted again when it had fallen out of the cache.
    std::int64_t tilesDecoded() const;
    /// Level-0 px per px of the spec's base scale (1 when scales are unknown).
    double baseDownsample() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace transcope::core
