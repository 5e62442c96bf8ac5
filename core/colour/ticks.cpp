#include "core/colour/colourmap.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

/// The 1, 2 or 5 × 10^n that is nearest to a raw step, on a logarithmic scale.
double niceStep(double raw)
{
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double best = power;
    for (const double factor : {2.0, 5.0, 10.0}) {
        if (std::abs(std::log(factor * power / raw)) < std::abs(std::log(best / raw)))
            best = factor * power;
    }
    return best;
}

} // namespace

std::vector<double> niceTicks(double low, double high, int wanted)
{
    if (!std::isfinite(low) || !std::isfinite(high) || !(low < high) || wanted < 1)
        return {};
    const double step = niceStep((high - low) / wanted);
    // A little slack, so that a range that ends on a tick keeps it in spite of rounding.
    const double slack = 1e-9;
    const double first = std::ceil(low / step - slack);
    const double last = std::floor(high / step + slack);
    std::vector<double> ticks;
    // Counted in int: at huge values first + 1 would be first again.
    const int count = static_cast<int>(last - first) + 1;
    for (int i = 0; i < count; ++i) {
        const double k = first + i;
        ticks.push_back(k == 0 ? 0.0 : std::clamp(k * step, low, high));
    }
    return ticks;
}

std::vector<double> scaleTicks(const ColourScale& scale, int wanted)
{
    if (!scale.usesLog())
        return niceTicks(scale.low, scale.high, wanted);
    const double slack = 1e-9;
    std::vector<double> ticks, powers;
    for (double power = std::pow(10.0, std::floor(std::log10(scale.foot())));
         power <= scale.high * (1 + slack); power *= 10) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = factor * power;
            if (tick < scale.foot() * (1 - slack) || tick > scale.high * (1 + slack))
                continue;
            ticks.push_back(tick);
            if (factor == 1.0)
                powers.push_back(tick);
        }
    }
    if (ticks.size() < 2) // less than half a decade is nearly straight
        return niceTicks(scale.foot(), scale.high, wanted);
    return ticks.size() > static_cast<std::size_t>(2 * wanted) ? powers : ticks;
}

} // namespace transcope::core
