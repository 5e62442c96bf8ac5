#include "core/slide/tifftiles.h"

#include "core/base/try.h"

#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>

namespace transcope::core {

namespace {

constexpr tmsize_t LargestAllocation = tmsize_t{1} << 30;

void copyUpright(const std::vector<std::uint32_t>& raster, Image& image)
{
    for (int y = 0; y < image.height; ++y) { // libtiff gives rows from the bottom
        const auto* from = raster.data() + static_cast<std::ptrdiff_t>(image.height - 1 - y) * image.width;
        auto* to = image.row(y);
        for (int x = 0; x < image.width; ++x) {
            *to++ = static_cast<std::uint8_t>(TIFFGetR(from[x]));
            *to++ = static_cast<std::uint8_t>(TIFFGetG(from[x]));
            *to++ = static_cast<std::uint8_t>(TIFFGetB(from[x]));
        }
    }
}

} // namespace

struct TiffTiles::Handle
{
    TIFF* file = nullptr;
    std::string reason;

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle()
    {
        if (file != nullptr)
            TIFFClose(file);
    }
    /// 1: handled; else libtiff would print.
    static int say(TIFF*, void* handle, const char*, const char* format, va_list arguments)
    {
        char text[256];
        std::vsnprintf(text, sizeof text, format, arguments);
        static_cast<Handle*>(handle)->reason = text;
        return 1;
    }
    static int ignore(TIFF*, void*, const char*, const char*, va_list) { return 1; }
};

TiffTiles::TiffTiles(std::filesystem::path path, std::vector<std::uint64_t> directories)
    : m_path(std::move(path)), m_directories(std::move(directories)), m_free(m_directories.size())
{
}

TiffTiles::~TiffTiles() = default;

Result<TiffTiles::HandlePtr> TiffTiles::opened(int directory) const
{
    auto handle = std::make_unique<Handle>();
    TIFFOpenOptions* const options = TIFFOpenOptionsAlloc();
    TIFFOpenOptionsSetErrorHandlerExtR(options, &Handle::say, handle.get());
    TIFFOpenOptionsSetWarningHandlerExtR(options, &Handle::ignore, nullptr);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, LargestAllocation);
    handle->file = TIFFOpenExt(m_path.c_str(), "rm", options);
    TIFFOpenOptionsFree(options);
    std::uint16_t compression = 0;
    if (handle->file == nullptr ||
        TIFFSetSubDirectory(handle->file, m_directories[static_cast<std::size_t>(directory)]) == 0)
        return fail(ErrorCode::BadInput, handle->reason);
    TIFFGetFieldDefaulted(handle->file, TIFFTAG_COMPRESSION, &compression);
    if (compression == COMPRESSION_JPEG)
        TIFFSetField(handle->file, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    return handle;
}

Result<TiffTiles::HandlePtr> TiffTiles::taken(int directory) const
{
    {
        const std::lock_guard lock(m_mutex);
        auto& free = m_free[static_cast<std::size_t>(directory)];
        if (!free.empty()) {
            auto handle = std::move(free.back());
            free.pop_back();
            return handle;
        }
    }
    return opened(directory);
}

Result<TilePtr> TiffTiles::tile(int directory, std::int64_t column, std::int64_t row) const
{
    TRY(auto handle, taken(directory));
    std::uint32_t width = 0, height = 0;
    TIFFGetField(handle->file, TIFFTAG_TILEWIDTH, &width);
    TIFFGetField(handle->file, TIFFTAG_TILELENGTH, &height);
    auto image = std::make_shared<Image>(static_cast<int>(width), static_cast<int>(height));
    const auto x = static_cast<std::uint32_t>(column) * width, y = static_cast<std::uint32_t>(row) * height;
    if (TIFFGetStrileByteCount(handle->file, TIFFComputeTile(handle->file, x, y, 0, 0)) == 0) {
        std::ranges::fill(image->rgb, std::uint8_t{255}); // not scanned
    } else {
        std::vector<std::uint32_t> raster(std::size_t{width} * height);
        if (TIFFReadRGBATileExt(handle->file, x, y, raster.data(), 1) == 0)
            return fail(ErrorCode::BadInput, handle->reason);
        copyUpright(raster, *image);
    }
    const std::lock_guard lock(m_mutex);
    m_free[static_cast<std::size_t>(directory)].push_back(std::move(handle));
    return TilePtr(std::move(image));
}

} // namespace transcope::core
