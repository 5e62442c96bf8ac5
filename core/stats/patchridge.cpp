#include "core/stats/patchridge.h"

#include <cmath>
#include <cstdio>
#include <set>

namespace transcope::core {

namespace {

/// 0.001 to 1000 in half decades.
std::vector<double> penalties()
{
    std::vector<double> values;
    for (int half = -6; half <= 6; ++half)
        values.push_back(std::pow(10, half / 2.0));
    return values;
}

std::string shortNumber(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

} // namespace

PatchRidge patchRidge(const ExpressionMatrix& features, const ExpressionMatrix& values,
                      const std::vector<int>& sections, const ExpressionMatrix& others)
{
    const double penalty = chooseRidgePenalty(features, values, sections, penalties());
    const std::size_t count = std::set<int>(sections.begin(), sections.end()).size();
    const std::string note =
        "fitted on " + std::to_string(sections.size()) + " spots of " + std::to_string(count) +
        (count > 1 ? " sections" : " section") + ", penalty " + shortNumber(penalty) + " by " +
        (count > 1 ? "leaving out one section at a time" : "generalised cross-validation");
    return {predictRidge(fitRidge(features, values, penalty), others), note};
}

} // namespace transcope::core
