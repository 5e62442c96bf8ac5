#include "core/demo/noise.h"

#include <algorithm>
#include <cmath>

namespace transcope::core::demo {

namespace {

float smooth(float t)
{
    return t * t * (3 - 2 * t);
}

float lerp(float a, float b, float t)
{
    return a + (b - a) * t;
}

/// Adds one octave of value noise whose lattice wraps around at the tile's side.
void addOctave(std::vector<float>& values, std::uint64_t seed, int stepX, int stepY, float weight)
{
    const int cellsX = NoiseTile::Side / stepX;
    const int cellsY = NoiseTile::Side / stepY;
    for (int y = 0; y < NoiseTile::Side; ++y) {
        const int row = y / stepY;
        const int nextRow = (row + 1) % cellsY;
        const float ty = smooth(static_cast<float>(y % stepY) / static_cast<float>(stepY));
        for (int x = 0; x < NoiseTile::Side; ++x) {
            const int column = x / stepX;
            const int nextColumn = (column + 1) % cellsX;
            const float tx = smooth(static_cast<float>(x % stepX) / static_cast<float>(stepX));
            const float top = lerp(hashUniform(seed, column, row), hashUniform(seed, nextColumn, row), tx);
            const float bottom =
                lerp(hashUniform(seed, column, nextRow), hashUniform(seed, nextColumn, nextRow), tx);
            values[static_cast<std::size_t>(y) * NoiseTile::Side + x] += weight * lerp(top, bottom, ty);
        }
    }
}

void standardise(std::vector<float>& values)
{
    double sum = 0, squares = 0;
    for (const float v : values) {
        sum += v;
        squares += static_cast<double>(v) * v;
    }
    const double count = static_cast<double>(values.size());
    const double mean = sum / count;
    const double deviation = std::sqrt(std::max(1e-12, squares / count - mean * mean));
    for (float& v : values)
        v = static_cast<float>(std::clamp((v - mean) / deviation, -3.0, 3.0));
}

} // namespace

std::uint64_t mix(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ull;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
    return value ^ (value >> 31);
}

float hashUniform(std::uint64_t seed, std::int64_t x, std::int64_t y)
{
    std::uint64_t h = seed + 0x632BE59BD9B4E019ull * static_cast<std::uint64_t>(x) +
                      0xD6E8FEB86659FD93ull * static_cast<std::uint64_t>(y);
    return static_cast<float>(mix(h) >> 40) * 0x1p-24f;
}

float valueNoise(std::uint64_t seed, float x, float y)
{
    const float floorX = std::floor(x), floorY = std::floor(y);
    const auto column = static_cast<std::int64_t>(floorX), row = static_cast<std::int64_t>(floorY);
    const float tx = smooth(x - floorX), ty = smooth(y - floorY);
    const float top = lerp(hashUniform(seed, column, row), hashUniform(seed, column + 1, row), tx);
    const float bottom = lerp(hashUniform(seed, column, row + 1), hashUniform(seed, column + 1, row + 1), tx);
    return lerp(top, bottom, ty);
}

float fractalNoise(std::uint64_t seed, float x, float y, float wavelength, int octaves, float gain)
{
    float sum = 0, weight = 1, total = 0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += weight *
               valueNoise(seed + static_cast<std::uint64_t>(octave) * 7919, x / wavelength, y / wavelength);
        total += weight;
        weight *= gain;
        wavelength *= 0.5f;
    }
    return sum / total;
}

NoiseTile::NoiseTile(std::uint64_t seed, int shortX, int shortY, int octaves)
    : m_values(static_cast<std::size_t>(Side) * Side)
{
    for (int octave = 0; octave < octaves; ++octave)
        addOctave(m_values, mix(seed + static_cast<std::uint64_t>(octave)), shortX << octave,
                  shortY << octave, std::pow(1.35f, static_cast<float>(octave)));
    standardise(m_values);
}

float NoiseTile::between(float x, float y) const
{
    const float floorX = std::floor(x), floorY = std::floor(y);
    const int column = static_cast<int>(floorX), row = static_cast<int>(floorY);
    const float tx = x - floorX, ty = y - floorY;
    return lerp(lerp(at(column, row), at(column + 1, row), tx),
                lerp(at(column, row + 1), at(column + 1, row + 1), tx), ty);
}

} // namespace transcope::core::demo
