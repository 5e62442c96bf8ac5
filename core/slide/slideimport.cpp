#include "core/slide/slideimport.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/slide/openslideslide.h"
#include "core/slide/tiffcheck.h"
#include "core/slide/vipsconvert.h"

#include <cstdlib>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

// Raised when what an import writes changes, so that older files in the cache are made again.
constexpr const char* ImportVersion = "2";
// A single level larger than this is slow to look at from afar.
constexpr std::int64_t MaxSingleLevelPx = 4096;

Result<std::shared_ptr<const Slide>> openImported(const fs::path& cached, const fs::path& original)
{
    TRY(auto handle, openHandle(cached));
    std::error_code ec;
    return std::make_shared<const OpenSlideSlide>(
        cached, std::move(handle),
        std::map<std::string, std::string>{{"importedFrom", fs::absolute(original, ec).string()}});
}

Result<void> makeFolder(const fs::path& dir)
{
    std::error_code ec;
    fs::create_directories(dir, ec);
    if (ec)
        return fail(ErrorCode::WriteFailed,
                    dir.string() + ": the cache folder cannot be made: " + ec.message(),
                    "Choose another cache folder");
    return {};
}

Result<std::shared_ptr<const Slide>> import(const fs::path& path, const fs::path& cacheDir,
                                            const ProgressFn& progress, std::stop_token stop)
{
    TRY(const auto kind, pictureKind(path));
    if (kind == PictureKind::Tiff)
        TRY_RUN(checkTiff(path));
    TRY(const auto hash, quickHash(path));

    const fs::path cached = cacheDir / (hash + "-" + ImportVersion + ".tif");
    std::error_code ec;
    if (fs::exists(cached, ec))
        if (auto slide = openImported(cached, path))
            return slide;
    TRY_RUN(makeFolder(cacheDir));

    TRY_RUN(writeAtomically(cached, [&](const fs::path& temporary) {
        return convertToPyramid(path, kind, temporary, progress, stop);
    }));
    return openImported(cached, path);
}

// OpenSlide shows a plain TIFF as it is stored: not upright where a tag says it is turned, without levels
// where it has none, and garbled where it is smaller than its tiles (see OpenSlideSlide).
bool isBetterImported(const Slide& slide, const TiffSummary& tiff)
{
    const SizeI size = slide.sizeLevel0Px(), tile = slide.levels().front().tilePx;
    const bool large = std::max(size.width, size.height) > MaxSingleLevelPx;
    const bool small = size.width < tile.width || size.height < tile.height;
    return tiff.orientation != 1 || (slide.levels().size() == 1 && (large || small));
}

} // namespace

fs::path defaultCacheDir()
{
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
        return fs::path(cache) / "transcope";
    if (const char* home = std::getenv("HOME"); home && *home)
        return fs::path(home) / ".cache" / "transcope";
    return fs::temp_directory_path() / "transcope";
}

Result<std::shared_ptr<const Slide>> openOrImportSlide(const fs::path& path, const fs::path& cacheDir,
                                                       const ProgressFn& progress, std::stop_token stop)
{
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, path.string() + ": import cancelled");
    auto slide = openSlide(path);
    if (!slide) {
        const bool worthImporting =
            slide.error().code == ErrorCode::Unsupported || openSlideVendor(path) == "generic-tiff";
        return worthImporting ? import(path, cacheDir, progress, std::move(stop)) : slide;
    }
    if ((*slide)->vendor() != "generic-tiff")
        return slide;
    TRY(const auto tiff, checkTiff(path));
    return isBetterImported(**slide, tiff) ? import(path, cacheDir, progress, std::move(stop)) : slide;
}

} // namespace transcope::core
