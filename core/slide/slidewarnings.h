#pragma once

#include "core/slide/slide.h"

#include <string>
#include <vector>

namespace transcope::core {

/// What a person should know of a slide before trusting it: px that are not square, a scale that no
/// microscope has, samples that were stretched. Sentences without the file's name; from its properties.
std::vector<std::string> slideWarnings(const Slide& slide);

} // namespace transcope::core
