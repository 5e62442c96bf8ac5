#pragma once

#include "core/slide/vipsconvert.h"

#include <memory>
#include <optional>
#include <string>

struct _VipsImage;

namespace transcope::core {

struct Unref
{
    void operator()(_VipsImage* image) const;
};
using ImagePtr = std::unique_ptr<_VipsImage, Unref>;

/// The first line of what libvips has to complain about, which is then forgotten.
std::string takeVipsError();

/// The picture's page, or its three planes as one; empty on failure. sequential: rows can be had once, from
/// the top.
ImagePtr loadPicture(const PictureSource& source, bool sequential);

/// How many bits of 16 the largest sample needs: scanners use 8, 10, 12, 14 or all. Decodes all of it; absent
/// on failure.
std::optional<int> bitsInUse(const PictureSource& source);

/// 16-bit samples of which so many bits are used as 16 bits: 12 within 16 would be all but black.
ImagePtr stretched(ImagePtr image, int usedBits);

/// Upright, 8-bit RGB over white; empty on failure.
ImagePtr uprightRgb(ImagePtr image);

} // namespace transcope::core
