#include "core/slide/tiffslide.h"

#include "core/base/filewait.h"
#include "core/base/try.h"
#include "core/slide/pyramidgeometry.h"
#include "core/slide/slidelevels.h"
#include "core/slide/statedscale.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace transcope::core {

namespace {

constexpr std::size_t CacheBytes = 64u << 20;

bool isReadable(const TiffSummary& tiff)
{
    const bool colours = tiff.photometric == 1 || tiff.photometric == 2 || tiff.photometric == 6;
    return tiff.tileWidth > 0 && tiff.tileHeight > 0 && tiff.storedBits == 8 && tiff.orientation == 1 &&
           colours && (tiff.samples == 1 || tiff.samples == 3);
}

/// Nothing where it is no smaller copy of the picture: a label, or another channel.
std::optional<SlideLevel> levelOf(const TiffSummary& tiff, const std::vector<SlideLevel>& larger)
{
    const SizeI whole = larger.front().sizePx, stored{tiff.width, tiff.height};
    const SizeI tile{tiff.tileWidth, tiff.tileHeight};
    const double across = static_cast<double>(whole.width) / static_cast<double>(stored.width);
    const double down = static_cast<double>(whole.height) / static_cast<double>(stored.height);
    const double nominal = (across + down) / 2;
    const auto level = trueLevel(whole, stored, tile, nominal, larger.back().downsample);
    // As far as whole px allow.
    const auto fits = [&](std::int64_t wholePx, std::int64_t px) {
        return std::abs(static_cast<double>(wholePx) / level.downsample - static_cast<double>(px)) <= 1.5;
    };
    const bool isCopy = fits(whole.width, level.sizePx.width) && fits(whole.height, level.sizePx.height);
    if (!isCopy || level.downsample <= larger.back().downsample)
        return std::nullopt;
    return SlideLevel{level.sizePx, level.downsample, tile};
}

} // namespace

Result<std::shared_ptr<const Slide>> TiffSlide::open(const std::filesystem::path& path)
{
    TRY(auto picture, checkTiff(path));
    const auto below = picture.subDirectories;
    const bool usable = isReadable(picture) && picture.planePages.empty() && picture.bits == 8;
    std::vector<TiffSummary> stored;
    for (const auto offset : usable ? below : std::vector<std::uint64_t>()) {
        auto tiff = checkTiffDirectory(path, offset);
        if (tiff && isReadable(*tiff))
            stored.push_back(*std::move(tiff));
        else if (!tiff)
            picture.warnings.push_back("a smaller copy in it cannot be read and is passed over");
    }
    std::ranges::stable_sort(stored, std::greater(), &TiffSummary::width);
    std::vector<TiffSummary> used = {std::move(picture)};
    const auto& first = used.front();
    std::vector<SlideLevel> levels = {{{first.width, first.height}, 1, {first.tileWidth, first.tileHeight}}};
    for (auto& tiff : stored) {
        const auto level = levelOf(tiff, levels);
        if (!level)
            continue;
        levels.push_back(*level);
        used.push_back(std::move(tiff));
    }
    if (levels.size() < 2 || !isPyramid(levels))
        return fail(ErrorCode::Unsupported, path.string() + ": holds no smaller copies of its picture",
                    "Import it");
    return std::shared_ptr<const Slide>(new TiffSlide(path, used, std::move(levels)));
}

namespace {

std::vector<std::uint64_t> offsetsOf(const std::vector<TiffSummary>& stored)
{
    std::vector<std::uint64_t> offsets;
    for (const auto& tiff : stored)
        offsets.push_back(tiff.offset);
    return offsets;
}

} // namespace

TiffSlide::TiffSlide(std::filesystem::path path, const std::vector<TiffSummary>& stored,
                     std::vector<SlideLevel> levels)
    : m_path(std::move(path)), m_levels(std::move(levels)),
      m_direct(TiledJpeg::openAt(m_path, offsetsOf(stored))), m_tiles(m_path, offsetsOf(stored)),
      m_cache(CacheBytes)
{
    readScale(stored.front().warnings);
}

void TiffSlide::readScale(std::vector<std::string> warnings)
{
    const auto stated = statedScale(m_path);
    const auto scale = judged(stated);
    m_umPerPx = scale.umPerPx;
    if (m_umPerPx)
        m_properties["scaleFrom"] = stated.source;
    warnings.insert(warnings.end(), scale.warnings.begin(), scale.warnings.end());
    for (const auto& warning : warnings)
        m_properties["warnings"] += warning + "\n";
}

Result<Image> TiffSlide::read(const RectI& rect, int level) const
{
    TRY_RUN(checkRead(rect, level, m_levels, m_path.string()));
    const FileWait wait(m_path);
    Image image(static_cast<int>(rect.width), static_cast<int>(rect.height));
    const RectI inside = clippedTo(rect, m_levels[static_cast<std::size_t>(level)].sizePx);
    if (inside.isEmpty())
        return image;
    const int toX = static_cast<int>(inside.x - rect.x), toY = static_cast<int>(inside.y - rect.y);
    if (m_direct && m_direct->read(inside, level, image, toX, toY))
        return image;
    if (auto done = readInside(inside, level, image, toX, toY); !done)
        return fail(ErrorCode::BadInput,
                    m_path.string() + ": cannot be decoded at level " + std::to_string(level) + ", px " +
                        std::to_string(inside.x) + ", " + std::to_string(inside.y) + ": " +
                        done.error().message,
                    "The file is damaged there: copy it again or export it again");
    return image;
}

Result<void> TiffSlide::readInside(const RectI& inside, int level, Image& image, int toX, int toY) const
{
    const SizeI tilePx = m_levels[static_cast<std::size_t>(level)].tilePx;
    const std::int64_t right = inside.x + inside.width, bottom = inside.y + inside.height;
    for (auto row = inside.y / tilePx.height; row * tilePx.height < bottom; ++row) {
        for (auto column = inside.x / tilePx.width; column * tilePx.width < right; ++column) {
            TRY(const auto tile, m_cache.get({level, 0, column, row}, [&](const TileKey&) {
                return m_tiles.tile(level, column, row);
            }));
            const auto left = column * tilePx.width, top = row * tilePx.height;
            const auto x0 = std::max(left, inside.x), x1 = std::min(left + tilePx.width, right);
            const auto y1 = std::min(top + tilePx.height, bottom);
            for (auto y = std::max(top, inside.y); y < y1; ++y)
                std::memcpy(image.row(static_cast<int>(toY + y - inside.y)) + 3 * (toX + x0 - inside.x),
                            tile->row(static_cast<int>(y - top)) + 3 * (x0 - left),
                            static_cast<std::size_t>(x1 - x0) * 3);
        }
    }
    return {};
}

} // namespace transcope::core
