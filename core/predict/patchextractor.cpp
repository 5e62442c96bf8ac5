#include "core/predict/patchextractor.h"

#include "core/base/try.h"
#include "core/predict/halvedslide.h"
#include "core/predict/resample.h"
#include "core/predict/scale.h"
#include "core/predict/visitorder.h"

#include <cmath>

namespace transcope::core {

namespace {

constexpr double MaxCoordinatePx = 1e9;
// Beyond these a weights file or a scale is wrong, and buffers would grow without bound.
constexpr int MaxPatchPx = 4096;
constexpr double MinRatio = 1.0 / 64;

// Where one level's patches come from.
struct LevelPlan
{
    SourceLevel source;
    double ratio = 1;   ///< source px per patch px
    bool copies = true; ///< the ratio is 1, so px are taken as they are
};

double baseDownsampleOf(const PatchSpec& spec, std::optional<double> slideUmPerPx)
{
    const auto cut = cutUmPerPx(spec, slideUmPerPx);
    return cut ? *cut / *slideUmPerPx : 1.0;
}

// Buffers of one thread, kept between patches.
struct Scratch
{
    std::vector<std::uint8_t> source;
    std::vector<std::int16_t> row;
};

Scratch& threadScratch()
{
    thread_local Scratch scratch;
    return scratch;
}

} // namespace

struct PatchExtractor::Impl
{
    Impl(std::shared_ptr<const Slide> slide, PatchSpec wanted, double base, std::size_t cacheBytes)
        : levels(std::move(slide), cacheBytes), spec(std::move(wanted)), baseDownsample(base)
    {
        for (const double downsample : spec.downsamples) {
            LevelPlan plan;
            plan.source = levels.sourceFor(downsample * base);
            plan.ratio = downsample * base / plan.source.downsample;
            // Less than half a px of drift over a whole patch is no reason to blur it.
            plan.copies = std::abs(plan.ratio - 1) * spec.sizePx < 0.5;
            plans.push_back(plan);
        }
    }

    /// Fills one patch; returns whether it reached beyond the slide.
    Result<bool> cut(const LevelPlan& plan, PointD centreLevel0Px, std::uint8_t* out,
                     const std::stop_token& stop);

