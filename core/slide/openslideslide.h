#pragma once

#include "core/slide/openslidehandle.h"
#include "core/slide/slide.h"
#include "core/slide/sparsetiles.h"
#include "core/slide/tiledjpeg.h"

#include <mutex>

namespace transcope::core {

/// A Slide over OpenSlide. All threads share one handle; a failed read replaces it, since OpenSlide's errors
/// are terminal for a handle and the rest of the slide may still be readable. JPEG tiles are read past it.
/// Among its properties are `importedFrom`, `scaleFrom` (who says the scale) and, a line each, `warnings`.
class OpenSlideSlide : public Slide
{
public:
    /// importedFrom: the picture that the file was made from, which says the scale and is named in messages;
    /// empty for a slide as it is. warnings: what the import found.
    OpenSlideSlide(std::filesystem::path path, std::shared_ptr<const OpenSlideHandle> handle,
                   const std::filesystem::path& importedFrom = {}, std::vector<std::string> warnings = {});

    const std::filesystem::path& path() const override { return m_path; }
    const std::vector<SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return m_umPerPx; }
    std::string vendor() const override { return m_vendor; }
    const std::map<std::string, std::string>& properties() const override { return m_properties; }
    Result<Image> read(const RectI& rectLevelPx, int level) const override;
    /// Whether level 0 is read past OpenSlide, with all that its JPEG streams say.
    bool readsDirectly() const { return m_direct && m_direct->canRead(0); }

private:
    void readScale(std::vector<std::string> warnings);
    void readLevels();
    std::string named() const { return m_givenPath.string(); }
    bool isTiff() const;
    int countTrustedLevels() const;
    Result<void> readFromFiner(const RectI& inside, int level, Image& image, int toX, int toY) const;
    std::shared_ptr<const OpenSlideHandle> handle() const;
    void replaceHandle(const std::shared_ptr<const OpenSlideHandle>& broken) const;
    std::string readByOpenSlide(const OpenSlideHandle& handle, const RectI& inside, int level, Image& image,
                                int toX, int toY) const;
    Result<void> readInside(const RectI& inside, int level, Image& image, int toX, int toY) const;

    std::filesystem::path m_path, m_givenPath; ///< the same, but for a picture that was imported
    mutable std::mutex m_mutex;                ///< guards the pointer alone, never a read
    mutable std::shared_ptr<const OpenSlideHandle> m_handle;
    std::map<std::string, std::string> m_properties;
    std::vector<SlideLevel> m_levels;
    std::vector<SizeI> m_storedSizes; ///< of the levels in the file, where last tiles may count as picture
    std::unique_ptr<const TiledJpeg> m_direct;   ///< may be empty
    std::unique_ptr<const SparseTiles> m_sparse; ///< may be empty
    int m_trustedLevels = 0;                     ///< what the file holds of later ones cannot be read right
    std::optional<double> m_umPerPx;
    std::string m_vendor;
    std::array<std::uint8_t, 3> m_background = {255, 255, 255};
};

/// openSlide() with the type that it makes.
Result<std::shared_ptr<const OpenSlideSlide>> openOpenSlide(const std::filesystem::path& path);

} // namespace transcope::core
