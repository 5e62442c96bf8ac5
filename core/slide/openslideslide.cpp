#include "core/slide/openslideslide.h"

#include "core/base/try.h"
#include "core/slide/boxmean.h"
#include "core/slide/pyramidgeometry.h"

#include <charconv>
#include <cmath>
#include <set>

namespace transcope::core {

namespace {

// A rectangle larger than this is a mistake of the caller, not a wish.
constexpr std::int64_t MaxReadPx = 100'000'000;
constexpr std::int64_t MaxSidePx = 1 << 30;

std::optional<double> number(const std::map<std::string, std::string>& properties, const std::string& name)
{
    const auto it = properties.find(name);
    if (it == properties.end())
        return std::nullopt;
    double value = 0;
    const auto [end, error] =
        std::from_chars(it->second.data(), it->second.data() + it->second.size(), value);
    if (error != std::errc() || !std::isfinite(value) || value <= 0)
        return std::nullopt;
    return value;
}

std::string text(const std::map<std::string, std::string>& properties, const std::string& name)
{
    const auto it = properties.find(name);
    return it == properties.end() ? std::string() : it->second;
}

// What a plain TIFF says of its resolution, where that can be a microscope's.
std::optional<double> umPerPxOfTiff(const std::map<std::string, std::string>& properties)
{
    const auto x = number(properties, "tiff.XResolution"), y = number(properties, "tiff.YResolution");
    const std::string unit = text(properties, "tiff.ResolutionUnit");
    const double unitUm = unit == "centimeter" ? 10'000 : unit == "inch" ? 25'400 : 0;
    if (!x || !y || unitUm == 0)
        return std::nullopt;
    const double umPerPx = (unitUm / *x + unitUm / *y) / 2;
    return isMicroscopeScale(umPerPx) ? std::optional(umPerPx) : std::nullopt;
}

std::optional<double> umPerPxOf(const std::map<std::string, std::string>& properties,
                                const std::string& vendor)
{
    const auto x = number(properties, "openslide.mpp-x"), y = number(properties, "openslide.mpp-y");
    if (x || y)
        return (x.value_or(*y) + y.value_or(*x)) / 2;
    return vendor == "generic-tiff" ? umPerPxOfTiff(properties) : std::nullopt;
}

std::array<std::uint8_t, 3> backgroundOf(const std::map<std::string, std::string>& properties)
{
    const std::string hex = text(properties, "openslide.background-color");
    unsigned colour = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), colour, 16);
    if (hex.size() != 6 || error != std::errc() || end != hex.data() + hex.size())
        return {255, 255, 255};
    return {static_cast<std::uint8_t>(colour >> 16), static_cast<std::uint8_t>(colour >> 8),
            static_cast<std::uint8_t>(colour)};
}

SlideLevel levelOf(const OpenSlideHandle& handle, int level,
                   const std::map<std::string, std::string>& properties)
{
    const std::string prefix = "openslide.level[" + std::to_string(level) + "].tile-";
    const auto width = number(properties, prefix + "width"), height = number(properties, prefix + "height");
    SlideLevel result;
    result.sizePx = handle.levelSize(level);
    result.downsample = exactDownsample(handle.levelSize(0), result.sizePx, handle.nominalDownsample(level));
    result.tilePx = {width ? std::llround(*width) : 256, height ? std::llround(*height) : 256};
    return result;
}

bool isPyramid(const std::vector<SlideLevel>& levels)
{
    double previous = 0;
    for (const SlideLevel& level : levels) {
        if (level.sizePx.width <= 0 || level.sizePx.height <= 0 || level.sizePx.width > MaxSidePx ||
            level.sizePx.height > MaxSidePx || !(level.downsample >= previous))
            return false;
        previous = level.downsample;
    }
    return !levels.empty();
}

} // namespace

OpenSlideSlide::OpenSlideSlide(std::filesystem::path path, std::shared_ptr<const OpenSlideHandle> handle,
                               const std::map<std::string, std::string>& extraProperties)
    : m_path(std::move(path)), m_handle(std::move(handle)), m_properties(m_handle->properties())
{
    m_vendor = text(m_properties, "openslide.vendor");
    m_umPerPx = umPerPxOf(m_properties, m_vendor);
    m_background = backgroundOf(m_properties);
    for (int level = 0; level < m_handle->levelCount(); ++level)
        m_levels.push_back(levelOf(*m_handle, level, m_properties));
    if (m_vendor == "generic-tiff" || m_vendor == "aperio")
        m_direct = TiledJpeg::open(m_path, m_levels);
    m_trustedLevels = countTrustedLevels();
    m_properties.insert(extraProperties.begin(), extraProperties.end());
}

