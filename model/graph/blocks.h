#pragma once

#include "model/graph/graph.h"

namespace transcope::model {

/// Parts that several networks are made of. `name` is what stands before the tensors' own names.

/// Convolution without bias, then batch norm, then ReLU where wanted.
Graph::Value convolutionNorm(Graph& graph, const std::string& convolution, const std::string& norm,
                             Graph::Value x, Convolution options, bool relu = true);

/// Linear(→ hidden), GELU, Linear(→ the width of x), with dropout after each in training.
Graph::Value mlp(Graph& graph, const std::string& first, const std::string& second, Graph::Value x,
                 int hidden, double dropout = 0);

/// x + branch, whose samples are left out with probability dropPath in training.
Graph::Value residual(Graph& graph, Graph::Value x, Graph::Value branch, double dropPath = 0);

/// The names of a pre-norm transformer block's parts.
struct BlockNames
{
    std::string norm1, qkv, projection, norm2, mlp1, mlp2;
};

/// A pre-norm transformer block's shape.
struct BlockShape
{
    int heads = 1;
    int headWidth = 0; ///< 0: the tokens' width / heads
    int mlpHidden = 0;
    bool qkvBias = true;
    double eps = 1e-6; ///< of its norms
    double dropout = 0;
    bool softmax = true; ///< over the attention's scores
};

/// x + projection(attention(norm1 x)), then x + mlp(norm2 x). x: tokens [N, C].
Graph::Value transformerBlock(Graph& graph, const BlockNames& names, Graph::Value x, const BlockShape& shape);

/// Patches as tokens, row by row: a convolution whose kernel and stride are the patch's size.
Graph::Value patchTokens(Graph& graph, const std::string& name, Graph::Value image, int patch, int width);

/// A learned first token, and a learned position added to every token.
Graph::Value clsAndPositions(Graph& graph, const std::string& cls, const std::string& positions,
                             Graph::Value tokens);

/// The first token as a vector.
Graph::Value firstToken(Graph& graph, Graph::Value tokens);

} // namespace transcope::model
