#pragma once

#include "model/weights/tensor.h"

#include <string>

namespace transcope::model {

/// What an operation of a Graph computes. Shapes are without the batch, which every value has as its first
/// dimension: images [C, H, W], grids [H, W, C], tokens [N, C], vectors [C].
enum class Op {
    Input,
    Parameter,   ///< a tensor of the network itself, the same for the whole batch
    Convolution, ///< of an image; weight [out, C / groups, kernel, kernel], bias [out]
    BatchNorm,   ///< of an image; weight, bias, running_mean, running_var [C]; eps 1e-5
    LayerNorm,   ///< over the last dimension; weight, bias [C]
    Linear,      ///< of the last dimension; weight [out, in], bias [out]
    Relu,
    Gelu,          ///< x · Φ(x), by the error function
    Add,           ///< two values, or a value and a Parameter that is broadcast
    Average,       ///< (a + b) / 2
    ChannelScale,  ///< image times a parameter [C, 1, 1]
    MaxPool,       ///< of an image
    AveragePool,   ///< of an image
    GlobalAverage, ///< [C, H, W] → [C]
    Concatenate,   ///< along `dim`
    Slice,         ///< start … start + length − 1 along `dim`; a length of 1 keeps the dimension
    Flatten,       ///< all dimensions but the batch into one
    ToGrid,        ///< [C, H, W] → [H, W, C]
    ToImage,       ///< [H, W, C] → [C, H, W]
    ToTokens,      ///< [H, W, C] → [H·W, C], row by row
    MergePatches, ///< [H, W, C] → [H/2, W/2, 4C]: of each 2 × 2 the left two, upper first, then the right two
    Resize,       ///< an image to kernel × kernel px, bicubic, corners not aligned
    Attention, ///< softmax(q kᵀ / √d) v by heads; inputs q [N, C], k and v [K, C]; without softmax where
               ///< !softmax
    WindowAttention, ///< within shifted windows of a grid (Liu et al. 2021); input the q, k, v of [H, W, 3C]
    Dropout,         ///< in training only: values
    DropPath,        ///< in training only: whole samples of a residual branch (stochastic depth)
};

/// One operation and the value that it makes.
struct Node
{
    Op op = Op::Input;
    std::vector<int> inputs; ///< indices of earlier nodes
    std::string name;        ///< of the input, or of the tensors (tensorName()); empty where there are none
    std::vector<std::int64_t> shape; ///< of the value, without the batch
    int kernel = 0, stride = 1, padding = 0, groups = 1;
    bool bias = true;
    bool softmax = true; ///< of an Attention
    bool relu = false;   ///< a convolution's result passes a ReLU (Graph::fused)
    int heads = 0, window = 0, shift = 0;
    int dim = 0; ///< without the batch
    std::int64_t start = 0;
    double number = 0; ///< a norm's eps; the rate of Dropout and DropPath; a ChannelScale's first value
};

/// name + "." + part; without the dot where the name ends in "_", as torchvision's "in_proj_weight" wants.
std::string tensorName(const std::string& name, const char* part);

/// Shapes by name.
using Shapes = std::map<std::string, std::vector<std::int64_t>>;

/// A convolution's options; the bias is off where a norm follows.
struct Convolution
{
    int out = 0, kernel = 1, stride = 1, padding = 0, groups = 1;
    bool bias = true;
};

/// A network as a list of operations, written once: from it follow the names and shapes of its tensors, its
/// counts (model/counting/graphcount.h) and, with weights, what it computes (model/nn/graphmodule.h).
/// Values are indices of nodes. Wrong shapes throw std::invalid_argument: they are errors of whoever wrote
/// the network.
class Graph
{
public:
    using Value = int;

    Value input(const std::string& name, std::vector<std::int64_t> shape);
    /// shape: of the tensor, [1, …]; the value's is without the leading 1.
    Value parameter(const std::string& name, const std::vector<std::int64_t>& shape);
    Value convolution(const std::string& name, Value x, const Convolution& options);
    Value batchNorm(const std::string& name, Value x);
    Value layerNorm(const std::string& name, Value x, double eps = 1e-5);
    Value linear(const std::string& name, Value x, int out, bool bias = true);
    Value relu(Value x) { return sameShape(Op::Relu, {x}); }
    Value gelu(Value x) { return sameShape(Op::Gelu, {x}); }
    Value add(Value x, Value y);
    Value average(Value x, Value y);
    Value channelScale(const std::string& name, Value x, double first);
    Value maxPool(Value x, int kernel, int stride, int padding = 0);
    Value averagePool(Value x, int kernel);
    Value globalAverage(Value x);
    Value concatenate(const std::vector<Value>& values, int dim);
    Value slice(Value x, int dim, std::int64_t start, std::int64_t length);
    Value flatten(Value x);
    Value toGrid(Value x);
    Value toImage(Value x);
    Value toTokens(Value x);
    Value mergePatches(Value x);
    Value resize(Value x, int size);
    Value attention(Value q, Value k, Value v, int heads, bool softmax = true);
    /// name: of the bias table [(2·window − 1)², heads].
    Value windowAttention(const std::string& name, Value qkv, int heads, int window, int shift);
    Value dropout(Value x, double rate) { return sameShape(Op::Dropout, {x}, rate); }
    Value dropPath(Value x, double rate) { return sameShape(Op::DropPath, {x}, rate); }
    void output(const std::string& name, Value x) { m_outputs.emplace_back(name, x); }

    const std::vector<std::int64_t>& shapeOf(Value x) const { return m_nodes.at(index(x)).shape; }
    const std::vector<Node>& nodes() const { return m_nodes; }
    /// In the order of input().
    std::vector<Value> inputs() const;
    const std::vector<std::pair<std::string, Value>>& outputs() const { return m_outputs; }
    /// Every tensor of the network, running statistics too.
    const Shapes& tensors() const { return m_tensors; }

    /// Whether a tensor is of a linear layer that gives an output, at most averaged with others.
    bool isHead(const std::string& tensor) const;

    /// The network without the layers that isHead() means, for what it says of an image before them: one
    /// output "features", what they took (of two, one after the other).
    Graph features() const;

    /// The same computation for inference: batch norms that follow a convolution are folded into it (in
    /// `tensors` too, by arithmetic in double), a ReLU after it is its own, what acts in training alone is
    /// gone. `tensors`: all that tensors() lists.
    Graph fused(TensorMap& tensors) const;

private:
    static std::size_t index(Value x) { return static_cast<std::size_t>(x); }
    Value append(Node node);
    Value sameShape(Op op, const std::vector<Value>& inputs, double number = 0);
    Value pooled(Op op, Value x, int kernel, int stride, int padding);
    void declare(const std::string& name, std::vector<std::int64_t> shape);
    std::int64_t extent(Value x, int dim) const;
    void want(bool right, const Node& node, Value x) const;
    void declareTensorsOf(const Node& node);

    std::vector<Node> m_nodes;
    std::vector<std::pair<std::string, Value>> m_outputs;
    Shapes m_tensors;
};

} // namespace transcope::model
