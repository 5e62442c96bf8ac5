#pragma once

#include "model/config/m2ostconfig.h"
#include "model/kernels/alignedbuffer.h"
#include "model/kernels/kerneltable.h"
#include "model/weights/tensor.h"

#include <vector>

namespace transcope::model {

/// Linear(depth → columns) with its weight laid out for the kernels' products.
struct PackedLinear
{
    AlignedBuffer data;
    std::vector<float> bias; ///< empty: none
    int depth = 0;
    int columns = 0;

    PackedMatrix matrix() const { return {data.as(), depth, columns}; }
    /// Columns first … first+count-1 alone. first: a multiple of KernelTable::panel.
    PackedMatrix part(const KernelTable& kernels, int first, int count) const
    {
        return {data.as() + packedElements(kernels, depth, first) * kernels.operandBytes, depth, count};
    }
    const float* biasData() const { return bias.empty() ? nullptr : bias.data(); }
};

/// Linear whose weight stays as it is, for one vector at a time.
struct PlainLinear
{
    AlignedBuffer weight;    ///< [rows, columns] float32
    std::vector<float> bias; ///< [rows]
    int rows = 0;
    int columns = 0;
};

struct NormWeights
{
    std::vector<float> gamma, beta;
};

/// P_k of the deformable patch embedding.
struct PatchEmbedderWeights
{
    NormWeights patchNorm;
    PackedLinear hidden, token;
    NormWeights tokenNorm;
};

/// One encoder layer; vectors by position in M2ostConfig::levels. The queries' rows of `qkv` and `crossQkv`
/// carry log2(e)/sqrt(head width), as AttentionArgs asks.
struct LayerWeights
{
    std::vector<PackedLinear> qkv, out;
    NormWeights feedForwardNorm;
    PackedLinear feedForwardIn, feedForwardOut;
    NormWeights crossNorm;
    std::vector<PackedLinear> crossQkv, crossOut; ///< empty for one level
    NormWeights gateNorm;
    PlainLinear gateIn, gateOut;
};

/// An M2OST's weights, laid out once.
struct EngineWeights
{
    std::vector<PatchEmbedderWeights> embedders; ///< by k, up to the coarsest level
    std::vector<std::vector<float>> positions;   ///< by level's position: [tokens + 1, channels]
    std::vector<float> cls;                      ///< [channels]
    std::vector<LayerWeights> layers;
    NormWeights norm;
    PlainLinear head;
};

/// Takes the tensors by their published names (m2ost.h says how other level sets are named).
/// Errors: ModelFailure (a tensor is missing or has another shape: names the first).
core::Result<EngineWeights> packM2ostWeights(const M2ostConfig& config, const TensorMap& tensors,
                                             const KernelTable& kernels);

} // namespace transcope::model
