#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <filesystem>
#include <stop_token>

namespace transcope::core {

enum class PictureKind { Jpeg, Png, Tiff };

/// Tells a picture by its first bytes. Errors: BadInput (empty, unreadable), Unsupported (none of these).
Result<PictureKind> pictureKind(const std::filesystem::path& path);

/// Turns a picture into a tiled pyramidal JPEG TIFF, upright, 8-bit RGB (16-bit samples lose their lower
/// byte, grey becomes RGB, transparency lies over white). Streams: a few hundred rows in memory, except for
/// turned pictures, which libvips keeps in a temporary file. On failure `to` may be left half-written.
/// Conversions in one process run one at a time: libvips reports damage through process-wide logs.
/// Errors: BadInput (damaged), Unsupported, WriteFailed, Cancelled.
Result<void> convertToPyramid(const std::filesystem::path& from, PictureKind kind,
                              const std::filesystem::path& to, const ProgressFn& progress,
                              std::stop_token stop);

} // namespace transcope::core
