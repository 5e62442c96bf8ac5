#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// What a picture says of the size of its px.
struct StatedScale
{
    std::optional<double> xUm, yUm; ///< µm per px; both or none
    std::string source;             ///< in words: "OME-XML", "the file's resolution"
    bool forPrinting = false; ///< a resolution for paper may stand for nothing: 72 and 300 dpi are no scale
};

/// Reads it from a TIFF (OME-XML, ImageJ's unit, MPP in the description, resolution with a unit), PNG (pHYs
/// in metres) or JPEG (JFIF with a unit); a resolution without a unit is none. Empty for other files.
StatedScale statedScale(const std::filesystem::path& path);

/// Of a slide's properties: openslide.mpp-x and -y.
StatedScale statedScale(const std::map<std::string, std::string>& properties);

/// What is made of it: the mean of x and y where a microscope can have it.
struct JudgedScale
{
    std::optional<double> umPerPx;
    std::vector<std::string> warnings; ///< of px that are not square, and of values beyond any microscope
};
JudgedScale judged(const StatedScale& stated);

} // namespace transcope::core
