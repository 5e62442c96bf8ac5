#pragma once

#include "model/backends/fixedpasses.h"
#include "model/backends/hipttransformer.h"
#include "model/backends/superpixelgrid.h"

namespace transcope::model {

/// What HIPT and colour say of each superpixel of a section, as iStar takes it: 192 values of ViT-4K over the
/// grid of tiles, 384 of ViT-256 and the mean red, green and blue. The networks' are means over 16 shifts of
/// the tiles, then smoothed over 16 and 4 superpixels. First all tiles, in any order; then all shifts; then
/// finish(). Members throw what LibTorch throws.
class HiptFeatures
{
public:
    static constexpr int LargeWidth = 192, SmallWidth = 384; ///< of ViT-4K's and ViT-256's tokens
    static constexpr int Count = IstarFeatures;

    /// The arguments outlive this object.
    HiptFeatures(HiptTransformer& vit256, HiptTransformer& vit4k, const SuperpixelGrid& grid,
                 const torch::Device& device);
    /// Bytes that the features of such a grid need.
    static std::uint64_t bytesFor(const SuperpixelGrid& grid);

    void take(std::span<const int> squares, const core::PatchBatch& patches)
    {
        m_passes.add(squares, patches);
    }
    /// shift: 0 … SuperpixelGrid::Shifts − 1.
    void addShift(int shift);
    void finish();
    /// After finish(): 579 values of the superpixel row · columns + column.
    std::span<const float> of(std::int64_t superpixel) const
    {
        return {m_features.data_ptr<float>() + superpixel * Count, Count};
    }

private:
    void addTiles(const torch::Tensor& patches, const std::vector<std::int64_t>& squares);
    torch::Tensor withWhiteOutside(const torch::Tensor& patches,
                                   const std::vector<std::int64_t>& squares) const;
    void addTile(const SuperpixelGrid::Tile& tile, const torch::Tensor& tokens, const torch::Tensor& colour);
    void addSuperpixels(const SuperpixelGrid::Tile& tile, int first, const torch::Tensor& values);
    void smooth(int first, int count, int window);

    HiptTransformer& m_vit256;
    HiptTransformer& m_vit4k;
    const SuperpixelGrid& m_grid;
    torch::Device m_device;
    FixedPasses m_passes;
    std::vector<torch::Tensor> m_cls; ///< per shift [384, rows, columns] of tiles
    torch::Tensor m_features;         ///< [rows, columns, 579]: sums, then means
};

} // namespace transcope::model
