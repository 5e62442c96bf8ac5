#include "core/slide/openslideslide.h"

#include "core/base/filewait.h"
#include "core/base/try.h"
#include "core/slide/boxmean.h"
#include "core/slide/pyramidgeometry.h"
#include "core/slide/slidelevels.h"
#include "core/slide/statedscale.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace transcope::core {

namespace {

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
    result.downsample = handle.nominalDownsample(level);
    result.tilePx = {width ? std::llround(*width) : 256, height ? std::llround(*height) : 256};
    return result;
}

} // namespace

OpenSlideSlide::OpenSlideSlide(std::filesystem::path path, std::shared_ptr<const OpenSlideHandle> handle,
                               const std::filesystem::path& importedFrom, std::vector<std::string> warnings)
    : m_path(std::move(path)), m_givenPath(importedFrom.empty() ? m_path : importedFrom),
      m_handle(std::move(handle)), m_properties(m_handle->properties())
{
    m_vendor = text(m_properties, "openslide.vendor");
    m_background = backgroundOf(m_properties);
    readScale(std::move(warnings));
    readLevels();
    if (m_vendor == "generic-tiff" || m_vendor == "aperio")
        m_direct = TiledJpeg::open(m_path, m_storedSizes, m_background);
    if (m_vendor == "generic-tiff")
        m_sparse = SparseTiles::open(m_path, m_storedSizes);
    m_trustedLevels = countTrustedLevels();
    if (!importedFrom.empty())
        m_properties["importedFrom"] = importedFrom.string();
}

void OpenSlideSlide::readScale(std::vector<std::string> warnings)
{
    const auto stated = m_vendor == "generic-tiff" ? statedScale(m_givenPath) : statedScale(m_properties);
    auto scale = judged(stated);
    m_umPerPx = scale.umPerPx;
    if (m_umPerPx)
        m_properties["scaleFrom"] = stated.source;
    warnings.insert(warnings.end(), scale.warnings.begin(), scale.warnings.end());
    for (const auto& warning : warnings)
        m_properties["warnings"] += warning + "\n";
}

void OpenSlideSlide::readLevels()
{
    for (int level = 0; level < m_handle->levelCount(); ++level) {
        m_levels.push_back(levelOf(*m_handle, level, m_properties));
        auto& added = m_levels.back();
        m_storedSizes.push_back(added.sizePx);
        const double previous = level == 0 ? 0 : m_levels[m_levels.size() - 2].downsample;
        const auto level0Px = m_storedSizes.front();
        const auto found = trueLevel(level0Px, added.sizePx, added.tilePx, added.downsample, previous);
        added.sizePx = found.sizePx;
        added.downsample = found.downsample;
    }
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
        const SizeI stored = m_storedSizes[level], tile = m_levels[level].tilePx;
        const bool smallerThanTile = stored.width < tile.width || stored.height < tile.height;
        if (!smallerThanTile || (m_direct && m_direct->canRead(level)))
            break;
    }
    return level + 1;
}

Result<Image> OpenSlideSlide::read(const RectI& rect, int level) const
{
    TRY_RUN(checkRead(rect, level, m_levels, named()));
    const FileWait wait(named());
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
    if (readByOpenSlide(*shared, inside, level, image, toX, toY).empty())
        return {};
    replaceHandle(shared);

    // Another thread's failure may have spoilt the shared handle just before: only a handle of one's own
    // tells.
    TRY(const auto own, openHandle(m_path));
    const std::string reason = readByOpenSlide(*own, inside, level, image, toX, toY);
    if (reason.empty())
        return {};
    return fail(ErrorCode::BadInput,
                named() + ": cannot be decoded at level " + std::to_string(level) + ", px " +
                    std::to_string(inside.x) + ", " + std::to_string(inside.y) + ": " + reason,
                "The file is damaged there: copy it again or export it again from the scanner");
}

std::string OpenSlideSlide::readByOpenSlide(const OpenSlideHandle& handle, const RectI& inside, int level,
                                            Image& image, int toX, int toY) const
{
    if (!m_sparse)
        return handle.read(inside, level, m_background, image, toX, toY);
    std::string reason;
    m_sparse->forParts(inside, level, [&](const RectI& part, bool leftOut) {
        const int x = toX + static_cast<int>(part.x - inside.x),
                  y = toY + static_cast<int>(part.y - inside.y);
        if (!leftOut) {
            reason = handle.read(part, level, m_background, image, x, y);
            return reason.empty();
        }
        for (int row = 0; row < part.height; ++row)
            for (int column = 0; column < part.width; ++column)
                std::copy(m_background.begin(), m_background.end(),
                          image.row(y + row) + std::ptrdiff_t{3} * (x + column));
        return true;
    });
    return reason;
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

Result<std::shared_ptr<const OpenSlideSlide>> openOpenSlide(const std::filesystem::path& path)
{
    TRY(auto handle, openHandle(path));
    auto slide = std::make_shared<const OpenSlideSlide>(path, std::move(handle));
    if (!isPyramid(slide->levels()))
        return fail(ErrorCode::BadInput,
                    path.string() + ": its pyramid makes no sense (empty or unordered levels)",
                    "Export it again from the scanner");
    return slide;
}

Result<std::shared_ptr<const Slide>> openSlide(const std::filesystem::path& path)
{
    TRY(auto slide, openOpenSlide(path));
    return slide;
}

} // namespace transcope::core
