#include "core/stats/stains.h"

#include <cmath>

namespace transcope::core {

namespace {

constexpr std::array<OpticalDensity, 3> Vectors = {
    {{0.650, 0.704, 0.286}, {0.072, 0.990, 0.105}, {0.268, 0.570, 0.776}}};

OpticalDensity cross(const OpticalDensity& a, const OpticalDensity& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const OpticalDensity& a, const OpticalDensity& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

} // namespace

double opticalDensity(std::uint8_t value)
{
    return -std::log10((value + 1) / 256.0);
}

const OpticalDensity& stainVector(Stain stain)
{
    return Vectors[static_cast<std::size_t>(stain)];
}

/// Cramer's rule: the other two vectors' product is blind to them.
OpticalDensity stainWeights(Stain stain)
{
    const auto i = static_cast<std::size_t>(stain);
    OpticalDensity weights = cross(Vectors[(i + 1) % 3], Vectors[(i + 2) % 3]);
    const double whole = dot(Vectors[i], weights);
    for (double& weight : weights)
        weight /= whole;
    return weights;
}

double stainAmount(Stain stain, const OpticalDensity& density)
{
    return dot(stainWeights(stain), density);
}

} // namespace transcope::core
