#pragma once

#include "core/predict/predictor.h"

#include <filesystem>
#include <string>

namespace transcope::core {

/// Names of the sections that weights were trained on, as Provenance keeps them; empty where they do not say.
std::string trainedSections(const PredictorInfo& predictor);

/// The section of those names that a slide is, by its own name or its folder's ("C3.jpg", "C3/slide.tif");
/// empty where it is none. Names are all there is to go by: another slide may bear the same.
std::string trainedSectionOf(const std::string& trainedSections, const std::filesystem::path& slide);

} // namespace transcope::core
