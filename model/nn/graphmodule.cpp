#include "model/nn/graphmodule.h"

#include "model/nn/attention.h"
#include "model/nn/norm.h"
#include "model/nn/statedict.h"
#include "model/nn/windowattention.h"

#include <sstream>

namespace transcope::model {

namespace {

/// Parts of the tensors' names by operation, in the order in which compute() wants them.
std::vector<const char*> partsOf(Op op)
{
    switch (op) {
    case Op::Convolution:
    case Op::LayerNorm:
    case Op::Linear:
        return {"weight", "bias"};
    case Op::BatchNorm:
        return {"weight", "bias", "running_mean", "running_var"};
    default:
        return {};
    }
}

/// The names of a node's tensors; some may not be in the graph (a layer without bias).
std::vector<std::string> tensorNames(const Node& node)
{
    if (node.op == Op::Parameter || node.op == Op::ChannelScale || node.op == Op::WindowAttention)
        return {node.name};
    std::vector<std::string> names;
    for (const char* part : partsOf(node.op))
        names.push_back(tensorName(node.name, part));
    return names;
}

torch::Tensor convolve(const Node& node, const std::vector<torch::Tensor>& tensors, const torch::Tensor& x)
{
    auto y = torch::conv2d(x.to(tensors[0].scalar_type()), tensors[0], tensors[1], node.stride, node.padding,
                           1, node.groups);
    return node.relu ? y.relu_() : y;
}

/// Whole samples of a branch left out, the others as much larger.
torch::Tensor dropPath(const torch::Tensor& x, double rate)
{
    std::vector<std::int64_t> shape(static_cast<std::size_t>(x.dim()), 1);
    shape[0] = x.size(0);
    return x * torch::empty(shape, x.options()).bernoulli_(1 - rate).div_(1 - rate);
}

/// [B, H, W, C] → [B, H/2, W/2, 4C].
torch::Tensor mergePatches(const torch::Tensor& x)
{
    const auto b = x.size(0), h = x.size(1) / 2, w = x.size(2) / 2, c = x.size(3);
    return x.view({b, h, 2, w, 2, c}).permute({0, 1, 3, 4, 2, 5}).reshape({b, h, w, 4 * c});
}

} // namespace

GraphModuleImpl::GraphModuleImpl(Graph graph)
    : m_graph(std::move(graph)), m_windowBias(m_graph.nodes().size()), m_lastUse(m_graph.nodes().size(), 0)
{
    registerTensors();
    for (std::size_t i = 0; i < m_graph.nodes().size(); ++i)
        for (const int input : m_graph.nodes()[i].inputs)
            m_lastUse[static_cast<std::size_t>(input)] = static_cast<int>(i);
    for (const auto& [name, value] : m_graph.outputs())
        m_lastUse[static_cast<std::size_t>(value)] = static_cast<int>(m_lastUse.size());
}

void GraphModuleImpl::registerTensors()
{
    for (const Node& node : m_graph.nodes()) {
        auto& tensors = m_tensors.emplace_back();
        for (const std::string& name : tensorNames(node)) {
            const auto found = m_graph.tensors().find(name);
            tensors.push_back(found == m_graph.tensors().end() ? torch::Tensor()
                                                               : registerTensor(*this, name, found->second));
        }
    }
}

torch::Tensor registerTensor(torch::nn::Module& module, const std::string& name,
                             const std::vector<std::int64_t>& shape)
{
    torch::nn::Module* at = &module;
    std::istringstream path(name);
    std::string part;
    std::getline(path, part, '.');
    for (std::string next; std::getline(path, next, '.'); part = next) {
        const auto children = at->named_children();
        const auto* child = children.find(part);
        at =
            child ? child->get() : at->register_module(part, std::make_shared<torch::nn::Module>(part)).get();
    }
    return part.starts_with("running_") ? at->register_buffer(part, torch::empty(shape))
                                        : at->register_parameter(part, torch::empty(shape));
}

void GraphModuleImpl::prepare(torch::ScalarType type)
{
    const torch::NoGradGuard noGrad;
    const auto giveOutput = [&](std::size_t node) {
        return m_lastUse[node] == static_cast<int>(m_lastUse.size());
    };
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        const Op op = m_graph.nodes()[i].op;
        for (auto& tensor : m_tensors[i]) {
            if (!tensor.defined() || (op != Op::Convolution && op != Op::Linear) || giveOutput(i))
                continue;
            tensor.set_data(tensor.dim() == 4 ? tensor.to(type).contiguous(torch::MemoryFormat::ChannelsLast)
                                              : tensor.to(type));
        }
    }
}

