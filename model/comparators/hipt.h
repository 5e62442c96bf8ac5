#pragma once

#include "model/graph/graph.h"

namespace transcope::model {

/// One of the two transformers of HIPT (Chen et al. 2022): tokens with a cls token before them and positions
/// on a 14 × 14 grid, which other grids interpolate. Tensors are named as the authors name them.
struct HiptStage
{
    int width, heads, layers;
    Graph embedding; ///< "input" → "tokens" [n, width]
    Graph encoder;   ///< "tokens" [1 + n, width], cls and positions in them, any n → "tokens", normalised

    /// cls_token and pos_embed too.
    Shapes tensors() const;
};

/// ViT-256: a picture [3, 256, 256] of values −1 … 1 to 16 × 16 tokens of 384 values.
HiptStage hiptVit256();
/// ViT-4K: cls tokens [n, 384] of ViT-256 on a grid to tokens of 192 values.
/// softmax: whether attention has one, as it has in every use. The reference file hipt_vit4k.json was made by
/// a run that had none: iStar's code computes it in place, and where that is replaced by a function that
/// returns its result, the result is lost.
HiptStage hiptVit4k(bool softmax = true);

/// iStar's head (Zhang et al. 2024), of a superpixel's 579 features: 4 times Linear(256) and LeakyReLU(0.1),
/// then Linear(genes), ELU(0.01) + 0.01. Tensors are named as its authors name them.
Shapes istarHeadTensors(int genes);
inline constexpr int IstarFeatures = 192 + 384 + 3;
inline constexpr int IstarLayers = 4;

} // namespace transcope::model
