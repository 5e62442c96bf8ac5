#include "core/slide/openslidehandle.h"

#include "core/base/filewait.h"
#include "core/base/try.h"
#include "core/slide/tilesizes.h"

#include <openslide.h>

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

// A pre-multiplied ARGB row over a background, as RGB.
void flatten(const std::uint32_t* argb, std::int64_t count, std::array<std::uint8_t, 3> background,
             std::uint8_t* rgb)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const std::uint32_t px = argb[i];
        const std::uint32_t through = 255 - (px >> 24);
        for (int c = 0; c < 3; ++c) {
            const std::uint32_t behind = (background[c] * through + 127) / 255;
            rgb[3 * i + c] = static_cast<std::uint8_t>(std::min(255u, (px >> (16 - 8 * c) & 255) + behind));
        }
    }
}

// Almost every px of a slide is opaque, so this is the loop that counts.
void dropAlpha(const std::uint32_t* argb, std::int64_t count, std::uint8_t* rgb)
{
    for (std::int64_t i = 0; i < count; ++i) {
        rgb[3 * i] = static_cast<std::uint8_t>(argb[i] >> 16);
        rgb[3 * i + 1] = static_cast<std::uint8_t>(argb[i] >> 8);
        rgb[3 * i + 2] = static_cast<std::uint8_t>(argb[i]);
    }
}

bool isOpaque(const std::uint32_t* argb, std::int64_t count)
{
    std::uint32_t all = 0xff000000;
    for (std::int64_t i = 0; i < count; ++i)
        all &= argb[i];
    return all >= 0xff000000;
}

#ifdef TRANSCOPE_OPENSLIDE_4
// Otherwise every handle has 32 MiB of its own, and a slide beside another, or opened anew after a damaged
// tile, as much again. Lives as long as the program, as handles may.
void shareCache(openslide_t* handle)
{
    constexpr std::size_t CacheBytes = 64 << 20;
    static openslide_cache_t* const cache = openslide_cache_create(CacheBytes);
    openslide_set_cache(handle, cache);
}
#else
void shareCache(openslide_t*) {}
#endif

} // namespace

OpenSlideHandle::~OpenSlideHandle()
{
    openslide_close(m_handle);
}

double OpenSlideHandle::nominalDownsample(int level) const
{
    return openslide_get_level_downsample(m_handle, level);
}

SizeI OpenSlideHandle::levelSize(int level) const
{
    SizeI size;
    openslide_get_level_dimensions(m_handle, level, &size.width, &size.height);
    return size;
}

int OpenSlideHandle::levelCount() const
{
    return openslide_get_level_count(m_handle);
}

std::map<std::string, std::string> OpenSlideHandle::properties() const
{
    std::map<std::string, std::string> properties;
    const char* const* names = openslide_get_property_names(m_handle);
    for (; names && *names; ++names)
        if (const char* value = openslide_get_property_value(m_handle, *names))
            properties[*names] = value;
    return properties;
}

std::vector<std::string> OpenSlideHandle::associatedNames() const
{
    std::vector<std::string> names;
    const char* const* known = openslide_get_associated_image_names(m_handle);
    for (; known && *known; ++known)
        names.emplace_back(*known);
    return names;
}

Image OpenSlideHandle::readAssociated(const std::string& name, std::array<std::uint8_t, 3> background) const
{
    constexpr std::int64_t MostPx = 64 << 20;
    SizeI size;
    openslide_get_associated_image_dimensions(m_handle, name.c_str(), &size.width, &size.height);
    if (size.width <= 0 || size.height <= 0 || size.width > MostPx / size.height)
        return {};
    std::vector<std::uint32_t> argb(static_cast<std::size_t>(size.width * size.height));
    openslide_read_associated_image(m_handle, name.c_str(), argb.data());
    if (openslide_get_error(m_handle))
        return {};
    Image image(static_cast<int>(size.width), static_cast<int>(size.height));
    flatten(argb.data(), size.width * size.height, background, image.rgb.data());
    return image;
}

std::string OpenSlideHandle::read(const RectI& rectLevelPx, int level, std::array<std::uint8_t, 3> background,
                                  Image& image, int toX, int toY) const
{
    // Strips keep the ARGB copy small beside the result.
    constexpr std::int64_t StripPx = 1 << 20;
    const std::int64_t rows = std::clamp<std::int64_t>(StripPx / rectLevelPx.width, 1, rectLevelPx.height);
    const double downsample = nominalDownsample(level);
    std::vector<std::uint32_t> argb(static_cast<std::size_t>(rows * rectLevelPx.width));
    for (std::int64_t y = 0; y < rectLevelPx.height; y += rows) {
        const std::int64_t count = std::min(rows, rectLevelPx.height - y);
        openslide_read_region(m_handle, argb.data(), std::llround(rectLevelPx.x * downsample),
                              std::llround((rectLevelPx.y + y) * downsample), level, rectLevelPx.width,
                              count);
        if (const char* error = openslide_get_error(m_handle))
            return error;
        for (std::int64_t row = 0; row < count; ++row) {
            const std::uint32_t* from = argb.data() + row * rectLevelPx.width;
            std::uint8_t* to =
                image.row(static_cast<int>(toY + y + row)) + 3 * static_cast<std::ptrdiff_t>(toX);
            if (isOpaque(from, rectLevelPx.width))
                dropAlpha(from, rectLevelPx.width, to);
            else
                flatten(from, rectLevelPx.width, background, to);
        }
    }
    return {};
}

Result<std::shared_ptr<const OpenSlideHandle>> openHandle(const std::filesystem::path& path)
{
    const FileWait wait(path);
    std::error_code ec;
    const auto status = std::filesystem::status(path, ec);
    if (!std::filesystem::exists(status))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    if (!std::filesystem::is_regular_file(status))
        return fail(ErrorCode::BadInput, path.string() + ": not a file",
                    "Give a slide or a picture, not a folder");
    if (openSlideVendor(path).empty())
        return fail(ErrorCode::Unsupported, path.string() + ": not a slide format that OpenSlide knows",
                    "If it is a plain picture, import it; otherwise export it from the scanner's program as "
                    "SVS or pyramidal TIFF");
    TRY_RUN(checkTileSizes(path));
    openslide_t* handle = openslide_open(path.c_str());
    const char* error = handle ? openslide_get_error(handle) : "not recognised";
    if (error) {
        const std::string reason = error;
        if (handle)
            openslide_close(handle);
        return fail(ErrorCode::BadInput, path.string() + ": the slide cannot be opened: " + reason,
                    "The file is damaged or incomplete: copy it again or export it again from the scanner");
    }
    shareCache(handle);
    return std::make_shared<const OpenSlideHandle>(handle);
}

std::string openSlideVendor(const std::filesystem::path& path)
{
    const FileWait wait(path);
    std::error_code isNone;
    if (!std::filesystem::is_regular_file(path, isNone)) // a pipe would be waited for
        return {};
    const char* vendor = openslide_detect_vendor(path.c_str());
    return vendor ? vendor : "";
}

bool openSlideReadsDicom()
{
#ifdef TRANSCOPE_OPENSLIDE_4
    return true;
#else
    return false;
#endif
}

} // namespace transcope::core
