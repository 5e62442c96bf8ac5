#pragma once

#include "core/slide/slide.h"

namespace transcope::core {

/// A picture that a scanner keeps beside a slide: "label", "macro" (the whole glass), "thumbnail" …
struct AssociatedImage
{
    std::string name;
    Image image;
};

/// All of a file, by name; none where the format has none. Labels, and macro images with them, may show who
/// the patient is: callers show them on demand and write them nowhere. One that is damaged or absurdly large
/// is left out. Errors: those of openSlide() but Unsupported.
Result<std::vector<AssociatedImage>> readAssociatedImages(const std::filesystem::path& slide);

} // namespace transcope::core
