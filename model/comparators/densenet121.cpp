#include "model/comparators/comparators.h"
#include "model/graph/blocks.h"

namespace transcope::model {

namespace {

using Value = Graph::Value;

constexpr int Growth = 32;
constexpr int Bottleneck = 4 * Growth;

Value denseLayer(Graph& graph, const std::string& name, Value x)
{
    Value y = graph.relu(graph.batchNorm(name + ".norm1", x));
    y = convolutionNorm(graph, name + ".conv1", name + ".norm2", y, {.out = Bottleneck});
    return graph.convolution(name + ".conv2", y, {.out = Growth, .kernel = 3, .padding = 1, .bias = false});
}

/// Every layer sees what all before it made.
Value denseBlock(Graph& graph, const std::string& name, Value x, int layers)
{
    for (int layer = 1; layer <= layers; ++layer)
        x = graph.concatenate({x, denseLayer(graph, name + ".denselayer" + std::to_string(layer), x)}, 0);
    return x;
}

/// Half the channels, half the size.
Value transition(Graph& graph, const std::string& name, Value x)
{
    const Value y = graph.relu(graph.batchNorm(name + ".norm", x));
    const int half = static_cast<int>(graph.shapeOf(x)[0]) / 2;
    return graph.averagePool(graph.convolution(name + ".conv", y, {.out = half, .bias = false}), 2);
}

} // namespace

Graph densenet121(int genes)
{
    constexpr int Layers[] = {6, 12, 24, 16};
    Graph graph;
    Value x = convolutionNorm(graph, "features.conv0", "features.norm0", graph.input("image", {3, 224, 224}),
                              {.out = 64, .kernel = 7, .stride = 2, .padding = 3});
    x = graph.maxPool(x, 3, 2, 1);
    for (int block = 1; block <= 4; ++block) {
        const std::string number = std::to_string(block);
        x = denseBlock(graph, "features.denseblock" + number, x, Layers[block - 1]);
        if (block < 4)
            x = transition(graph, "features.transition" + number, x);
    }
    x = graph.globalAverage(graph.relu(graph.batchNorm("features.norm5", x)));
    graph.output("expression", graph.linear("classifier", x, genes));
    return graph;
}

} // namespace transcope::model
