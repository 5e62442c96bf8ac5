#include "model/graph/blocks.h"

namespace transcope::model {

using Value = Graph::Value;

Value convolutionNorm(Graph& graph, const std::string& convolution, const std::string& norm, Value x,
                      Convolution options, bool relu)
{
    options.bias = false;
    const Value y = graph.batchNorm(norm, graph.convolution(convolution, x, options));
    return relu ? graph.relu(y) : y;
}

Value mlp(Graph& graph, const std::string& first, const std::string& second, Value x, int hidden,
          double dropout)
{
    const int width = static_cast<int>(graph.shapeOf(x).back());
    Value y = graph.gelu(graph.linear(first, x, hidden));
    y = dropout > 0 ? graph.dropout(y, dropout) : y;
    y = graph.linear(second, y, width);
    return dropout > 0 ? graph.dropout(y, dropout) : y;
}

Value residual(Graph& graph, Value x, Value branch, double dropPath)
{
    return graph.add(x, dropPath > 0 ? graph.dropPath(branch, dropPath) : branch);
}

Value transformerBlock(Graph& graph, const BlockNames& names, Value x, const BlockShape& shape)
{
    const int width = static_cast<int>(graph.shapeOf(x).back());
    const int inner = shape.headWidth > 0 ? shape.heads * shape.headWidth : width;
    const Value qkv =
        graph.linear(names.qkv, graph.layerNorm(names.norm1, x, shape.eps), 3 * inner, shape.qkvBias);
    const auto third = [&](int i) { return graph.slice(qkv, 1, i * inner, inner); };
    const Value attended = graph.attention(third(0), third(1), third(2), shape.heads, shape.softmax);
    Value y = graph.linear(names.projection, attended, width);
    y = shape.dropout > 0 ? graph.dropout(y, shape.dropout) : y;
    x = residual(graph, x, y);
    const Value normed = graph.layerNorm(names.norm2, x, shape.eps);
    return residual(graph, x, mlp(graph, names.mlp1, names.mlp2, normed, shape.mlpHidden, shape.dropout));
}

Value patchTokens(Graph& graph, const std::string& name, Value image, int patch, int width)
{
    return graph.toTokens(graph.toGrid(graph.convolution(name, image, {width, patch, patch})));
}

Value clsAndPositions(Graph& graph, const std::string& cls, const std::string& positions, Value tokens)
{
    const std::int64_t width = graph.shapeOf(tokens).back();
    const Value all = graph.concatenate({graph.parameter(cls, {1, 1, width}), tokens}, 0);
    return graph.add(all, graph.parameter(positions, {1, graph.shapeOf(all).front(), width}));
}

Value firstToken(Graph& graph, Value tokens)
{
    return graph.flatten(graph.slice(tokens, 0, 0, 1));
}

} // namespace transcope::model
