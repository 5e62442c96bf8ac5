#include "model/training/batches.h"

#include "model/backends/uniform.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace transcope::model {

namespace {

/// The 8-bit values that a channel's 256 become: transmission to the power of the absorption's factor.
torch::Tensor shadesOf(float absorption)
{
    auto shades = torch::empty({256}, torch::kByte);
    for (int v = 0; v < 256; ++v)
        shades[v] = static_cast<std::uint8_t>(std::lround(255 * std::pow(v / 255.0, absorption)));
    return shades;
}

/// One picture [size, size, 3] of 8-bit values as the view shows it.
torch::Tensor shown(torch::Tensor picture, const View& view)
{
    if (view.absorption != std::array<float, 3>{1, 1, 1}) {
        std::vector<torch::Tensor> channels;
        for (int c = 0; c < 3; ++c)
            channels.push_back(shadesOf(view.absorption[static_cast<std::size_t>(c)])
                                   .to(picture.device())
                                   .index_select(0, picture.select(2, c).flatten().to(torch::kInt))
                                   .view({picture.size(0), picture.size(1)}));
        picture = torch::stack(channels, 2);
    }
    picture = picture.rot90(-view.quarterTurns, {0, 1});
    return view.mirrored ? picture.flip(1) : picture;
}

/// One level of some spots as it lies in the file: [spots, size, size, 3] of 8-bit values, on the device.
torch::Tensor cut(const PackFile& data, std::size_t place, std::span<const std::int64_t> spots,
                  const torch::Device& device)
{
    const std::int64_t size = data.header().patches.sizePx;
    const std::int64_t bytes = size * size * 3;
    const auto count = static_cast<std::int64_t>(spots.size());
    const auto host = torch::empty({count, size, size, 3},
                                   torch::TensorOptions(torch::kByte).pinned_memory(device.is_cuda()));
    for (std::int64_t i = 0; i < count; ++i)
        std::copy_n(data.patches(spots[static_cast<std::size_t>(i)]).data() +
                        place * static_cast<std::size_t>(bytes),
                    bytes, host.data_ptr<std::uint8_t>() + i * bytes);
    return host.to(device, /*non_blocking=*/true);
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
    const auto count = static_cast<std::int64_t>(spots.size());
    TrainBatch batch;
    for (const int level : zoomLevels) {
        const auto place = data.header().placeOfLevel(level);
        TORCH_CHECK(place, "the packed file holds no patches of level ", level);
        // 8-bit values travel, and the device turns and converts them.
        auto pictures = cut(data, *place, spots, device);
        if (!views.empty()) {
            auto parts = pictures.unbind();
            for (std::size_t i = 0; i < parts.size(); ++i)
                parts[i] = shown(parts[i], views[i]);
            pictures = torch::stack(parts);
        }
        batch.levels.push_back(
            pictures.permute({0, 3, 1, 2}).to(torch::kFloat).contiguous().div_(255).to(type));
    }
    const auto genes = static_cast<std::int64_t>(data.header().genes.size());
    batch.labels = torch::empty({count, genes}, torch::kFloat);
    for (std::size_t i = 0; i < spots.size(); ++i)
        std::ranges::copy(data.labels(spots[i]),
                          batch.labels.data_ptr<float>() + static_cast<std::int64_t>(i) * genes);
    batch.labels = batch.labels.to(device);
    return batch;
}

} // namespace transcope::model
