#include "tests/testsupport/toypack.h"

#include "core/base/try.h"

namespace transcope::tests {

namespace {

constexpr int Side = ToyPackPx;
constexpr int Spots = 48;

std::uint8_t pixel(int spot, int level, int x)
{
    const int width = (level == 0 ? spot % 4 : spot / 4 % 4) + 1;
    return x / width % 2 == 0 ? 40 : 220;
}

std::vector<std::uint8_t> patchesOf(int spot, const std::vector<int>& levels, int side)
{
    std::vector<std::uint8_t> patches;
    for (const int level : levels)
        for (int i = 0; i < side * side; ++i)
            patches.insert(patches.end(), 3, pixel(spot, level, i % side));
    return patches;
}

} // namespace

model::TrainOptions toyOptions()
{
    model::TrainOptions o;
    o.config.levels = {0, 1};
    o.config.imageSize = Side;
    o.config.patchSize = 16;
    o.config.channels = 24;
    o.config.embedding = 48;
    o.config.heads = 3;
    o.config.layers = 1;
    o.config.mlpHidden = 16;
    o.config.channelHidden = 16;
    o.epochs = 6;
    o.batchSize = 8;
    o.learningRate = 3e-3;
    o.positionScale = 0.05;
    o.precision = "float32";
    return o;
}

core::Result<std::shared_ptr<const model::PackFile>> writeToyPack(const std::filesystem::path& path,
                                                                  const std::vector<int>& levels, int side,
                                                                  std::vector<float> depth)
{
    model::PackHeader header;
    header.patches.sizePx = side;
    header.patches.downsamples.clear();
    for (const int level : levels)
        header.patches.downsamples.push_back(1 << level);
    header.genes = {{"FINE", ""}, {"COARSE", ""}};
    header.sections = {{"A1", "A", 0, 32}, {"B1", "B", 32, 16}};
    header.origin = "a toy of stripes";
    std::vector<float> labels;
    for (int spot = 0; spot < Spots; ++spot) {
        const float added = depth.empty() ? 0 : depth[static_cast<std::size_t>(spot)];
        labels.push_back(static_cast<float>(spot % 4) + added);
        labels.push_back(static_cast<float>(spot / 4 % 4) + 5 + added);
    }
    header.depth = std::move(depth);
    TRY(auto writer, model::PackWriter::create(path, header, labels));
    for (int spot = 0; spot < Spots; ++spot)
        if (auto added = writer->append(patchesOf(spot, levels, side)); !added)
            return tl::unexpected(added.error());
    TRY_RUN(writer->finish());
    return model::PackFile::open(path);
}

} // namespace transcope::tests
