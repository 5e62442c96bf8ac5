#pragma once

#include "core/slide/slide.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>

namespace transcope::test {

/// A slide whose levels are given px by px: px(x, y, level) is the colour. Counts its reads.
class MemorySlide : public core::Slide
{
public:
    using Colour = std::array<std::uint8_t, 3>;
    using Painter = std::function<Colour(std::int64_t x, std::int64_t y, int level)>;

    MemorySlide(std::vector<core::SlideLevel> levels, Painter painter, std::optional<double> umPerPx = {})
        : m_levels(std::move(levels)), m_painter(std::move(painter)), m_umPerPx(umPerPx)
    {
    }

    /// Reads that touch this rectangle of level-0 px of a level fail as a damaged file does.
    core::RectI damagedLevel0Px;
    /// Called before each read, on the reading thread.
    std::function<void()> beforeRead;

    const std::filesystem::path& path() const override { return m_path; }
    const std::vector<core::SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return m_umPerPx; }
    std::string vendor() const override { return "memory"; }
    const std::map<std::string, std::string>& properties() const override { return m_properties; }
    int reads() const { return m_reads; }

    core::Result<core::Image> read(const core::RectI& rect, int level) const override
    {
        ++m_reads;
        if (beforeRead)
            beforeRead();
        if (isDamaged(rect, m_levels[level].downsample))
            return core::fail(core::ErrorCode::BadInput, "memory.svs: cannot be decoded",
                              "Copy the file again");
        core::Image image(static_cast<int>(rect.width), static_cast<int>(rect.height));
        const core::SizeI size = m_levels[level].sizePx;
        for (std::int64_t y = std::max<std::int64_t>(rect.y, 0);
             y < std::min(rect.y + rect.height, size.height); ++y)
            for (std::int64_t x = std::max<std::int64_t>(rect.x, 0);
                 x < std::min(rect.x + rect.width, size.width); ++x)
                std::ranges::copy(m_painter(x, y, level),
                                  image.row(static_cast<int>(y - rect.y)) + 3 * (x - rect.x));
        return image;
    }

private:
    bool isDamaged(const core::RectI& rect, double downsample) const
    {
        const core::RectI& bad = damagedLevel0Px;
        const auto overlap = [downsample](std::int64_t a, std::int64_t size, std::int64_t b,
                                          std::int64_t badSize) {
            return static_cast<double>(a) * downsample < static_cast<double>(b + badSize) &&
                   static_cast<double>(b) < static_cast<double>(a + size) * downsample;
        };
        return !bad.isEmpty() && overlap(rect.x, rect.width, bad.x, bad.width) &&
               overlap(rect.y, rect.height, bad.y, bad.height);
    }

    std::filesystem::path m_path = "memory.svs";
    std::vector<core::SlideLevel> m_levels;
    std::map<std::string, std::string> m_properties;
    Painter m_painter;
    std::optional<double> m_umPerPx;
    mutable std::atomic<int> m_reads = 0;
};

} // namespace transcope::test
