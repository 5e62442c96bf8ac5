#pragma once

#include "core/slide/tiffdirectory.h"

#include <cstdint>
#include <string>
#include <vector>

namespace transcope::core {

/// A directory of a TIFF in short.
struct TiffPage
{
    std::uint64_t offset = 0;
    std::int64_t width = 0, height = 0, samples = 1;
    bool reduced = false; ///< a smaller copy of another

    bool hasSizeOf(const TiffPage& other) const { return width == other.width && height == other.height; }
};

/// The chain of directories. ended: why it was not followed to its end; else empty.
struct TiffPages
{
    std::vector<TiffPage> pages;
    std::string ended;
};
/// Errors: BadInput where the first directory cannot be read.
Result<TiffPages> pagesOf(TiffReader& reader);

/// Which page holds the picture: the first, unless it is called a smaller copy, or a page at least twice as
/// wide and high that is not comes later.
int pictureIn(const std::vector<TiffPage>& pages);

/// What a description (OME-XML, ImageJ) says of channels that have a page each.
struct TiffChannels
{
    int count = 1;
    std::vector<std::string> names; ///< where given
    int significantBits = 0;        ///< of a sample; 0 where it does not say
};
TiffChannels channelsIn(const std::string& description);

/// Whether three channels are red, green and blue: called so, or not called anything.
bool areRgb(const TiffChannels& channels);

} // namespace transcope::core
