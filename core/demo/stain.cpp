#include "core/demo/stain.h"

#include "core/demo/noise.h"

#include <algorithm>
#include <cmath>

namespace transcope::core::demo {

namespace {

using Table = std::array<std::array<float, 256>, 3>;

/// Light left after each amount of one dye, per channel.
Table transmission(const std::array<float, 3>& absorption)
{
    Table table;
    for (int c = 0; c < 3; ++c)
        for (int amount = 0; amount < 256; ++amount)
            table[c][amount] = std::exp(-absorption[c] * static_cast<float>(amount) / 100);
    return table;
}

/// In place, (1 2 1)/4 along a row of interleaved RGB floats.
void blurAlong(std::vector<float>& row, std::vector<float>& copy)
{
    copy = row;
    for (std::size_t i = 3; i + 3 < row.size(); ++i)
        row[i] = 0.25f * (copy[i - 3] + copy[i + 3]) + 0.5f * copy[i];
}

class Developer
{
public:
    Developer(const Canvas& canvas, const Stain& stain)
        : m_canvas(canvas), m_glass(stain.glass), m_haematoxylin(transmission(stain.haematoxylin)),
          m_eosin(transmission(stain.eosin)), m_red(transmission(stain.red)),
          m_copy(static_cast<std::size_t>(canvas.side) * 3)
    {
    }

    void row(int y, std::vector<float>& rgb)
    {
        const std::size_t start = m_canvas.index(0, std::clamp(y, 0, m_canvas.side - 1));
        for (int x = 0; x < m_canvas.side; ++x) {
            const auto h = m_canvas.haematoxylin[start + x], e = m_canvas.eosin[start + x],
                       r = m_canvas.red[start + x];
            for (int c = 0; c < 3; ++c)
                rgb[static_cast<std::size_t>(x) * 3 + c] =
                    m_glass[c] * m_haematoxylin[c][h] * m_eosin[c][e] * m_red[c][r];
        }
        blurAlong(rgb, m_copy);
    }

private:
    const Canvas& m_canvas;
    std::array<float, 3> m_glass;
    Table m_haematoxylin, m_eosin, m_red;
    std::vector<float> m_copy;
};

} // namespace

Stain makeStain(std::uint64_t seed)
{
    int count = 0;
    const auto vary = [&](float middle, float share) {
        return middle * (1 + share * (2 * hashUniform(mix(seed), ++count, 5) - 1));
    };
    const float h = vary(1, 0.15f), e = vary(1, 0.15f);
    Stain stain;
    stain.haematoxylin = {h * vary(0.60f, 0.06f), h * vary(0.74f, 0.04f), h * vary(0.36f, 0.10f)};
    stain.eosin = {e * vary(0.14f, 0.25f), e * vary(0.86f, 0.05f), e * vary(0.47f, 0.12f)};
    stain.red = {vary(0.22f, 0.1f), vary(0.80f, 0.1f), vary(0.70f, 0.1f)};
    stain.glass = {vary(243, 0.008f), vary(242, 0.008f), vary(243, 0.008f)};
    return stain;
}

Image develop(const Canvas& canvas, const Stain& stain, std::uint64_t seed)
{
    Developer developer(canvas, stain);
    Image image(canvas.side, canvas.side);
    std::vector<float> above(static_cast<std::size_t>(canvas.side) * 3), here = above, below = above;
    developer.row(0, above);
    here = above;
    const NoiseTile sensor(mix(seed + 17), 1, 1, 1);
    for (int y = 0; y < canvas.side; ++y) {
        developer.row(y + 1, below);
        std::uint8_t* out = image.row(y);
        for (std::size_t i = 0; i < here.size(); ++i) {
            const float value = 0.25f * (above[i] + below[i]) + 0.5f * here[i];
            const float noise = 0.9f * sensor.at(static_cast<int>(i) + 37 * y, y);
            out[i] = static_cast<std::uint8_t>(std::clamp(value + noise + 0.5f, 0.0f, 255.0f));
        }
        std::swap(above, here);
        std::swap(here, below);
    }
    return image;
}

} // namespace transcope::core::demo
