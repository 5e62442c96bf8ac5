#pragma once

#include "model/nn/torch.h"

#include <cstdint>
#include <vector>

namespace transcope::model {

/// One batch as a network takes it: of a method that sees spots one by one any spots, of one that sees
/// sections those of one section.
struct TrainBatch
{
    /// Per level [B, 3, size, size], values in [0, 1]; undefined: a level that the batch does without. Of a
    /// section one level as pictures lie: [B, size, size, 3], 0 … 255. Of a method that sees superpixels: the
    /// features of all spots' superpixels, spot after spot, [superpixels, width] float32.
    std::vector<torch::Tensor> levels;
    torch::Tensor labels; ///< [B, genes], float32

    torch::Tensor superpixels; ///< of such a method: how many each spot has, [B] int64

    // Of a section only:
    torch::Tensor grid;        ///< column and row on the array, [B, 2] int64
    torch::Tensor counts;      ///< raw, [B, genes] float32; undefined where they are not known
    torch::Tensor sizeFactors; ///< a spot's counts beside the median spot's, [B, 1]; undefined likewise
    std::uint64_t seed = 0;    ///< of what the network itself alters in its patches
};

} // namespace transcope::model
