#include "model/nn/graphstart.h"

#include <algorithm>
#include <cmath>

namespace transcope::model {

namespace {

constexpr double Deviation = 0.02;

/// Per operation, its tensors by part of the name.
class Starter
{
public:
    Starter(const Graph& graph, torch::nn::Module& module, Start start)
        : m_start(start), m_parameters(module.named_parameters()), m_buffers(module.named_buffers()),
          m_rectified(
              std::ranges::any_of(graph.nodes(), [](const Node& node) { return node.op == Op::Relu; }))
    {
    }

    void start(const Node& node)
    {
        switch (node.op) {
        case Op::Convolution:
            if (m_start == Start::Pytorch) {
                startUniform(node);
                break;
            }
            startWeight(tensor(node, "weight"), 2.0 / (node.kernel * node.kernel * node.shape[0]));
            if (node.bias)
                tensor(node, "bias").zero_();
            break;
        case Op::Linear:
            if (m_start == Start::Pytorch || m_rectified)
                startUniform(node);
            else
                startNormal(node);
            break;
        case Op::BatchNorm:
            m_buffers[tensorName(node.name, "running_mean")].zero_();
            m_buffers[tensorName(node.name, "running_var")].fill_(1);
            [[fallthrough]];
        case Op::LayerNorm:
            tensor(node, "weight").fill_(1);
            tensor(node, "bias").zero_();
            break;
        case Op::ChannelScale:
            m_parameters[node.name].fill_(node.number);
            break;
        case Op::Parameter:
        case Op::WindowAttention:
            m_parameters[node.name].normal_(0, Deviation);
            break;
        default:
            break;
        }
    }

private:
    torch::Tensor& tensor(const Node& node, const char* part)
    {
        return m_parameters[tensorName(node.name, part)];
    }
    void startWeight(torch::Tensor& weight, double kaimingVariance)
    {
        weight.normal_(0, m_rectified ? std::sqrt(kaimingVariance) : Deviation);
    }
    void startUniform(const Node& node)
    {
        auto& weight = tensor(node, "weight");
        const double bound = 1 / std::sqrt(static_cast<double>(weight.numel() / weight.size(0)));
        weight.uniform_(-bound, bound);
        if (node.bias)
            tensor(node, "bias").uniform_(-bound, bound);
    }
    void startNormal(const Node& node)
    {
        tensor(node, "weight").normal_(0, Deviation);
        if (node.bias)
            tensor(node, "bias").zero_();
    }

    Start m_start;
    torch::OrderedDict<std::string, torch::Tensor> m_parameters, m_buffers;
    bool m_rectified;
};

} // namespace

void initialise(const Graph& graph, torch::nn::Module& module, Start start)
{
    const torch::NoGradGuard noGrad;
    Starter starter(graph, module, start);
    for (const Node& node : graph.nodes())
        starter.start(node);
}

} // namespace transcope::model
