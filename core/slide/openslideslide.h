#pragma once

#include "core/slide/openslidehandle.h"
#include "core/slide/slide.h"
#include "core/slide/tiledjpeg.h"

#include <mutex>

namespace transcope::core {

/// A Slide over OpenSlide. All threads share one handle; a failed read replaces it, since OpenSlide's errors
/// are terminal for a handle and the rest of the slide may still be readable. JPEG tiles are read past it.
class OpenSlideSlide : public Slide
{
public:
    /// extraProperties: added to the file's own, e.g. importedFrom.
    OpenSlideSlide(std::filesystem::path path, std::shared_ptr<const OpenSlideHandle> handle,
                   const std::map<std::string, std::string>& extraProperties = {});

    const std::filesystem::path& path() const override { return m_path; }
    const std::vector<SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return m_umPerPx; }
    std::string vendor() const override { return m_vendor; }
    const std::map<std::string, std::string>& properties() const override { return m_properties; }
    Result<Image> read(const RectI& rectLevelPx, int level) const override;

private:
    bool isTiff() const;
    int countTrustedLevels() const;
    Result<void> readFromFiner(const RectI& inside, int level, Image& image, int toX, int toY) const;
    std::shared_ptr<const OpenSlideHandle> handle() const;
    void replaceHandle(const std::shared_ptr<const OpenSlideHandle>& broken) const;
    Result<void> readInside(const RectI& inside, int level, Image& image, int toX, int toY) const;

    std::filesystem::path m_path;
    mutable std::mutex m_mutex; ///< guards the pointer alone, never a read
    mutable std::shared_ptr<const OpenSlideHandle> m_handle;
    std::map<std::string, std::string> m_properties;
    std::vector<SlideLevel> m_levels;
    std::unique_ptr<const TiledJpeg> m_direct; ///< may be empty
    int m_trustedLevels = 0;                   ///< what the file holds of later ones cannot be read right
    std::optional<double> m_umPerPx;
    std::string m_vendor;
    std::array<std::uint8_t, 3> m_background = {255, 255, 255};
};

} // namespace transcope::core
