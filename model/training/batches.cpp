#include "model/training/batches.h"

#include "model/backends/uniform.h"

#include <array>
#include <cmath>

namespace transcope::model {

namespace {

using Shades = std::array<std::array<std::uint8_t, 256>, 3>;

/// New value of every 8-bit value per channel: transmission to the power of the absorption's factor.
Shades shadesOf(const View& view)
{
    Shades shades;
    for (int c = 0; c < 3; ++c)
        for (int v = 0; v < 256; ++v)
            shades[c][v] =
                static_cast<std::uint8_t>(std::lround(255 * std::pow(v / 255.0, view.absorption[c])));
    return shades;
}

/// Copies one picture, interleaved, into planes [3, size, size] of numbers in [0, 1], as the view shows it.
void showPicture(const std::uint8_t* in, int size, const View& view, const Shades& shades, float* out)
{
    const int last = size - 1;
    const std::size_t plane = static_cast<std::size_t>(size) * size;
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const int mirroredX = view.mirrored ? last - x : x;
            int fromX = mirroredX, fromY = y;
            if (view.quarterTurns == 1) {
                fromX = y;
                fromY = last - mirroredX;
            } else if (view.quarterTurns == 2) {
                fromX = last - mirroredX;
                fromY = last - y;
            } else if (view.quarterTurns == 3) {
                fromX = last - y;
                fromY = mirroredX;
            }
            const std::uint8_t* pixel = in + 3 * (static_cast<std::size_t>(fromY) * size + fromX);
            const std::size_t at = static_cast<std::size_t>(y) * size + x;
            for (int c = 0; c < 3; ++c)
                out[static_cast<std::size_t>(c) * plane + at] = static_cast<float>(shades[c][pixel[c]]) / 255;
        }
}

View drawView(const TrainOptions& options, std::mt19937_64& random)
{
    View view;
    if (options.flips) {
        const auto bits = random() >> 61;
        view.quarterTurns = static_cast<int>(bits & 3);
        view.mirrored = (bits & 4) != 0;
    }
    if (options.colourJitter > 0)
        for (float& a : view.absorption)
            a = static_cast<float>(1 + options.colourJitter * (2 * uniform(random) - 1));
    return view;
}

} // namespace

BatchDraws drawBatch(const TrainOptions& options, std::size_t levels, std::size_t spots,
                     std::mt19937_64& random)
{
    BatchDraws draws;
    for (std::size_t i = 0; i < spots; ++i) {
        draws.views.push_back(drawView(options, random));
        draws.maskSeeds.push_back(random());
    }
    if (uniform(random) < options.missingLevelRate && levels > 1)
        draws.missingLevel = random() % levels;
    return draws;
}

BatchDraws BatchDraws::part(std::size_t first, std::size_t count) const
{
    const auto at = [first](const auto& all) { return all.begin() + static_cast<std::ptrdiff_t>(first); };
    const auto length = static_cast<std::ptrdiff_t>(count);
    return {{at(views), at(views) + length}, {at(maskSeeds), at(maskSeeds) + length}, missingLevel};
}

TrainBatch makeBatch(const PackFile& data, const std::vector<int>& zoomLevels,
                     std::span<const std::int64_t> spots, std::span<const View> views, torch::Dtype type,
                     const torch::Device& device)
{
    const int size = data.header().patches.sizePx;
    const std::size_t levels = zoomLevels.size();
    std::vector<std::size_t> places;
    for (const int level : zoomLevels) {
        const auto place = data.header().placeOfLevel(level);
        TORCH_CHECK(place, "the packed file holds no patches of level ", level);
        places.push_back(*place);
    }
    const auto count = static_cast<std::int64_t>(spots.size());
    const std::size_t pixels = static_cast<std::size_t>(size) * size * 3;
    TrainBatch batch;
    for (std::size_t level = 0; level < levels; ++level)
        batch.levels.push_back(torch::empty({count, 3, size, size}, torch::kFloat));
    batch.labels =
        torch::empty({count, static_cast<std::int64_t>(data.header().genes.size())}, torch::kFloat);
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const View view = views.empty() ? View{} : views[i];
        const Shades shades = shadesOf(view);
        const auto patches = data.patches(spots[i]);
        for (std::size_t level = 0; level < levels; ++level)
            showPicture(patches.data() + places[level] * pixels, size, view, shades,
                        batch.levels[level].data_ptr<float>() + i * pixels);
        const auto labels = data.labels(spots[i]);
        std::copy(labels.begin(), labels.end(), batch.labels.data_ptr<float>() + i * labels.size());
    }
    for (torch::Tensor& level : batch.levels)
        level = level.to(device, type);
    batch.labels = batch.labels.to(device);
    return batch;
}

} // namespace transcope::model
