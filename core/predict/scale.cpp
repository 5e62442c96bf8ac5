#include "core/predict/scale.h"

#include <cmath>

namespace transcope::core {

namespace {

// Over a patch of 224 px a quarter of a px. Files round more coarsely than a double, never as coarsely as
// this.
constexpr double SameShare = 1e-3;

std::optional<double> known(std::optional<double> umPerPx)
{
    return umPerPx && *umPerPx > 0 ? umPerPx : std::nullopt;
}

} // namespace

Scale scaleOf(std::optional<double> said, std::optional<double> slide, std::optional<double> spots)
{
    said = known(said);
    slide = known(slide);
    spots = known(spots);
    if (slide && (!said || sameScale(said, slide)))
        return {slide, ScaleSource::Slide};
    if (spots && (!said || sameScale(said, spots)))
        return {spots, ScaleSource::Spots};
    return {said, said ? ScaleSource::User : ScaleSource::Unknown};
}

std::string scaleSourceText(ScaleSource source)
{
    switch (source) {
    case ScaleSource::User:
        return "what the user said";
    case ScaleSource::Slide:
        return "the slide's file";
    case ScaleSource::Spots:
        return "the pitch of the spots' platform";
    case ScaleSource::Unknown:
        break;
    }
    return "unknown";
}

std::optional<double> cutUmPerPx(const PatchSpec& spec, std::optional<double> slideUmPerPx)
{
    return known(slideUmPerPx) ? known(spec.umPerPx) : std::nullopt;
}

bool sameScale(std::optional<double> a, std::optional<double> b)
{
    if (!a || !b)
        return a.has_value() == b.has_value();
    return std::abs(*a - *b) <= SameShare * std::max(std::abs(*a), std::abs(*b));
}

} // namespace transcope::core
