#include "model/comparators/comparators.h"
#include "model/graph/blocks.h"

namespace transcope::model {

namespace {

using Value = Graph::Value;

constexpr int Window = 7;

/// Pre-norm attention within windows, shifted in every other block, then an MLP. x: a grid.
Value swinBlock(Graph& graph, const std::string& name, Value x, int heads, bool shifted, double dropPath)
{
    const int width = static_cast<int>(graph.shapeOf(x).back());
    const Value qkv = graph.linear(name + ".attn.qkv", graph.layerNorm(name + ".norm1", x), 3 * width);
    const Value y = graph.windowAttention(name + ".attn.relative_position_bias_table", qkv, heads, Window,
                                          shifted ? Window / 2 : 0);
    x = residual(graph, x, graph.linear(name + ".attn.proj", y, width), dropPath);
    const Value normed = graph.layerNorm(name + ".norm2", x);
    return residual(graph, x, mlp(graph, name + ".mlp.0", name + ".mlp.3", normed, 4 * width), dropPath);
}

Value patchMerging(Graph& graph, const std::string& name, Value x)
{
    const int width = static_cast<int>(graph.shapeOf(x).back());
    return graph.linear(name + ".reduction", graph.layerNorm(name + ".norm", graph.mergePatches(x)),
                        2 * width, false);
}

} // namespace

Graph swinT(int genes)
{
    constexpr int Depths[] = {2, 2, 6, 2}, Heads[] = {3, 6, 12, 24}, Blocks = 12;
    constexpr double DropPath = 0.2; // of the last block; it grows linearly from 0
    Graph graph;
    Value x = graph.toGrid(graph.convolution("features.0.0", graph.input("image", {3, 224, 224}),
                                             {.out = 96, .kernel = 4, .stride = 4}));
    x = graph.layerNorm("features.0.2", x);
    int number = 0;
    for (int stage = 0; stage < 4; ++stage) {
        const std::string name = "features." + std::to_string(2 * stage + 1) + ".";
        for (int block = 0; block < Depths[stage]; ++block, ++number)
            x = swinBlock(graph, name + std::to_string(block), x, Heads[stage], block % 2 == 1,
                          DropPath * number / (Blocks - 1));
        if (stage < 3)
            x = patchMerging(graph, "features." + std::to_string(2 * stage + 2), x);
    }
    x = graph.globalAverage(graph.toImage(graph.layerNorm("norm", x)));
    graph.output("expression", graph.linear("head", x, genes));
    return graph;
}

} // namespace transcope::model
