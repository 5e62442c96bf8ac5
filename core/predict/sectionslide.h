#pragma once

#include "core/base/progress.h"
#include "core/slide/slide.h"
#include "core/spots/spottable.h"

#include <memory>
#include <span>
#include <stop_token>

namespace transcope::core {

/// The picture that a section was measured on, and how its spots lie on it.
struct SectionSlide
{
    std::shared_ptr<const Slide> slide;
    std::optional<double> umPerPx; ///< the slide's own scale, else what the spots' pitch says
    std::vector<int> spotsOutside; ///< ascending; a few strays, not to be used
    std::string note;              ///< names them; empty where there are none
};

/// Opens a section's picture (openOrImportSlide, with its cache folder) and checks that it is the picture
/// that the spots refer to. Errors: those of openOrImportSlide; BadInput when more than one spot in twenty
/// lies outside of it, or when its own scale and that of the spots' pitch differ by more than half.
Result<SectionSlide> openSectionSlide(const std::filesystem::path& image, const SpotTable& spots,
                                      const ProgressFn& progress = {}, std::stop_token stop = {});

/// The scale that patches of several sections are cut at: the median of theirs; absent (level-0 px as they
/// are) unless all are known.
std::optional<double> commonUmPerPx(std::span<const SectionSlide> slides);

} // namespace transcope::core
