#pragma once

#include "core/base/result.h"
#include "core/slide/slide.h"

#include <array>
#include <cstdint>
#include <string>

struct _openslide;

namespace transcope::core {

/// One open OpenSlide handle and what is asked of it. Any error is terminal for a handle: every later read
/// of it fails too.
class OpenSlideHandle
{
public:
    explicit OpenSlideHandle(_openslide* handle) : m_handle(handle) {}
    ~OpenSlideHandle();
    OpenSlideHandle(const OpenSlideHandle&) = delete;
    OpenSlideHandle& operator=(const OpenSlideHandle&) = delete;

    /// OpenSlide's own downsample, the mean over both axes; its level-0 coordinates are divided by it.
    double nominalDownsample(int level) const;
    SizeI levelSize(int level) const;
    int levelCount() const;
    std::map<std::string, std::string> properties() const;

    /// Names of the pictures beside the slide ("label", "macro").
    std::vector<std::string> associatedNames() const;
    /// One of them; empty where it cannot be read or is larger than 64 megapixels.
    Image readAssociated(const std::string& name, std::array<std::uint8_t, 3> background) const;

    /// Reads a rectangle that lies wholly on the level into `image`, its top left corner at (toX, toY).
    /// Transparent px take `background`. Returns OpenSlide's reason on failure, else an empty text.
    std::string read(const RectI& rectLevelPx, int level, std::array<std::uint8_t, 3> background,
                     Image& image, int toX, int toY) const;

private:
    _openslide* m_handle;
};

/// Errors: as openSlide() says.
Result<std::shared_ptr<const OpenSlideHandle>> openHandle(const std::filesystem::path& path);

/// OpenSlide's name of the file's format; empty when it knows none.
std::string openSlideVendor(const std::filesystem::path& path);

/// Whether this OpenSlide reads DICOM slides (from version 4 on).
bool openSlideReadsDicom();

} // namespace transcope::core
