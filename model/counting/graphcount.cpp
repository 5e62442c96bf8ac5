#include "model/counting/graphcount.h"

namespace transcope::model {

namespace {

std::int64_t numbers(const std::vector<std::int64_t>& shape)
{
    return static_cast<std::int64_t>(elementCount(shape));
}

std::int64_t macsOf(const Node& node, const Graph& graph)
{
    const auto in = [&](std::size_t i) { return graph.shapeOf(node.inputs[i]); };
    switch (node.op) {
    case Op::Convolution:
        return numbers(node.shape) * (in(0)[0] / node.groups) * node.kernel * node.kernel;
    case Op::Linear:
        return numbers(node.shape) * in(0).back();
    case Op::Attention: // q kᵀ and its product with v
        return 2 * numbers(node.shape) * in(1)[0];
    case Op::WindowAttention:
        return 2 * numbers(node.shape) * node.window * node.window;
    default:
        return 0;
    }
}

} // namespace

TrueCount countGraph(const Graph& graph)
{
    TrueCount count;
    for (const auto& [name, shape] : graph.tensors())
        if (!name.ends_with("running_mean") && !name.ends_with("running_var"))
            count.parameters += numbers(shape);
    for (const Node& node : graph.nodes())
        count.macs += macsOf(node, graph);
    return count;
}

} // namespace transcope::model
