#pragma once

#include <array>
#include <cstdint>

namespace transcope::core {

/// Of red, green and blue.
using OpticalDensity = std::array<double, 3>;

/// −log10((value + 1) / 256): 0 for white, 2.41 for black.
double opticalDensity(std::uint8_t value);

enum class Stain {
    Haematoxylin,
    Eosin,
    Residual, ///< what is neither
};

/// What one unit of a stain absorbs, of length 1: the vectors of Ruifrok and Johnston (Anal Quant Cytol
/// Histol 2001) for H&E, the third being DAB's. The same for every slide.
const OpticalDensity& stainVector(Stain stain);

/// How much of a stain there is where the three together make this density; below 0 where they cannot.
double stainAmount(Stain stain, const OpticalDensity& density);

/// The share of a stain's amount that each channel's density has: stainAmount() is the sum of the products.
OpticalDensity stainWeights(Stain stain);

} // namespace transcope::core
