#include "model/backends/istarheads.h"

#include "model/comparators/hipt.h"

namespace transcope::model {

namespace {

/// A module that is there for its name in the tensors' paths.
std::shared_ptr<torch::nn::Module> folder(torch::nn::Module& parent, const std::string& name)
{
    return parent.register_module(name, std::make_shared<torch::nn::Module>());
}

torch::nn::Linear linearIn(torch::nn::Module& parent, const std::string& name, std::int64_t in,
                           std::int64_t out)
{
    return folder(parent, name)->register_module("linear", torch::nn::Linear(in, out));
}

} // namespace

IstarHeadsImpl::IstarHeadsImpl(int heads, std::int64_t genes)
{
    const auto all = folder(*this, "heads");
    for (int number = 0; number < heads; ++number) {
        const auto place = folder(*all, std::to_string(number));
        const auto hidden = folder(*place, "net_lat");
        Head& head = m_heads.emplace_back();
        for (int layer = 0; layer < IstarLayers; ++layer)
            head.hidden.push_back(linearIn(*hidden, std::to_string(layer),
                                           layer == 0 ? IstarFeatures : IstarWidth, IstarWidth));
        head.out = linearIn(*place, "net_out", IstarWidth, genes);
    }
    const auto range = folder(*this, "range");
    m_low = range->register_buffer("low", torch::zeros({genes}));
    m_high = range->register_buffer("high", torch::ones({genes}));
}

void IstarHeadsImpl::setRange(const torch::Tensor& low, const torch::Tensor& high)
{
    m_low.copy_(low);
    m_high.copy_(high);
}

torch::Tensor IstarHeadsImpl::scaled(const torch::Tensor& values) const
{
    constexpr double Least = 1e-12; // as iStar has it
    return (values - m_low) / (m_high - m_low + Least);
}

torch::Tensor IstarHeadsImpl::pass(Head& head, torch::Tensor x)
{
    for (auto& layer : head.hidden)
        x = torch::leaky_relu(layer(x), 0.1);
    return torch::elu(head.out(x).to(torch::kFloat), 0.01) + 0.01;
}

std::vector<torch::Tensor> IstarHeadsImpl::each(const torch::Tensor& features)
{
    std::vector<torch::Tensor> scaled;
    for (Head& head : m_heads)
        scaled.push_back(pass(head, features));
    return scaled;
}

torch::Tensor IstarHeadsImpl::predict(const torch::Tensor& features)
{
    return unscaled(std::get<0>(torch::stack(each(features)).median(0)));
}

torch::Tensor meansOfSpots(const torch::Tensor& values, const torch::Tensor& counts)
{
    const auto spots = torch::arange(counts.size(0), counts.options()).repeat_interleave(counts);
    return torch::zeros({counts.size(0), values.size(1)}, values.options())
        .index_add(0, spots, values)
        .div(counts.to(values.scalar_type()).unsqueeze(1));
}

} // namespace transcope::model
