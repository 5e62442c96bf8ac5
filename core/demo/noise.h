#pragma once

#include <cstdint>
#include <vector>

namespace transcope::core::demo {

/// Mixes 64 bits (the finaliser of SplitMix64): neighbouring inputs give unrelated outputs.
std::uint64_t mix(std::uint64_t value);

/// A number in [0, 1) that depends on the three arguments alone.
float hashUniform(std::uint64_t seed, std::int64_t x, std::int64_t y);

/// Smooth noise in [0, 1) around 0.5 with features of the size of one unit; the same for the same arguments.
float valueNoise(std::uint64_t seed, float x, float y);

/// Sum of `octaves` of value noise, each half as long and `gain` times as strong as the one before,
/// scaled back to [0, 1). Length of the longest features: `wavelength`, in the unit of x and y.
float fractalNoise(std::uint64_t seed, float x, float y, float wavelength, int octaves, float gain);

/// A square of noise that repeats without a seam; looked up instead of computed, per pixel.
class NoiseTile
{
public:
    static constexpr int Side = 1024;

    /// Features from shortX × shortY to those times 2^(octaves − 1), which must divide Side. Values have mean
    /// 0 and standard deviation 1, cut at ± 3.
    NoiseTile(std::uint64_t seed, int shortX, int shortY, int octaves);

    /// Value at whole px, repeating.
    float at(int x, int y) const { return m_values[index(x, y)]; }
    /// Bilinear value between px, repeating.
    float between(float x, float y) const;

private:
    static std::size_t index(int x, int y)
    {
        return static_cast<std::size_t>(y & (Side - 1)) * Side + static_cast<std::size_t>(x & (Side - 1));
    }
    std::vector<float> m_values;
};

} // namespace transcope::core::demo
