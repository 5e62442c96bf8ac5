#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

enum class PictureKind { Jpeg, Png, Tiff };

/// What begins the tag Software of an imported file where something was noticed, which follows.
inline constexpr const char* ImportNote = "Transcope import: ";

/// Tells a picture by its first bytes. Errors: BadInput (empty, unreadable), Unsupported (none of these).
Result<PictureKind> pictureKind(const std::filesystem::path& path);

/// A picture and how its file has to be understood.
struct PictureSource
{
    std::filesystem::path path;
    PictureKind kind = PictureKind::Tiff;
    int page = 0;                ///< of a TIFF
    std::vector<int> planePages; ///< of a TIFF whose red, green and blue are pages of their own
    /// Of 16-bit samples the bits that are used; absent: as many as the largest sample needs.
    std::optional<int> usedBits;
    bool isYcbcr = false;          ///< its samples are luma and chroma, whatever its tag says
    bool byLibtiff = false;        ///< libvips cannot read it, libtiff can (rgbatiff.h)
    std::optional<double> umPerPx; ///< to be written
};

/// Turns a picture into a tiled pyramidal JPEG TIFF, upright, 8-bit RGB (the used bits of 16-bit samples lose
/// their lower ones, grey becomes RGB, transparency lies over white). Streams: a few hundred rows in memory,
/// except for turned pictures, which libvips keeps in a temporary file. On failure `to` may be left
/// half-written. Conversions in one process run one at a time: libvips reports damage through process-wide
/// logs. Errors: BadInput (damaged), Unsupported, WriteFailed, Cancelled.
Result<void> convertToPyramid(const PictureSource& source, const std::filesystem::path& to,
                              const ProgressFn& progress, std::stop_token stop);

} // namespace transcope::core
