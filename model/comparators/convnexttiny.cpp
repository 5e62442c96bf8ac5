#include "model/comparators/comparators.h"
#include "model/graph/blocks.h"

namespace transcope::model {

namespace {

using Value = Graph::Value;

constexpr double Eps = 1e-6;
constexpr double LayerScale = 1e-6;

/// LayerNorm over an image's channels.
Value channelNorm(Graph& graph, const std::string& name, Value image)
{
    return graph.toImage(graph.layerNorm(name, graph.toGrid(image), Eps));
}

/// 7 × 7 depthwise, norm, an MLP per place, scaled. x: an image.
Value block(Graph& graph, const std::string& name, Value x, double dropPath)
{
    const int width = static_cast<int>(graph.shapeOf(x)[0]);
    Value y =
        graph.convolution(name + ".block.0", x, {.out = width, .kernel = 7, .padding = 3, .groups = width});
    y = graph.layerNorm(name + ".block.2", graph.toGrid(y), Eps);
    y = graph.toImage(mlp(graph, name + ".block.3", name + ".block.5", y, 4 * width));
    return residual(graph, x, graph.channelScale(name + ".layer_scale", y, LayerScale), dropPath);
}

} // namespace

Graph convnextTiny(int genes)
{
    constexpr int Depths[] = {3, 3, 9, 3}, Widths[] = {96, 192, 384, 768}, Blocks = 18;
    constexpr double DropPath = 0.1; // of the last block; it grows linearly from 0
    Graph graph;
    Value x = graph.convolution("features.0.0", graph.input("image", {3, 224, 224}),
                                {.out = Widths[0], .kernel = 4, .stride = 4});
    x = channelNorm(graph, "features.0.1", x);
    int number = 0;
    for (int stage = 0; stage < 4; ++stage) {
        if (stage > 0) {
            const std::string name = "features." + std::to_string(2 * stage);
            x = graph.convolution(name + ".1", channelNorm(graph, name + ".0", x),
                                  {.out = Widths[stage], .kernel = 2, .stride = 2});
        }
        const std::string name = "features." + std::to_string(2 * stage + 1) + ".";
        for (int i = 0; i < Depths[stage]; ++i, ++number)
            x = block(graph, name + std::to_string(i), x, DropPath * number / (Blocks - 1));
    }
    x = graph.layerNorm("classifier.0", graph.globalAverage(x), Eps);
    graph.output("expression", graph.linear("classifier.2", x, genes));
    return graph;
}

} // namespace transcope::model
