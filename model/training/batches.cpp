#include "model/training/batches.h"

#include "model/backends/uniform.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace transcope::model {

namespace {

/// What a channel's 256 values become, [spots, 3, 256]: transmission to the power of the absorption's factor.
torch::Tensor shadesOf(std::span<const View> views)
{
    const auto spots = static_cast<std::int64_t>(views.size());
    auto shades = torch::empty({spots, 3, 256}, torch::kByte);
    auto* out = shades.data_ptr<std::uint8_t>();
    for (const View& view : views)
        for (const float absorption : view.absorption)
            for (int v = 0; v < 256; ++v)
                *out++ = static_cast<std::uint8_t>(std::lround(255 * std::pow(v / 255.0, absorption)));
    return shades;
}

/// Pictures [spots, size, size, 3] of 8-bit values in each view's colours.
torch::Tensor coloured(const torch::Tensor& pictures, std::span<const View> views)
{
    constexpr std::array<float, 3> AsItIs = {1, 1, 1};
    if (std::ranges::all_of(views, [&](const View& view) { return view.absorption == AsItIs; }))
        return pictures;
    const auto spots = static_cast<std::int64_t>(views.size());
    const auto tables =
        (torch::arange(spots * 3, torch::TensorOptions(torch::kInt).device(pictures.device())) * 256)
            .view({spots, 1, 1, 3});
    const auto places = (pictures.to(torch::kInt) + tables).flatten();
    return shadesOf(views).to(pictures.device()).flatten().index_select(0, places).view(pictures.sizes());
}

/// The same turned and mirrored. There are eight ways, so that no batch takes more than eight operations,
/// however many spots it has.
torch::Tensor turned(const torch::Tensor& pictures, std::span<const View> views)
{
    std::array<std::vector<std::int64_t>, 8> spotsOf;
    for (std::size_t i = 0; i < views.size(); ++i)
        spotsOf[static_cast<std::size_t>(views[i].quarterTurns + (views[i].mirrored ? 4 : 0))].push_back(
            static_cast<std::int64_t>(i));
    if (spotsOf[0].size() == views.size())
        return pictures;
    auto all = torch::empty_like(pictures);
    for (std::size_t way = 0; way < spotsOf.size(); ++way) {
        if (spotsOf[way].empty())
            continue;
        const auto spots = torch::tensor(spotsOf[way]).to(pictures.device());
        const auto part = pictures.index_select(0, spots).rot90(-static_cast<int>(way % 4), {1, 2});
        all.index_copy_(0, spots, way < 4 ? part : part.flip(2));
    }
    return all;
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
    auto* out = host.data_ptr<std::uint8_t>();
    at::parallel_for(0, count, 8, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i)
            std::copy_n(data.patches(spots[static_cast<std::size_t>(i)]).data() +
                            place * static_cast<std::size_t>(bytes),
                        bytes, out + i * bytes);
    });
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
        if (!views.empty())
            pictures = turned(coloured(pictures, views), views);
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
