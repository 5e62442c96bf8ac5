#include "core/figure/figure.h"

#include <cmath>

namespace transcope::core {
namespace {

/// The longest 1, 2 or 5 × 10^n that is not longer than `limit`.
double roundLengthUpTo(double limit)
{
    // log10 of 1000 may come out just below 3; the slack keeps a limit that is itself round.
    const double power = std::pow(10.0, std::floor(std::log10(limit) + 1e-12));
    for (const double factor : {5.0, 2.0})
        if (factor * power <= limit * (1 + 1e-12))
            return factor * power;
    return power;
}

Phrase numberWithUnit(double number, const std::string& unit)
{
    return Phrase("%1 " + unit).with({numberPhrase(number, Phrase::AsNeeded)});
}

} // namespace

ScaleBar scaleBarFor(double maxLengthLevel0Px, std::optional<double> umPerPx)
{
    if (!(maxLengthLevel0Px > 0) || !std::isfinite(maxLengthLevel0Px))
        return {};
    if (!umPerPx || !(*umPerPx > 0)) {
        const double px = roundLengthUpTo(maxLengthLevel0Px);
        return {px, numberWithUnit(px, "px")};
    }
    const double um = roundLengthUpTo(maxLengthLevel0Px * *umPerPx);
    return {um / *umPerPx, um < 1000 ? numberWithUnit(um, "µm") : numberWithUnit(um / 1000, "mm")};
}

} // namespace transcope::core
