#include "core/predict/appearance.h"

#include <cmath>
#include <vector>

namespace transcope::core {

namespace {

/// Rows: haematoxylin, eosin and what is neither, as optical density of red, green and blue, of length 1.
constexpr double Stains[3][3] = {{0.650, 0.704, 0.286}, {0.072, 0.990, 0.105}, {0.268, 0.570, 0.776}};

double determinant(const double (&m)[3][3])
{
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
           m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/// How much of one stain makes this density, by Cramer's rule.
double amountOf(int stain, const std::array<double, 3>& density)
{
    double replaced[3][3];
    for (int i = 0; i < 3; ++i)
        for (int c = 0; c < 3; ++c)
            replaced[i][c] = i == stain ? density[static_cast<std::size_t>(c)] : Stains[i][c];
    return determinant(replaced) / determinant(Stains);
}

std::array<double, 3> densityOf(std::span<const std::uint8_t> rgb)
{
    static const auto table = [] {
        std::array<double, 256> densities{};
        for (int v = 0; v < 256; ++v)
            densities[static_cast<std::size_t>(v)] = -std::log10((v + 1) / 256.0);
        return densities;
    }();
    std::array<double, 3> sum{};
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
        for (std::size_t c = 0; c < 3; ++c)
            sum[c] += table[rgb[i + c]];
    for (double& channel : sum)
        channel /= static_cast<double>(rgb.size() / 3);
    return sum;
}

double focusOf(std::span<const std::uint8_t> rgb, std::ptrdiff_t size)
{
    std::vector<float> grey(rgb.size() / 3);
    for (std::size_t i = 0; i < grey.size(); ++i)
        grey[i] = 0.299F * static_cast<float>(rgb[3 * i]) + 0.587F * static_cast<float>(rgb[3 * i + 1]) +
                  0.114F * static_cast<float>(rgb[3 * i + 2]);
    double sum = 0, squares = 0, count = 0;
    for (std::ptrdiff_t y = 1; y + 1 < size; y += 2) {
        const float* row = grey.data() + y * size;
        float rowSum = 0, rowSquares = 0;
        for (std::ptrdiff_t x = 1; x + 1 < size; ++x) {
            const float laplacian = row[x - 1] + row[x + 1] + row[x - size] + row[x + size] - 4 * row[x];
            rowSum += laplacian;
            rowSquares += laplacian * laplacian;
        }
        sum += static_cast<double>(rowSum);
        squares += static_cast<double>(rowSquares);
        count += static_cast<double>(size - 2);
    }
    return squares / count - sum / count * (sum / count);
}

} // namespace

double Appearance::haematoxylin() const
{
    return amountOf(0, opticalDensity);
}

double Appearance::eosin() const
{
    return amountOf(1, opticalDensity);
}

Appearance appearanceOf(std::span<const std::uint8_t> rgb, int sizePx)
{
    return {densityOf(rgb), focusOf(rgb, sizePx)};
}

} // namespace transcope::core
