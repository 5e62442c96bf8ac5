#include "model/training/stainstatistics.h"

#include <cmath>

namespace transcope::model {

StainStatistics stainOf(const PackFile& data, std::span<const std::int64_t> spots, int level)
{
    std::array<std::array<std::int64_t, 256>, 3> histogram{};
    const auto side = static_cast<std::size_t>(data.header().patches.sizePx);
    const std::size_t pixels = side * side * 3;
    const std::size_t first = data.header().placeOfLevel(level).value() * pixels;
    for (const std::int64_t spot : spots) {
        const auto finest = data.patches(spot).subspan(first, pixels);
        for (std::size_t i = 0; i < finest.size(); ++i)
            ++histogram[i % 3][finest[i]];
    }
    StainStatistics stain;
    for (std::size_t c = 0; c < 3; ++c) {
        double sum = 0, squares = 0, count = 0;
        for (int v = 0; v < 256; ++v) {
            const double density = -std::log10((v + 1) / 256.0);
            const auto times = static_cast<double>(histogram[c][static_cast<std::size_t>(v)]);
            sum += times * density;
            squares += times * density * density;
            count += times;
        }
        stain.opticalDensityMean[c] = sum / count;
        stain.opticalDensitySd[c] = std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
    }
    return stain;
}

} // namespace transcope::model
