#include "model/comparators/bleep.h"

#include "model/comparators/comparators.h"

namespace transcope::model {

namespace {

using Value = Graph::Value;

constexpr double BleepDropout = 0.1;

/// h = Linear(x); LayerNorm(h + Dropout(Linear(GELU(h)))).
Value projectionHead(Graph& graph, const std::string& name, Value x)
{
    const Value h = graph.linear(name + ".projection", x, BleepWidth);
    const Value y = graph.dropout(graph.linear(name + ".fc", graph.gelu(h), BleepWidth), BleepDropout);
    return graph.layerNorm(name + ".layer_norm", graph.add(h, y));
}

void imageHalf(Graph& graph)
{
    const Value features = resnet50Features(graph, graph.input("image", {3, 224, 224}), "image_encoder.");
    graph.output("image_embedding", projectionHead(graph, "image_projection", features));
}

void spotHalf(Graph& graph, int genes)
{
    graph.output("spot_embedding",
                 projectionHead(graph, "spot_projection", graph.input("expression", {genes})));
}

} // namespace

Graph bleep(int genes)
{
    Graph graph;
    imageHalf(graph);
    spotHalf(graph, genes);
    return graph;
}

Graph bleepImage()
{
    Graph graph;
    imageHalf(graph);
    return graph;
}

Graph bleepSpot(int genes)
{
    Graph graph;
    spotHalf(graph, genes);
    return graph;
}

} // namespace transcope::model
