#include "core/slide/slidepart.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

class SlidePart final : public Slide
{
public:
    SlidePart(std::shared_ptr<const Slide> whole, const RectI& rect) : m_whole(std::move(whole)), m_rect(rect)
    {
        for (const auto& level : m_whole->levels()) {
            const auto length = [&](std::int64_t level0Px) {
                return std::max<std::int64_t>(1,
                                              std::llround(static_cast<double>(level0Px) / level.downsample));
            };
            m_levels.push_back({{length(rect.width), length(rect.height)}, level.downsample, level.tilePx});
        }
    }
    const std::filesystem::path& path() const override { return m_whole->path(); }
    const std::vector<SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return m_whole->umPerPx(); }
    std::string vendor() const override { return m_whole->vendor(); }
    const std::map<std::string, std::string>& properties() const override { return m_whole->properties(); }
    Result<Image> read(const RectI& rect, int level) const override
    {
        if (level < 0 || level >= static_cast<int>(m_levels.size()))
            return m_whole->read(rect, level); // refuses it
        const double downsample = m_levels[static_cast<std::size_t>(level)].downsample;
        return m_whole->read({rect.x + std::llround(static_cast<double>(m_rect.x) / downsample),
                              rect.y + std::llround(static_cast<double>(m_rect.y) / downsample), rect.width,
                              rect.height},
                             level);
    }

private:
    std::shared_ptr<const Slide> m_whole;
    RectI m_rect;
    std::vector<SlideLevel> m_levels;
};

} // namespace

std::shared_ptr<const Slide> slidePart(std::shared_ptr<const Slide> slide, const RectI& rectLevel0Px)
{
    return std::make_shared<const SlidePart>(std::move(slide), rectLevel0Px);
}

} // namespace transcope::core
