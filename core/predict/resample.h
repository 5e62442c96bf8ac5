#pragma once

#include <cstdint>
#include <vector>

namespace transcope::core {

/// Source px per output px that resampling is made for; a finer pyramid level is chosen below that.
inline constexpr double MaxResampleRatio = 2.5;

/// What each output px of one axis takes from the source: `taps` neighbouring source px from `first`, with
/// weights in 1/16384 that add up to 16384.
struct FilterTable
{
    int taps = 0;
    std::vector<int> first;            ///< per output px, in source px
    std::vector<std::int16_t> weights; ///< [output px, taps]
    int begin = 0;                     ///< first source px used
    int end = 0;                       ///< one past the last source px used
};

/// The triangle (bilinear) filter, widened by the ratio when that is above 1, so that shrinking does not
/// alias; the definition is Pillow's for BILINEAR. origin: where the output begins, in source px (px k covers
/// [k, k + 1)); ratio: source px per output px, above 0, at most MaxResampleRatio.
FilterTable triangleFilter(double origin, double ratio, int outputPx);

/// Resamples 8-bit RGB. source: [y.end - y.begin, x.end - x.begin, 3], its first px being (x.begin, y.begin);
/// out: [outputs of y, outputs of x, 3]. Both tables have the same ratio. scratch is grown as needed and may
/// be kept for the next call. The result has the same bits on every processor.
void resample(const std::uint8_t* source, const FilterTable& x, const FilterTable& y, std::uint8_t* out,
              std::vector<std::int16_t>& scratch);
/// The same without instructions chosen at run time.
void resamplePortable(const std::uint8_t* source, const FilterTable& x, const FilterTable& y,
                      std::uint8_t* out, std::vector<std::int16_t>& scratch);

} // namespace transcope::core
