#include "model/graph/graph.h"

#include <cmath>

namespace transcope::model {

namespace {

/// How often each value is used, as an output too.
std::vector<int> usesOf(const Graph& graph)
{
    std::vector<int> uses(graph.nodes().size());
    for (const Node& node : graph.nodes())
        for (const int input : node.inputs)
            ++uses[static_cast<std::size_t>(input)];
    for (const auto& [name, value] : graph.outputs())
        ++uses[static_cast<std::size_t>(value)];
    return uses;
}

/// The convolution's weight and bias so that they do what the norm after it did; the norm's tensors go.
void fold(TensorMap& tensors, const Node& convolution, const Node& norm)
{
    const auto take = [&](const char* part) {
        return std::move(tensors.extract(tensorName(norm.name, part)).mapped().data);
    };
    const auto gain = take("weight"), offset = take("bias"), mean = take("running_mean"),
               variance = take("running_var");
    auto& weight = tensors.at(tensorName(convolution.name, "weight"));
    HostTensor& bias = tensors[tensorName(convolution.name, "bias")]; // zeros where there was none
    bias.shape = {static_cast<std::int64_t>(gain.size())};
    bias.data.resize(gain.size());
    const std::size_t perChannel = weight.data.size() / gain.size();
    for (std::size_t c = 0; c < gain.size(); ++c) {
        const double scale = gain[c] / std::sqrt(static_cast<double>(variance[c]) + norm.number);
        for (std::size_t i = c * perChannel; i < (c + 1) * perChannel; ++i)
            weight.data[i] = static_cast<float>(weight.data[i] * scale);
        bias.data[c] = static_cast<float>(offset[c] + (bias.data[c] - mean[c]) * scale);
    }
}

} // namespace

Graph Graph::fused(TensorMap& tensors) const
{
    const auto uses = usesOf(*this);
    Graph result;
    std::vector<Value> there(m_nodes.size()); // a node's value in the result
    std::vector<bool> sole(m_nodes.size());   // whether nothing else uses that value
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        Node node = m_nodes[i];
        const bool only = !node.inputs.empty() && sole[index(node.inputs[0])];
        for (int& input : node.inputs)
            input = there[index(input)];
        Node* before = node.inputs.empty() ? nullptr : &result.m_nodes[index(node.inputs[0])];
        const bool joins = only && before->op == Op::Convolution && !before->relu;
        const bool gone = node.op == Op::Dropout || node.op == Op::DropPath ||
                          (joins && (node.op == Op::BatchNorm || node.op == Op::Relu));
        sole[i] = uses[i] == 1 && (!gone || only);
        if (gone)
            there[i] = node.inputs[0];
        if (gone && node.op == Op::BatchNorm) {
            fold(tensors, *before, node);
            before->bias = true;
        } else if (gone && node.op == Op::Relu) {
            before->relu = true;
        } else if (!gone) {
            result.m_nodes.push_back(std::move(node));
            there[i] = static_cast<Value>(result.m_nodes.size()) - 1;
        }
    }
    for (const Node& node : result.m_nodes)
        result.declareTensorsOf(node);
    for (const auto& [name, value] : m_outputs)
        result.output(name, there[index(value)]);
    return result;
}

} // namespace transcope::model
