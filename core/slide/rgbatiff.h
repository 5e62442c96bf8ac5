#pragma once

#include "core/slide/vipsconvert.h"

namespace transcope::core {

/// Writes a TIFF's page as a pyramid by libtiff's own conversion to RGB, for what libvips does not take:
/// chroma of less than full size outside JPEG, and streams of YCbCr whose tag says RGB. Upright pictures
/// only. Call within a conversion of vipsconvert: libtiff's errors end in libvips's buffer. Errors: BadInput;
/// WriteFailed; Cancelled.
Result<void> convertByLibtiff(const PictureSource& source, const std::filesystem::path& to,
                              const ProgressFn& progress, const std::stop_token& stop);

} // namespace transcope::core
