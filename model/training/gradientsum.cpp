#include "model/training/gradientsum.h"

#include "core/base/try.h"

namespace transcope::model {

core::Result<double> sumGradients(ProcessGroup& group, const std::vector<torch::Tensor>& parameters,
                                  const core::Result<double>& loss)
{
    if (group.alone())
        return loss;
    torch::NoGradGuard guard;
    // All in one message: the gradients one after the other, how many processes have each, the loss.
    std::vector<torch::Tensor> parts;
    auto holders = torch::zeros({static_cast<std::int64_t>(parameters.size()) + 1}, torch::kFloat);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const torch::Tensor& gradient = parameters[i].grad();
        parts.push_back((gradient.defined() ? gradient : torch::zeros_like(parameters[i])).flatten());
        holders[static_cast<std::int64_t>(i)] = gradient.defined() ? 1.f : 0.f;
    }
    holders[-1] = static_cast<float>(loss.value_or(0));
    parts.push_back(holders.to(parameters.front().device()));
    auto message = torch::cat(parts);
    TRY_RUN(group.sum(message, loss ? core::Result<void>() : tl::unexpected(loss.error())));
    std::int64_t at = 0;
    holders = message.narrow(0, message.numel() - holders.numel(), holders.numel()).to(torch::kCPU);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const torch::Tensor& p = parameters[i];
        if (holders[static_cast<std::int64_t>(i)].item<float>() > 0)
            p.mutable_grad() = message.narrow(0, at, p.numel()).view_as(p);
        at += p.numel();
    }
    return holders[-1].item<double>();
}

} // namespace transcope::model