bool OpenSlideSlide::isTiff() const
{
    static const std::set<std::string> vendors = {"generic-tiff", "aperio",  "leica",
                                                  "philips",      "trestle", "ventana"};
    return vendors.contains(m_vendor);
}

// Debian 12's libtiff "adapts" a tile larger than its level, and OpenSlide 3.4.1 then takes px from the wrong
// places and from uninitialised memory. Such levels are the last, tiny ones.
int OpenSlideSlide::countTrustedLevels() const
{
    int level = static_cast<int>(m_levels.size()) - 1;
    for (; isTiff() && level > 0; --level) {
        const SlideLevel& last = m_levels[level];
        const bool smallerThanTile =
            last.sizePx.width < last.tilePx.width || last.sizePx.height < last.tilePx.height;
        if (!smallerThanTile || (m_direct && m_direct->canRead(level)))
            break;
    }
    return level + 1;
}

Result<Image> OpenSlideSlide::read(const RectI& rect, int level) const
{
    if (level < 0 || level >= static_cast<int>(m_levels.size()))
        return fail(ErrorCode::InvalidArgument, m_path.string() + ": has no level " + std::to_string(level));
    if (rect.isEmpty() || rect.width > MaxReadPx || rect.height > MaxReadPx ||
        rect.width * rect.height > MaxReadPx || rect.x < -MaxSidePx || rect.x > MaxSidePx ||
        rect.y < -MaxSidePx || rect.y > MaxSidePx)
        return fail(ErrorCode::InvalidArgument, m_path.string() + ": a rectangle of " +
                                                    std::to_string(rect.width) + " × " +
                                                    std::to_string(rect.height) + " px cannot be read");
    Image image(static_cast<int>(rect.width), static_cast<int>(rect.height));
    const RectI inside = clippedTo(rect, m_levels[level].sizePx);
    if (inside.isEmpty())
        return image;
    TRY_RUN(readInside(inside, level, image, static_cast<int>(inside.x - rect.x),
                       static_cast<int>(inside.y - rect.y)));
    return image;
}

Result<void> OpenSlideSlide::readInside(const RectI& inside, int level, Image& image, int toX, int toY) const
{
    if (m_direct && m_direct->read(inside, level, image, toX, toY))
        return {};
    if (level >= m_trustedLevels)
        return readFromFiner(inside, level, image, toX, toY);
    const auto shared = handle();
    if (shared->read(inside, level, m_background, image, toX, toY).empty())
        return {};
    replaceHandle(shared);

    // Another thread's failure may have spoilt the shared handle just before: only a handle of one's own
    // tells.
    TRY(const auto own, openHandle(m_path));
    const std::string reason = own->read(inside, level, m_background, image, toX, toY);
    if (reason.empty())
        return {};
    return fail(ErrorCode::BadInput,
                m_path.string() + ": cannot be decoded at level " + std::to_string(level) + ", px " +
                    std::to_string(inside.x) + ", " + std::to_string(inside.y) + ": " + reason,
                "The file is damaged there: copy it again or export it again from the scanner");
}

Result<void> OpenSlideSlide::readFromFiner(const RectI& inside, int level, Image& image, int toX,
                                           int toY) const
{
    const int finer = m_trustedLevels - 1;
    const BoxMean mean{m_levels[finer].sizePx, m_levels[level].sizePx};
    TRY(const auto source, read(mean.sourceOf(inside), finer));
    mean.apply(source, inside, image, toX, toY);
    return {};
}

std::shared_ptr<const OpenSlideHandle> OpenSlideSlide::handle() const
{
    const std::lock_guard lock(m_mutex);
    return m_handle;
}

void OpenSlideSlide::replaceHandle(const std::shared_ptr<const OpenSlideHandle>& broken) const
{
    if (handle() != broken)
        return;
    auto fresh = openHandle(m_path);
    const std::lock_guard lock(m_mutex);
    if (fresh && m_handle == broken)
        m_handle = std::move(*fresh);
}

Result<std::shared_ptr<const Slide>> openSlide(const std::filesystem::path& path)
{
    TRY(auto handle, openHandle(path));
    auto slide = std::make_shared<const OpenSlideSlide>(path, std::move(handle));
    if (!isPyramid(slide->levels()))
        return fail(ErrorCode::BadInput,
                    path.string() + ": its pyramid makes no sense (empty or unordered levels)",
                    "Export it again from the scanner");
    return slide;
}

} // namespace transcope::core
