#include "core/slide/slideimport.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/slide/openslideslide.h"
#include "core/slide/pyramidcopy.h"
#include "core/slide/statedscale.h"
#include "core/slide/tiffcheck.h"
#include "core/slide/tiffslide.h"
#include "core/slide/vipsconvert.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <functional>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

// Raised when what an import writes changes, so that older files in the cache are made again.
constexpr const char* ImportVersion = "3";
constexpr std::size_t HashCharacters = 32;
// A single level larger than this is slow to look at from afar.
constexpr std::int64_t MaxSingleLevelPx = 4096;

// What the import itself noticed stands in the file that it made.
std::vector<std::string> notesIn(const OpenSlideHandle& cached)
{
    const auto properties = cached.properties();
    const auto it = properties.find("tiff.Software");
    const std::string_view start = ImportNote;
    if (it == properties.end() || !it->second.starts_with(start))
        return {};
    return {it->second.substr(start.size())};
}

Result<std::shared_ptr<const Slide>> openImported(const fs::path& cached, const fs::path& original,
                                                  std::vector<std::string> warnings)
{
    TRY(auto handle, openHandle(cached));
    for (auto& note : notesIn(*handle))
        warnings.push_back(std::move(note));
    std::error_code ec;
    return std::make_shared<const OpenSlideSlide>(cached, std::move(handle), fs::absolute(original, ec),
                                                  std::move(warnings));
}

// A file that was changed since is another, even where the hash, which reads only parts, is the same.
Result<std::string> cacheName(const fs::path& path)
{
    TRY(const auto hash, quickHash(path));
    std::error_code ec;
    const auto changed = fs::last_write_time(path, ec).time_since_epoch().count();
    return hash.substr(0, HashCharacters) + "-" + std::to_string(changed) + "-" + ImportVersion + ".tif";
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

// Writes the cached file: by libvips, or row by row from a slide that decodes what libvips does not.
using WritePyramid = std::function<Result<void>(const fs::path& to)>;

Result<std::shared_ptr<const Slide>> imported(const fs::path& path, const fs::path& cacheDir,
                                              const std::vector<std::string>& warnings,
                                              const WritePyramid& write)
{
    TRY(const auto name, cacheName(path));
    const fs::path cached = cacheDir / name;
    std::error_code ec;
    if (fs::exists(cached, ec))
        if (auto slide = openImported(cached, path, warnings))
            return slide;
    TRY_RUN(makeFolder(cacheDir));
    TRY_RUN(writeAtomically(cached, write));
    return openImported(cached, path, warnings);
}

Result<std::shared_ptr<const Slide>> importPicture(const fs::path& path, const fs::path& cacheDir,
                                                   const ProgressFn& progress, std::stop_token stop)
{
    PictureSource source;
    source.path = path;
    TRY(source.kind, pictureKind(path));
    std::vector<std::string> warnings;
    if (source.kind == PictureKind::Tiff) {
        TRY(auto tiff, checkTiff(path));
        source.page = tiff.page;
        source.planePages = std::move(tiff.planePages);
        source.isYcbcr = tiff.ycbcrCalledRgb;
        source.byLibtiff = tiff.orientation == 1 && (tiff.ycbcrCalledRgb || tiff.subsampledChroma);
        if (tiff.storedBits == 16 && tiff.bits < 16)
            source.usedBits = tiff.bits;
        warnings = std::move(tiff.warnings);
    }
    source.umPerPx = judged(statedScale(path)).umPerPx;
    return imported(path, cacheDir, warnings,
                    [&](const fs::path& to) { return convertToPyramid(source, to, progress, stop); });
}

// OpenSlide shows a plain TIFF as it is stored: not upright where a tag says it is turned, the first page
// whatever it is, one plane where each has a page, the upper bytes of 16-bit samples, without levels where it
// has none, and garbled where it is smaller than its tiles (see OpenSlideSlide).
enum class Plan { AsItIs, CopyRows, Import };
Plan planFor(const OpenSlideSlide& slide, const TiffSummary& tiff)
{
    const SizeI size = slide.sizeLevel0Px(), tile = slide.levels().front().tilePx;
    if (tiff.orientation != 1 || tiff.page != 0 || !tiff.planePages.empty() || tiff.storedBits != 8)
        return Plan::Import;
    const bool large = std::max(size.width, size.height) > MaxSingleLevelPx;
    const bool small = size.width < tile.width || size.height < tile.height;
    if (slide.levels().size() > 1 || (!large && !small))
        return Plan::AsItIs;
    // libvips knows neither tiles that are left out nor streams that say more than the tag.
    const bool better = slide.readsDirectly() || (tiff.sparse && !small);
    return better ? Plan::CopyRows : Plan::Import;
}

// Formats that keep the pixels in other files; what lies here is a small preview.
struct Container
{
    const char *ending, *where, *whatToDo;
};
constexpr Container Containers[] = {
    {".mrxs", "the folder of the same name, with Slidedat.ini, which is not beside it",
     "Copy the whole slide: the .mrxs file and the folder of the same name"},
    {".vsi", "the folder _NAME_ beside it, in a format of Olympus's (.ets) that cannot be read",
     "Export the slide as OME-TIFF, with QuPath or bfconvert"},
    {".vms", "the .jpg files and map that it names, which are not all beside it",
     "Copy all files of the slide"},
    {".vmu", "the .ngr files that it names, which are not all beside it", "Copy all files of the slide"},
    {".scn", "a part of the file that cannot be read", "Copy the file again, or export it as pyramidal TIFF"},
    {".czi", "a format of Zeiss's that cannot be read",
     "Export the slide as OME-TIFF, with ZEN, QuPath or bfconvert"},
    {".lif", "a format of Leica's that cannot be read",
     "Export the slide as OME-TIFF, with QuPath or bfconvert"},
    {".qptiff", "a part of the file that cannot be read",
     "Export the slide as OME-TIFF, with QuPath or bfconvert"},
};

Result<void> checkNoPreview(const fs::path& path)
{
    auto ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto& container : Containers)
        if (ending == container.ending)
            return fail(ErrorCode::Unsupported,
                        path.string() + ": the slide's pixels lie in " + container.where, container.whatToDo);
    return {};
}

Result<std::shared_ptr<const Slide>> openPlainTiff(const fs::path& path,
                                                   std::shared_ptr<const OpenSlideSlide> slide,
                                                   const fs::path& cacheDir, const ProgressFn& progress,
                                                   const std::stop_token& stop)
{
    TRY(const auto tiff, checkTiff(path));
    switch (planFor(*slide, tiff)) {
    case Plan::Import:
        return importPicture(path, cacheDir, progress, stop);
    case Plan::CopyRows:
        return imported(path, cacheDir, tiff.warnings,
                        [&](const fs::path& to) { return copyToPyramid(*slide, to, progress, stop); });
    case Plan::AsItIs:
        break;
    }
    return slide;
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
    auto slide = openOpenSlide(path);
    const bool unknown = !slide && slide.error().code == ErrorCode::Unsupported;
    const bool plain =
        slide ? (*slide)->vendor() == "generic-tiff" : unknown || openSlideVendor(path) == "generic-tiff";
    if (!plain && !slide)
        return tl::unexpected(slide.error());
    if (!plain)
        return std::move(*slide);
    if (unknown)
        TRY_RUN(checkNoPreview(path));
    if (auto levels = TiffSlide::open(path))
        return levels;
    return slide ? openPlainTiff(path, std::move(*slide), cacheDir, progress, stop)
                 : importPicture(path, cacheDir, progress, std::move(stop));
}

} // namespace transcope::core
