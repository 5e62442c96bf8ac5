#pragma once

#include "core/slide/slide.h"
#include "core/slide/tiffcheck.h"
#include "core/slide/tifftiles.h"
#include "core/slide/tiledjpeg.h"

namespace transcope::core {

/// A pyramid whose smaller levels lie in directories below the picture's (SubIFDs), as QuPath, Bio-Formats
/// and tifffile write OME-TIFF, and which OpenSlide 3.4.1 takes for one level. Among its properties are
/// `scaleFrom` and, a line each, `warnings`.
class TiffSlide : public Slide
{
public:
    /// Errors: BadInput; Unsupported where the picture is of another kind: no levels below it, not in tiles
    /// of 8-bit grey, RGB or YCbCr, turned, or of planes on pages of their own.
    static Result<std::shared_ptr<const Slide>> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const override { return m_path; }
    const std::vector<SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return m_umPerPx; }
    std::string vendor() const override { return "tiff with sub-images"; }
    const std::map<std::string, std::string>& properties() const override { return m_properties; }
    Result<Image> read(const RectI& rectLevelPx, int level) const override;

private:
    TiffSlide(std::filesystem::path path, const std::vector<TiffSummary>& stored,
              std::vector<SlideLevel> levels);
    void readScale(std::vector<std::string> warnings);
    Result<void> readInside(const RectI& inside, int level, Image& image, int toX, int toY) const;

    std::filesystem::path m_path;
    std::vector<SlideLevel> m_levels;
    std::optional<double> m_umPerPx;
    std::map<std::string, std::string> m_properties;
    std::unique_ptr<const TiledJpeg> m_direct; ///< may be empty
    TiffTiles m_tiles;
    mutable TileCache m_cache; ///< of tiles, not px: neighbouring reads share them
};

} // namespace transcope::core