std::vector<torch::Tensor> GraphModuleImpl::forward(const std::vector<torch::Tensor>& inputs)
{
    const auto& nodes = m_graph.nodes();
    TORCH_CHECK(inputs.size() == m_graph.inputs().size(), "the network wants ", m_graph.inputs().size(),
                " inputs, got ", inputs.size());
    std::vector<torch::Tensor> values(nodes.size());
    auto given = inputs.begin();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].op == Op::Input) {
            values[i] = *given++;
            TORCH_CHECK(values[i].dim() == static_cast<std::int64_t>(nodes[i].shape.size()) + 1, "input ",
                        nodes[i].name, " has the shape ", values[i].sizes());
            continue;
        }
        std::vector<torch::Tensor> x;
        for (const int input : nodes[i].inputs)
            x.push_back(values[static_cast<std::size_t>(input)]);
        for (const int input : nodes[i].inputs)
            if (m_lastUse[static_cast<std::size_t>(input)] == static_cast<int>(i))
                values[static_cast<std::size_t>(input)].reset();
        values[i] = compute(i, x);
    }
    std::vector<torch::Tensor> outputs;
    for (const auto& [name, value] : m_graph.outputs())
        outputs.push_back(values[static_cast<std::size_t>(value)].to(torch::kFloat));
    return outputs;
}

torch::Tensor GraphModuleImpl::attend(std::size_t i, const torch::Tensor& qkv)
{
    const Node& node = m_graph.nodes()[i];
    const WindowShape shape{node.heads, node.window, node.shift};
    if (is_training() || !m_windowBias[i].defined() || m_windowBias[i].device() != qkv.device()) {
        const auto bias = windowBias(m_tensors[i][0], shape, qkv.size(1), qkv.size(2));
        if (is_training())
            return windowAttention(qkv, bias, shape);
        m_windowBias[i] = bias.detach();
    }
    return windowAttention(qkv, m_windowBias[i], shape);
}

torch::Tensor GraphModuleImpl::compute(std::size_t i, const std::vector<torch::Tensor>& x)
{
    const Node& node = m_graph.nodes()[i];
    const auto& t = m_tensors[i];
    switch (node.op) {
    case Op::Input:
        break;
    case Op::Parameter:
        return t[0];
    case Op::Convolution:
        return convolve(node, t, x[0]);
    case Op::BatchNorm:
        return torch::batch_norm(x[0].to(t[0].scalar_type()), t[0], t[1], t[2], t[3], is_training(), 0.1,
                                 node.number, false);
    case Op::LayerNorm:
        return layerNorm(x[0], t[0], t[1], node.number);
    case Op::Linear:
        return torch::linear(x[0].to(t[0].scalar_type()), t[0], t[1]);
    case Op::Relu:
        return x[0].relu();
    case Op::Gelu:
        return torch::gelu(x[0]);
    case Op::Add:
        return x[0] + x[1];
    case Op::Average:
        return (x[0] + x[1]) / 2;
    case Op::ChannelScale:
        return x[0] * t[0];
    case Op::MaxPool:
        return torch::max_pool2d(x[0], node.kernel, node.stride, node.padding);
    case Op::AveragePool:
        return torch::avg_pool2d(x[0], node.kernel, node.stride, node.padding);
    case Op::GlobalAverage:
        return x[0].mean({2, 3}, false, torch::kFloat);
    case Op::Concatenate: {
        std::int64_t batch = 1;
        for (const auto& part : x)
            batch = std::max(batch, part.size(0));
        auto parts = x;
        for (auto& part : parts) // a Parameter is the same for the whole batch
            if (part.size(0) != batch) {
                auto shape = part.sizes().vec();
                shape[0] = batch;
                part = part.expand(shape);
            }
        return torch::cat(parts, node.dim + 1);
    }
    case Op::Slice:
        return x[0].narrow(node.dim + 1, node.start, node.shape[static_cast<std::size_t>(node.dim)]);
    case Op::Flatten:
        return x[0].flatten(1);
    case Op::ToGrid:
        return x[0].permute({0, 2, 3, 1});
    case Op::ToImage:
        return x[0].permute({0, 3, 1, 2});
    case Op::ToTokens:
        return x[0].flatten(1, 2);
    case Op::MergePatches:
        return mergePatches(x[0]);
    case Op::Resize:
        return torch::upsample_bicubic2d(x[0], {node.kernel, node.kernel}, false);
    case Op::Attention:
        return node.softmax ? multiHeadAttention(x[0], x[1], x[2], node.heads)
                            : multiHeadProduct(x[0], x[1], x[2], node.heads);
    case Op::WindowAttention:
        return attend(i, x[0]);
    case Op::Dropout:
        return torch::dropout(x[0], node.number, is_training());
    case Op::DropPath:
        return is_training() ? dropPath(x[0], node.number) : x[0];
    }
    TORCH_CHECK(false, "an operation that the graph should not have");
}

GraphModule readyGraph(const Graph& graph, TensorMap tensors, torch::ScalarType type,
                       const torch::Device& device)
{
    const Graph fused = graph.fused(tensors);
    GraphModule module(fused);
    loadTensors(*module, tensors);
    module->to(device);
    module->eval();
    module->prepare(type);
    return module;
}

} // namespace transcope::model
