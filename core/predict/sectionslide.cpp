#include "core/predict/sectionslide.h"

#include "core/base/median.h"
#include "core/base/try.h"
#include "core/predict/scale.h"
#include "core/slide/slideimport.h"
#include "core/spots/spotids.h"
#include "core/spots/spotsoutside.h"

#include <algorithm>

namespace transcope::core {

namespace {

// Real tables have a stray or two; a picture of half the size leaves most spots outside.
constexpr double StrayShare = 0.05;
// Pitches differ from their platform's by a few per cent; pictures of another size mostly by two and more.
constexpr double ScaleRatio = 1.5;

std::string sizeText(SizeI size)
{
    return std::to_string(size.width) + " × " + std::to_string(size.height) + " px";
}

std::string outsideText(const std::vector<int>& outside, const SpotTable& spots)
{
    return std::to_string(outside.size()) + " of " + std::to_string(spots.size()) +
           " spots lie outside of it: " + idsForMessage(spots, outside);
}

Result<void> checkScale(const std::filesystem::path& image, std::optional<double> slide,
                        std::optional<double> spots)
{
    if (!slide || !spots || std::max(*slide / *spots, *spots / *slide) <= ScaleRatio)
        return {};
    return fail(ErrorCode::BadInput,
                image.string() + ": says " + std::to_string(*slide) +
                    " µm per px, but by the spots' pitch it is " + std::to_string(*spots),
                "Use the picture of the size that the spots' px refer to");
}

} // namespace

Result<SectionSlide> openSectionSlide(const std::filesystem::path& image, const SpotTable& spots,
                                      const ProgressFn& progress, std::stop_token stop)
{
    TRY(const auto slide, openOrImportSlide(image, defaultCacheDir(), progress, stop));
    const SizeI size = slide->sizeLevel0Px();
    SectionSlide section{
        slide, scaleOf({}, slide->umPerPx(), spots.umPerPx).umPerPx, spotsOutside(spots, size), {}};
    if (!section.spotsOutside.empty())
        section.note =
            image.string() + " is " + sizeText(size) + ", and " + outsideText(section.spotsOutside, spots);
    if (static_cast<double>(section.spotsOutside.size()) > StrayShare * static_cast<double>(spots.size()))
        return fail(ErrorCode::BadInput, section.note,
                    "Use the picture, of the size, that the spots' px refer to");
    TRY_RUN(checkScale(image, slide->umPerPx(), spots.umPerPx));
    return section;
}

std::optional<double> commonUmPerPx(std::span<const SectionSlide> slides)
{
    std::vector<double> scales;
    for (const SectionSlide& slide : slides) {
        if (!slide.umPerPx)
            return {};
        scales.push_back(*slide.umPerPx);
    }
    if (scales.empty())
        return {};
    return median(std::move(scales));
}

} // namespace transcope::core
