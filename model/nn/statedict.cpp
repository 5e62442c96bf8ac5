#include "model/nn/statedict.h"

namespace transcope::model {

namespace {

void copyInto(torch::Tensor target, const std::string& name, const TensorMap& tensors)
{
    if (!target.is_floating_point())
        return;
    const auto found = tensors.find(name);
    TORCH_CHECK(found != tensors.end(), "tensor ", name, " is missing");
    TORCH_CHECK(target.sizes().vec() == found->second.shape, "tensor ", name, " has the shape ",
                torch::IntArrayRef(found->second.shape), ", the model needs ", target.sizes());
    target.copy_(toTorch(found->second));
}

} // namespace

void loadTensors(torch::nn::Module& module, const TensorMap& tensors)
{
    const torch::NoGradGuard noGrad;
    for (const auto& item : module.named_parameters())
        copyInto(item.value(), item.key(), tensors);
    for (const auto& item : module.named_buffers())
        copyInto(item.value(), item.key(), tensors);
}

TensorMap tensorsOf(const torch::nn::Module& module)
{
    TensorMap tensors;
    for (const auto& item : module.named_parameters())
        tensors[item.key()] = toHostTensor(item.value());
    for (const auto& item : module.named_buffers())
        if (item.value().is_floating_point())
            tensors[item.key()] = toHostTensor(item.value());
    return tensors;
}

HostTensor toHostTensor(const torch::Tensor& tensor)
{
    const auto copy = tensor.detach().to(torch::kCPU, torch::kFloat).contiguous();
    const float* data = copy.data_ptr<float>();
    return {copy.sizes().vec(), std::vector<float>(data, data + copy.numel())};
}

torch::Tensor toTorch(const HostTensor& tensor)
{
    auto result = torch::empty(tensor.shape, torch::kFloat);
    std::copy(tensor.data.begin(), tensor.data.end(), result.data_ptr<float>());
    return result;
}

} // namespace transcope::model
