#include "model/training/mixedmodel.h"

namespace transcope::model {

namespace {

/// oneDNN multiplies bfloat16 in hardware from AVX512-BF16 on; without it, it is slower than float32.
bool cpuHasBFloat16()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

/// Parameters, then running statistics.
std::vector<std::pair<std::string, torch::Tensor>> tensorsByName(const torch::nn::Module& module)
{
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const auto& list : {module.named_parameters(), module.named_buffers()})
        for (const auto& item : list)
            tensors.emplace_back(item.key(), item.value());
    return tensors;
}

/// Looks at the values where they are.
torch::Tensor asTensor(const HostTensor& values)
{
    return torch::from_blob(const_cast<float*>(values.data.data()), values.shape);
}

} // namespace

torch::Dtype trainingType(const std::string& precision, const torch::Device& device)
{
    if (precision == "bfloat16" || (precision == "auto" && (device.is_cuda() || cpuHasBFloat16())))
        return torch::kBFloat16;
    return torch::kFloat;
}

MixedModel::MixedModel(const TrainSetup& setup, const TrainOptions& options, torch::Dtype type,
                       const torch::Device& device)
    : m_type(type), m_master(setup.method->trainable(*setup.method, setup.network, setup.patches))
{
    m_master->module().to(device);
    torch::NoGradGuard guard;
    for (const auto& [key, tensor] : tensorsByName(m_master->module())) {
        const std::string name = m_master->nameOf(key);
        if (name.starts_with("pos_embedding"))
            tensor.mul_(options.positionScale);
        m_names.push_back(name);
        m_parameters.push_back(tensor);
    }
    // With a running average the copy also computes what the average predicts, while the parameters stay.
    if (type == torch::kFloat && options.averaging == 0) {
        m_work = m_master;
    } else {
        m_work = setup.method->trainable(*setup.method, setup.network, setup.patches);
        m_work->module().to(device);
        m_work->setType(type);
    }
    for (const auto& [name, tensor] : tensorsByName(m_work->module()))
        m_working.push_back(tensor);
    use(m_parameters);
}

void MixedModel::startAt(const LabelStart& labels)
{
    torch::NoGradGuard guard;
    m_master->startAt(labels);
    use(m_parameters);
}

void MixedModel::use(const std::vector<torch::Tensor>& values)
{
    torch::NoGradGuard guard;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!m_working[i].is_same(values[i]))
            m_working[i].copy_(values[i]);
}

void MixedModel::takeGradients()
{
    if (m_work == m_master)
        return;
    torch::NoGradGuard guard;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        if (!m_parameters[i].requires_grad()) { // running statistics
            m_parameters[i].copy_(m_working[i]);
            continue;
        }
        torch::Tensor& gradient = m_working[i].mutable_grad();
        m_parameters[i].mutable_grad() = gradient.defined() ? gradient.to(torch::kFloat) : torch::Tensor();
        gradient.reset();
    }
}

TensorMap MixedModel::toTensorMap(const std::vector<torch::Tensor>& values) const
{
    TensorMap map;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto host = values[i].detach().to(torch::kCPU, torch::kFloat).contiguous();
        map[m_names[i]] = {host.sizes().vec(),
                           std::vector<float>(host.data_ptr<float>(), host.data_ptr<float>() + host.numel())};
    }
    return map;
}

int MixedModel::loadMatching(const TensorMap& tensors, bool withHead)
{
    torch::NoGradGuard guard;
    int set = 0;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const auto found = tensors.find(m_names[i]);
        if (found == tensors.end() || found->second.shape != m_parameters[i].sizes().vec() ||
            (m_master->isHead(m_names[i]) && !withHead))
            continue;
        m_parameters[i].copy_(asTensor(found->second));
        ++set;
    }
    use(m_parameters);
    return set;
}

core::Result<void> MixedModel::load(const TensorMap& tensors)
{
    torch::NoGradGuard guard;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const auto found = tensors.find(m_names[i]);
        if (found == tensors.end() || found->second.shape != m_parameters[i].sizes().vec())
            return core::fail(core::ErrorCode::ModelFailure,
                              "the weights' tensor " + m_names[i] + " is missing or has another shape");
        m_parameters[i].copy_(asTensor(found->second));
    }
    use(m_parameters);
    return {};
}

} // namespace transcope::model
