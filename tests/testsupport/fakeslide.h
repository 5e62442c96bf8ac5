#pragma once

#include "core/slide/slide.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <utility>

namespace transcope::test {

/// A slide made up in memory. Its picture tells where one is: red runs from 0 to 250 over the width, green
/// from 0 to 250 over the height, and blue is 200 or 60 in a chequer of 64 level-0 px.
class FakeSlide : public core::Slide
{
public:
    /// Called on the reading thread before each read; a result with an error fails the read, and the hook
    /// may wait (to hold tiles back).
    using ReadHook = std::function<core::Result<void>(const core::RectI& rectLevelPx, int level)>;

    explicit FakeSlide(core::SizeI sizeLevel0Px, std::vector<double> downsamples = {1, 4, 16},
                       ReadHook hook = {})
        : m_hook(std::move(hook))
    {
        for (double downsample : downsamples)
            m_levels.push_back(
                {{std::max<std::int64_t>(1, std::int64_t(double(sizeLevel0Px.width) / downsample)),
                  std::max<std::int64_t>(1, std::int64_t(double(sizeLevel0Px.height) / downsample))},
                 downsample,
                 {256, 256}});
    }

    const std::filesystem::path& path() const override { return m_path; }
    const std::vector<core::SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return m_umPerPx; }
    std::string vendor() const override { return "fake"; }
    const std::map<std::string, std::string>& properties() const override { return m_properties; }

    core::Result<core::Image> read(const core::RectI& rect, int level) const override
    {
        ++m_reads;
        if (m_hook)
            if (auto allowed = m_hook(rect, level); !allowed)
                return tl::unexpected(allowed.error());
        core::Image image(int(rect.width), int(rect.height));
        const core::SlideLevel& l = m_levels[std::size_t(level)];
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) {
                const std::int64_t px = rect.x + x, py = rect.y + y;
                if (px < 0 || py < 0 || px >= l.sizePx.width || py >= l.sizePx.height)
                    continue;
                const auto colour =
                    colourAt((double(px) + 0.5) * l.downsample, (double(py) + 0.5) * l.downsample);
                std::copy(colour.begin(), colour.end(), image.row(y) + 3 * x);
            }
        return image;
    }

    /// What the picture shows at a position in level-0 px.
    std::array<std::uint8_t, 3> colourAt(double xLevel0Px, double yLevel0Px) const
    {
        const bool dark = (int(std::floor(xLevel0Px / 64)) + int(std::floor(yLevel0Px / 64))) % 2 != 0;
        return {std::uint8_t(250 * xLevel0Px / double(sizeLevel0Px().width)),
                std::uint8_t(250 * yLevel0Px / double(sizeLevel0Px().height)), std::uint8_t(dark ? 60 : 200)};
    }

    void setUmPerPx(std::optional<double> umPerPx) { m_umPerPx = umPerPx; }
    /// Number of read() calls so far.
    int reads() const { return m_reads; }

private:
    std::filesystem::path m_path = "fake.svs";
    std::vector<core::SlideLevel> m_levels;
    std::map<std::string, std::string> m_properties;
    std::optional<double> m_umPerPx = 0.5;
    ReadHook m_hook;
    mutable std::atomic<int> m_reads = 0;
};

} // namespace transcope::test