    HalvedSlide levels;
    PatchSpec spec;
    double baseDownsample;
    std::vector<LevelPlan> plans;
};

Result<bool> PatchExtractor::Impl::cut(const LevelPlan& plan, PointD centre, std::uint8_t* out,
                                       const std::stop_token& stop)
{
    const double extent = spec.sizePx * (plan.copies ? 1.0 : plan.ratio);
    const double left = centre.x / plan.source.downsample - extent / 2;
    const double top = centre.y / plan.source.downsample - extent / 2;
    const SizeI size = plan.source.sizePx;
    const bool padded = std::floor(left + 0.5) < 0 || std::floor(top + 0.5) < 0 ||
                        std::floor(left + 0.5) + extent > static_cast<double>(size.width) + 0.5 ||
                        std::floor(top + 0.5) + extent > static_cast<double>(size.height) + 0.5;
    if (plan.copies) {
        const RectI rect{std::llround(std::floor(left + 0.5)), std::llround(std::floor(top + 0.5)),
                         spec.sizePx, spec.sizePx};
        const auto copied = levels.copy(plan.source, rect, out, stop);
        return copied ? Result<bool>(padded) : tl::unexpected(copied.error());
    }

    const FilterTable x = triangleFilter(left, plan.ratio, spec.sizePx);
    const FilterTable y = triangleFilter(top, plan.ratio, spec.sizePx);
    const RectI rect{x.begin, y.begin, x.end - x.begin, y.end - y.begin};
    Scratch& scratch = threadScratch();
    scratch.source.resize(static_cast<std::size_t>(rect.width * rect.height * 3));
    TRY_RUN(levels.copy(plan.source, rect, scratch.source.data(), stop));
    resample(scratch.source.data(), x, y, out, scratch.row);
    return padded;
}

PatchExtractor::PatchExtractor(std::shared_ptr<const Slide> slide, PatchSpec spec,
                               std::optional<double> slideUmPerPx, std::size_t cacheBytes)
{
    const double base = baseDownsampleOf(spec, slideUmPerPx);
    m_impl = std::make_unique<Impl>(std::move(slide), std::move(spec), base, cacheBytes);
}

PatchExtractor::~PatchExtractor() = default;

// A row of blocks runs to and fro, so between two visits to a place lie at most its own row and the next.
void PatchExtractor::limitCacheToSweep(double blockLevel0Px)
{
    std::vector<ReadWindow> windows;
    for (const LevelPlan& plan : m_impl->plans) {
        const double patch = m_impl->spec.sizePx * plan.ratio * plan.source.downsample;
        windows.push_back({plan.source, BlocksPerStrip * blockLevel0Px + patch, 2 * blockLevel0Px + patch});
    }
    m_impl->levels.limitCache(windows);
}

Result<void> PatchExtractor::check() const
{
    const PatchSpec& spec = m_impl->spec;
    bool usable = spec.sizePx >= 1 && spec.sizePx <= MaxPatchPx && !m_impl->plans.empty();
    for (const LevelPlan& plan : m_impl->plans)
        usable = usable && plan.ratio >= MinRatio && plan.ratio <= MaxResampleRatio;
    if (usable)
        return {};
    return fail(ErrorCode::InvalidArgument,
                "Patches of " + std::to_string(spec.sizePx) + " px at " +
                    std::to_string(m_impl->baseDownsample) + " level-0 px per px cannot be cut",
                "Check the slide's µm per px and the weights file");
}

void PatchExtractor::prepare(PatchBatch& batch, int count) const
{
    const PatchSpec& spec = m_impl->spec;
    batch.count = count;
    batch.sizePx = spec.sizePx;
    batch.levels.resize(spec.downsamples.size());
    for (auto& level : batch.levels)
        level.resize(static_cast<std::size_t>(count) * spec.sizePx * spec.sizePx * 3);
    batch.padded.assign(count, 0);
    batch.centresLevel0Px.assign(count, {});
    batch.arrayRow.assign(count, -1);
    batch.arrayCol.assign(count, -1);
}

Result<void> PatchExtractor::extractInto(PatchBatch& batch, int slot, const Spot& spot, std::stop_token stop)
{
    const PointD centre = spot.centreLevel0Px;
    if (!(std::abs(centre.x) < MaxCoordinatePx && std::abs(centre.y) < MaxCoordinatePx))
        return fail(ErrorCode::InvalidArgument, "Spot " + spot.id + " has no usable position",
                    "Check the spot file's coordinates");
    const std::size_t patchBytes = static_cast<std::size_t>(batch.sizePx) * batch.sizePx * 3;
    for (std::size_t level = 0; level < m_impl->plans.size(); ++level) {
        TRY(const auto padded,
            m_impl->cut(m_impl->plans[level], centre, batch.levels[level].data() + slot * patchBytes, stop));
        batch.padded[slot] |= static_cast<std::uint8_t>(padded);
    }
    batch.centresLevel0Px[slot] = centre;
    batch.arrayRow[slot] = spot.arrayRow;
    batch.arrayCol[slot] = spot.arrayCol;
    return {};
}

Result<PatchBatch> PatchExtractor::extract(const SpotTable& spots, std::span<const int> indices,
                                           std::stop_token stop)
{
    TRY_RUN(check());
    PatchBatch batch;
    prepare(batch, static_cast<int>(indices.size()));
    for (std::size_t slot = 0; slot < indices.size(); ++slot) {
        if (indices[slot] < 0 || indices[slot] >= static_cast<int>(spots.size()))
            return fail(ErrorCode::InvalidArgument,
                        "There is no spot number " + std::to_string(indices[slot]));
        TRY_RUN(extractInto(batch, static_cast<int>(slot), spots.spots[indices[slot]], stop));
    }
    return batch;
}

std::int64_t PatchExtractor::tilesDecoded() const
{
    return m_impl->levels.tilesDecoded();
}

double PatchExtractor::baseDownsample() const
{
    return m_impl->baseDownsample;
}

} // namespace transcope::core
