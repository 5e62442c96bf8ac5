#include "model/graph/graph.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace transcope::model {

namespace {

std::int64_t product(const std::vector<std::int64_t>& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

std::int64_t slidExtent(std::int64_t extent, const Node& node)
{
    return (extent + 2 * node.padding - node.kernel) / node.stride + 1;
}

Node nodeOf(Op op, std::vector<int> inputs, const std::string& name = {})
{
    Node node;
    node.op = op;
    node.inputs = std::move(inputs);
    node.name = name;
    return node;
}

} // namespace

std::string tensorName(const std::string& name, const char* part)
{
    return name.ends_with('_') ? name + part : name + "." + part;
}

std::int64_t Graph::extent(Value x, int dim) const
{
    return shapeOf(x).at(static_cast<std::size_t>(dim));
}

void Graph::want(bool right, const Node& node, Value x) const
{
    if (right)
        return;
    std::string shape;
    for (const auto extent : shapeOf(x))
        shape += " " + std::to_string(extent);
    throw std::invalid_argument("operation " + std::to_string(m_nodes.size()) + " of the graph " + node.name +
                                " cannot take a value of shape" + shape);
}

void Graph::declare(const std::string& name, std::vector<std::int64_t> shape)
{
    if (!m_tensors.emplace(name, std::move(shape)).second)
        throw std::invalid_argument("the graph has two tensors " + name);
}

/// The tensors that a node's kind and shapes call for.
void Graph::declareTensorsOf(const Node& node)
{
    const auto add = [&](const char* part, std::vector<std::int64_t> shape) {
        declare(tensorName(node.name, part), std::move(shape));
    };
    switch (node.op) {
    case Op::Convolution:
        add("weight", {node.shape[0], extent(node.inputs[0], 0) / node.groups, node.kernel, node.kernel});
        if (node.bias)
            add("bias", {node.shape[0]});
        break;
    case Op::BatchNorm:
        for (const char* part : {"weight", "bias", "running_mean", "running_var"})
            add(part, {node.shape[0]});
        break;
    case Op::LayerNorm:
        add("weight", {node.shape.back()});
        add("bias", {node.shape.back()});
        break;
    case Op::Linear:
        add("weight", {node.shape.back(), shapeOf(node.inputs[0]).back()});
        if (node.bias)
            add("bias", {node.shape.back()});
        break;
    case Op::ChannelScale:
        declare(node.name, {node.shape[0], 1, 1});
        break;
    case Op::WindowAttention:
        declare(node.name, {(2 * node.window - 1) * (2 * node.window - 1), node.heads});
        break;
    case Op::Parameter: {
        auto shape = node.shape;
        shape.insert(shape.begin(), 1);
        declare(node.name, std::move(shape));
        break;
    }
    default:
        break;
    }
}

Graph::Value Graph::append(Node node)
{
    declareTensorsOf(node);
    m_nodes.push_back(std::move(node));
    return static_cast<Value>(m_nodes.size()) - 1;
}

Graph::Value Graph::sameShape(Op op, const std::vector<Value>& inputs, double number)
{
    Node node = nodeOf(op, inputs);
    node.shape = shapeOf(inputs.front());
    node.number = number;
    return append(std::move(node));
}

Graph::Value Graph::input(const std::string& name, std::vector<std::int64_t> shape)
{
    Node node = nodeOf(Op::Input, {}, name);
    node.shape = std::move(shape);
    return append(std::move(node));
}

Graph::Value Graph::parameter(const std::string& name, const std::vector<std::int64_t>& shape)
{
    Node node = nodeOf(Op::Parameter, {}, name);
    node.shape.assign(shape.begin() + 1, shape.end());
    return append(std::move(node));
}

Graph::Value Graph::convolution(const std::string& name, Value x, const Convolution& options)
{
    Node node = nodeOf(Op::Convolution, {x}, name);
    node.kernel = options.kernel;
    node.stride = options.stride;
    node.padding = options.padding;
    node.groups = options.groups;
    node.bias = options.bias;
    want(shapeOf(x).size() == 3 && extent(x, 0) % options.groups == 0, node, x);
    node.shape = {options.out, slidExtent(extent(x, 1), node), slidExtent(extent(x, 2), node)};
    return append(std::move(node));
}

Graph::Value Graph::batchNorm(const std::string& name, Value x)
{
    Node node = nodeOf(Op::BatchNorm, {x}, name);
    want(shapeOf(x).size() == 3, node, x);
    node.shape = shapeOf(x);
    node.number = 1e-5;
    return append(std::move(node));
}

Graph::Value Graph::layerNorm(const std::string& name, Value x, double eps)
{
    Node node = nodeOf(Op::LayerNorm, {x}, name);
    node.shape = shapeOf(x);
    node.number = eps;
    return append(std::move(node));
}

Graph::Value Graph::linear(const std::string& name, Value x, int out, bool bias)
{
    Node node = nodeOf(Op::Linear, {x}, name);
    node.shape = shapeOf(x);
    node.shape.back() = out;
    node.bias = bias;
    return append(std::move(node));
}

Graph::Value Graph::add(Value x, Value y)
{
    want(shapeOf(x) == shapeOf(y), nodeOf(Op::Add, {}), y);
    return sameShape(Op::Add, {x, y});
}

Graph::Value Graph::average(Value x, Value y)
{
    want(shapeOf(x) == shapeOf(y), nodeOf(Op::Average, {}), y);
    return sameShape(Op::Average, {x, y});
}

Graph::Value Graph::channelScale(const std::string& name, Value x, double first)
{
    Node node = nodeOf(Op::ChannelScale, {x}, name);
    want(shapeOf(x).size() == 3, node, x);
    node.shape = shapeOf(x);
    node.number = first;
    return append(std::move(node));
}

Graph::Value Graph::pooled(Op op, Value x, int kernel, int stride, int padding)
{
    Node node = nodeOf(op, {x});
    node.kernel = kernel;
    node.stride = stride;
    node.padding = padding;
    want(shapeOf(x).size() == 3, node, x);
    node.shape = {extent(x, 0), slidExtent(extent(x, 1), node), slidExtent(extent(x, 2), node)};
    return append(std::move(node));
}

Graph::Value Graph::maxPool(Value x, int kernel, int stride, int padding)
{
    return pooled(Op::MaxPool, x, kernel, stride, padding);
}

Graph::Value Graph::averagePool(Value x, int kernel)
{
    return pooled(Op::AveragePool, x, kernel, kernel, 0);
}

Graph::Value Graph::globalAverage(Value x)
{
    Node node = nodeOf(Op::GlobalAverage, {x});
    want(shapeOf(x).size() == 3, node, x);
    node.shape = {extent(x, 0)};
    return append(std::move(node));
}

Graph::Value Graph::concatenate(const std::vector<Value>& values, int dim)
{
    Node node = nodeOf(Op::Concatenate, values);
    node.dim = dim;
    node.shape = shapeOf(values.front());
    auto& extentThere = node.shape.at(static_cast<std::size_t>(dim));
    extentThere = 0;
    for (const Value value : values)
        extentThere += extent(value, dim);
    return append(std::move(node));
}

Graph::Value Graph::slice(Value x, int dim, std::int64_t start, std::int64_t length)
{
    Node node = nodeOf(Op::Slice, {x});
    want(start + length <= extent(x, dim), node, x);
    node.dim = dim;
    node.start = start;
    node.shape = shapeOf(x);
    node.shape[static_cast<std::size_t>(dim)] = length;
    return append(std::move(node));
}

Graph::Value Graph::flatten(Value x)
{
    Node node = nodeOf(Op::Flatten, {x});
    node.shape = {product(shapeOf(x))};
    return append(std::move(node));
}

Graph::Value Graph::toGrid(Value x)
{
    Node node = nodeOf(Op::ToGrid, {x});
    want(shapeOf(x).size() == 3, node, x);
    node.shape = {extent(x, 1), extent(x, 2), extent(x, 0)};
    return append(std::move(node));
}

Graph::Value Graph::toImage(Value x)
{
    Node node = nodeOf(Op::ToImage, {x});
    want(shapeOf(x).size() == 3, node, x);
    node.shape = {extent(x, 2), extent(x, 0), extent(x, 1)};
    return append(std::move(node));
}

Graph::Value Graph::toTokens(Value x)
{
    Node node = nodeOf(Op::ToTokens, {x});
    want(shapeOf(x).size() == 3, node, x);
    node.shape = {extent(x, 0) * extent(x, 1), extent(x, 2)};
    return append(std::move(node));
}

Graph::Value Graph::mergePatches(Value x)
{
    Node node = nodeOf(Op::MergePatches, {x});
    want(shapeOf(x).size() == 3 && extent(x, 0) % 2 == 0 && extent(x, 1) % 2 == 0, node, x);
    node.shape = {extent(x, 0) / 2, extent(x, 1) / 2, 4 * extent(x, 2)};
    return append(std::move(node));
}

Graph::Value Graph::resize(Value x, int size)
{
    Node node = nodeOf(Op::Resize, {x});
    want(shapeOf(x).size() == 3, node, x);
    node.kernel = size;
    node.shape = {extent(x, 0), size, size};
    return append(std::move(node));
}

Graph::Value Graph::attention(Value q, Value k, Value v, int heads, bool softmax)
{
    Node node = nodeOf(Op::Attention, {q, k, v});
    want(shapeOf(q).size() == 2 && extent(q, 1) % heads == 0, node, q);
    want(shapeOf(k) == shapeOf(v) && extent(k, 1) == extent(q, 1), node, k);
    node.heads = heads;
    node.softmax = softmax;
    node.shape = shapeOf(q);
    return append(std::move(node));
}

Graph::Value Graph::windowAttention(const std::string& name, Value qkv, int heads, int window, int shift)
{
    Node node = nodeOf(Op::WindowAttention, {qkv}, name);
    node.heads = heads;
    node.window = window;
    node.shift = window < extent(qkv, 0) ? shift : 0; // one window is all there is
    want(shapeOf(qkv).size() == 3 && extent(qkv, 0) % window == 0 && extent(qkv, 1) % window == 0 &&
             extent(qkv, 2) % (3 * heads) == 0,
         node, qkv);
    node.shape = shapeOf(qkv);
    node.shape[2] /= 3;
    return append(std::move(node));
}

std::vector<Graph::Value> Graph::inputs() const
{
    std::vector<Value> result;
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        if (m_nodes[i].op == Op::Input)
            result.push_back(static_cast<Value>(i));
    return result;
}

bool Graph::isHead(const std::string& tensor) const
{
    std::vector<Value> at;
    for (const auto& [name, value] : m_outputs)
        at.push_back(value);
    while (!at.empty()) {
        const Node& node = m_nodes[index(at.back())];
        at.pop_back();
        if (node.op == Op::Linear &&
            (tensor == tensorName(node.name, "weight") || tensor == tensorName(node.name, "bias")))
            return true;
        if (node.op == Op::Average)
            at.insert(at.end(), node.inputs.begin(), node.inputs.end());
    }
    return false;
}

} // namespace transcope::model
