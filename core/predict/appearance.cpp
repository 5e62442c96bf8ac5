#include "core/predict/appearance.h"

#include "core/stats/stains.h"

#include <vector>

namespace transcope::core {

namespace {

std::array<double, 3> densityOf(std::span<const std::uint8_t> rgb)
{
    static const auto table = [] {
        std::array<double, 256> densities{};
        for (std::size_t v = 0; v < densities.size(); ++v)
            densities[v] = opticalDensity(static_cast<std::uint8_t>(v));
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
    return stainAmount(Stain::Haematoxylin, opticalDensity);
}

double Appearance::eosin() const
{
    return stainAmount(Stain::Eosin, opticalDensity);
}

Appearance appearanceOf(std::span<const std::uint8_t> rgb, int sizePx)
{
    return {densityOf(rgb), focusOf(rgb, sizePx)};
}

} // namespace transcope::core
