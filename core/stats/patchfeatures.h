#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace transcope::core {

/// Colour and texture statistics of one square patch, the simplest description of a picture that a regression
/// can use. In the order of patchFeatureNames():
///
/// - colour: mean, standard deviation and the 10th, 50th and 90th percentile (lower order statistic) of the
///   optical density −log10((v + 1) / 256) of R, G and B, and of haematoxylin and eosin: least squares with
///   the stain vectors of Ruifrok and Johnston (Anal Quant Cytol Histol 2001);
/// - edges: mean and standard deviation of the gradient's length, by central differences of haematoxylin;
/// - co-occurrence of grey levels (Haralick, Shanmugam and Dinstein, IEEE Trans SMC 1973): contrast,
///   correlation (1 where nothing varies), angular second moment and inverse difference moment of
///   haematoxylin in 16 steps over a density of 0 to 1.6, at 1 and 4 px, all directions together;
/// - local binary patterns (Ojala, Pietikäinen and Mäenpää, IEEE TPAMI 2002; rotation-invariant, uniform, of
///   the 8 neighbouring px) of haematoxylin: shares of the 10 bins.
///
/// rgb: [sizePx, sizePx, 3], interleaved, row by row; sizePx: at least 5.
std::vector<float> patchFeatures(const std::uint8_t* rgb, int sizePx);

/// "haematoxylin p90", "co-occurrence contrast 4 px", …
const std::vector<std::string>& patchFeatureNames();

} // namespace transcope::core
