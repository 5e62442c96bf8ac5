#pragma once

#include "core/slide/slide.h"

namespace transcope::core {

/// What synthetic sections have in TIFF's tag Software, so that nobody takes one for tissue.
inline constexpr const char* SyntheticSoftware = "Transcope (synthetic section)";

/// Whether the slide is a synthetic section.
inline bool isSyntheticSlide(const Slide& slide)
{
    const auto found = slide.properties().find("tiff.Software");
    return found != slide.properties().end() && found->second == SyntheticSoftware;
}

} // namespace transcope::core
