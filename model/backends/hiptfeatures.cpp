#include "model/backends/hiptfeatures.h"

#include "model/nn/fusedattention.h"

namespace transcope::model {

namespace {

constexpr std::size_t TilesAtOnce = 16;
constexpr int PerTile = SuperpixelGrid::TilePx / SuperpixelGrid::SuperpixelPx;
constexpr int Large = 0, Small = HiptFeatures::LargeWidth,
              Colour = Small + HiptFeatures::SmallWidth; ///< first channels
constexpr int LargeWindow = 16, SmallWindow = 4;         ///< superpixels
constexpr int SmoothedAtOnce = 32;                       ///< channels

/// The part of a tile's PerTile superpixels, from `begin` on, that lies within `count`.
struct Part
{
    Part(int begin, int count)
        : inTile(std::max(0, -begin)), inGrid(std::max(0, begin)),
          length(std::max(0, std::min(begin + PerTile, count) - inGrid))
    {
    }
    int inTile, inGrid, length;
};

} // namespace

HiptFeatures::HiptFeatures(HiptTransformer& vit256, HiptTransformer& vit4k, const SuperpixelGrid& grid,
                           const torch::Device& device)
    : m_vit256(vit256), m_vit4k(vit4k), m_grid(grid), m_device(device),
      m_passes(SuperpixelGrid::TilePx, TilesAtOnce,
               [this](const auto& patches, const auto& squares) { addTiles(patches, squares); }),
      m_features(torch::zeros({grid.rows(), grid.columns(), Count}, torch::kFloat))
{
    for (int shift = 0; shift < SuperpixelGrid::Shifts; ++shift) {
        const core::SizeI tiles = grid.tilesOf(shift);
        m_cls.push_back(torch::zeros({SmallWidth, tiles.height, tiles.width}, torch::kFloat));
    }
}

std::uint64_t HiptFeatures::bytesFor(const SuperpixelGrid& grid)
{
    const auto superpixels =
        static_cast<std::uint64_t>(grid.rows()) * static_cast<std::uint64_t>(grid.columns());
    // The features; what is smoothed at a time, before and after; and the tiles' cls tokens.
    return sizeof(float) * (superpixels * (Count + 2 * SmoothedAtOnce) + grid.squares().size() * SmallWidth);
}

// iStar pads its pictures with white.
torch::Tensor HiptFeatures::withWhiteOutside(const torch::Tensor& patches,
                                             const std::vector<std::int64_t>& squares) const
{
    torch::Tensor padded = patches;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        const core::RectI part = m_grid.onSlide(static_cast<int>(squares[i]));
        if (part.width == SuperpixelGrid::TilePx && part.height == SuperpixelGrid::TilePx)
            continue;
        if (padded.is_same(patches))
            padded = patches.clone();
        const auto tile = padded[static_cast<std::int64_t>(i)];
        const auto inside = tile.narrow(0, part.y, part.height).narrow(1, part.x, part.width).clone();
        tile.fill_(255);
        tile.narrow(0, part.y, part.height).narrow(1, part.x, part.width).copy_(inside);
    }
    return padded;
}

void HiptFeatures::addTiles(const torch::Tensor& patches, const std::vector<std::int64_t>& squares)
{
    const c10::InferenceMode inference;
    const FusedAttentionGuard fused;
    const auto pictures =
        withWhiteOutside(patches, squares).to(m_device).permute({0, 3, 1, 2}).to(torch::kFloat).div(255);
    const auto tokens = m_vit256.forward(pictures * 2 - 1, PerTile, PerTile).to(torch::kCPU);
    const auto colours = torch::avg_pool2d(pictures, SuperpixelGrid::SuperpixelPx).to(torch::kCPU);
    for (std::size_t i = 0; i < squares.size(); ++i)
        addTile(m_grid.tile(static_cast<int>(squares[i])), tokens[static_cast<std::int64_t>(i)],
                colours[static_cast<std::int64_t>(i)]);
}

/// tokens: [1 + 256, 384]; colour: [3, 16, 16].
void HiptFeatures::addTile(const SuperpixelGrid::Tile& tile, const torch::Tensor& tokens,
                           const torch::Tensor& colour)
{
    m_cls[static_cast<std::size_t>(tile.shift)].select(1, tile.row).select(1, tile.column).copy_(tokens[0]);
    addSuperpixels(tile, Small, tokens.narrow(0, 1, PerTile * PerTile).view({PerTile, PerTile, -1}));
    addSuperpixels(tile, Colour, colour.permute({1, 2, 0}));
}

/// values: [16, 16, channels] of a tile's superpixels, added to the features from channel `first` on.
void HiptFeatures::addSuperpixels(const SuperpixelGrid::Tile& tile, int first, const torch::Tensor& values)
{
    const auto [top, left] = m_grid.cornerOf(tile);
    const Part rows(top, m_grid.rows()), columns(left, m_grid.columns());
    m_features.narrow(0, rows.inGrid, rows.length)
        .narrow(1, columns.inGrid, columns.length)
        .narrow(2, first, values.size(2))
        .add_(values.narrow(0, rows.inTile, rows.length).narrow(1, columns.inTile, columns.length));
}

void HiptFeatures::addShift(int shift)
{
    m_passes.flush();
    const c10::InferenceMode inference;
    const FusedAttentionGuard fused;
    const auto& cls = m_cls[static_cast<std::size_t>(shift)];
    const auto tokens =
        m_vit4k.forward(cls.flatten(1).t().unsqueeze(0).to(m_device), cls.size(1), cls.size(2))[0].to(
            torch::kCPU);
    const auto tiles = tokens.narrow(0, 1, tokens.size(0) - 1).view({cls.size(1), cls.size(2), -1});
    for (int row = 0; row < tiles.size(0); ++row)
        for (int column = 0; column < tiles.size(1); ++column)
            addSuperpixels({shift, row, column}, Large,
                           tiles[row][column].view({1, 1, -1}).expand({PerTile, PerTile, -1}));
}

void HiptFeatures::finish()
{
    const c10::InferenceMode inference;
    m_features.div_(SuperpixelGrid::Shifts);
    smooth(Large, LargeWidth, LargeWindow);
    smooth(Small, SmallWidth, SmallWindow);
}

/// Means over window × window superpixels, from window / 2 before each on; what is beyond the grid is as its
/// edge.
void HiptFeatures::smooth(int first, int count, int window)
{
    for (int begin = first; begin < first + count; begin += SmoothedAtOnce) {
        auto part = m_features.narrow(2, begin, SmoothedAtOnce);
        const auto planes = part.permute({2, 0, 1}).unsqueeze(0).contiguous();
        const int before = window / 2, after = window - 1 - before;
        const auto padded = torch::replication_pad2d(planes, {before, after, before, after});
        part.copy_(torch::avg_pool2d(padded, window, /*stride=*/1)[0].permute({1, 2, 0}));
    }
}

} // namespace transcope::model
