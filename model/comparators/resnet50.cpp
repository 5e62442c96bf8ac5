#include "model/comparators/comparators.h"
#include "model/graph/blocks.h"

namespace transcope::model {

namespace {

using Value = Graph::Value;

/// 1 × 1, 3 × 3, 1 × 1, the last four times as wide; the shortcut is a convolution where the shape changes.
Value bottleneck(Graph& graph, const std::string& name, Value x, int width, int stride)
{
    const auto layer = [&](const char* number, Value y, const Convolution& options, bool relu) {
        return convolutionNorm(graph, name + ".conv" + number, name + ".bn" + number, y, options, relu);
    };
    Value y = layer("1", x, {.out = width}, true);
    y = layer("2", y, {.out = width, .kernel = 3, .stride = stride, .padding = 1}, true);
    y = layer("3", y, {.out = 4 * width}, false);
    if (graph.shapeOf(x) != graph.shapeOf(y))
        x = convolutionNorm(graph, name + ".downsample.0", name + ".downsample.1", x,
                            {.out = 4 * width, .stride = stride}, false);
    return graph.relu(graph.add(y, x));
}

} // namespace

Value resnet50Features(Graph& graph, Value image, const std::string& prefix)
{
    Value x = convolutionNorm(graph, prefix + "conv1", prefix + "bn1", image,
                              {.out = 64, .kernel = 7, .stride = 2, .padding = 3});
    x = graph.maxPool(x, 3, 2, 1);
    constexpr int Blocks[] = {3, 4, 6, 3};
    for (int stage = 0; stage < 4; ++stage)
        for (int block = 0; block < Blocks[stage]; ++block)
            x = bottleneck(graph, prefix + "layer" + std::to_string(stage + 1) + "." + std::to_string(block),
                           x, 64 << stage, stage > 0 && block == 0 ? 2 : 1);
    return graph.globalAverage(x);
}

Graph resnet50(int genes)
{
    Graph graph;
    const Value features = resnet50Features(graph, graph.input("image", {3, 224, 224}));
    graph.output("expression", graph.linear("fc", features, genes));
    return graph;
}

} // namespace transcope::model
