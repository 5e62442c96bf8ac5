#include "model/nn/batchnorm.h"

namespace transcope::model {

BatchNormImpl::BatchNormImpl(std::int64_t channels) : m_channels(channels)
{
    reset();
}

void BatchNormImpl::reset()
{
    weight = register_parameter("weight", torch::ones(m_channels));
    bias = register_parameter("bias", torch::zeros(m_channels));
    runningMean = register_buffer("running_mean", torch::zeros(m_channels));
    runningVar = register_buffer("running_var", torch::ones(m_channels));
}

torch::Tensor BatchNormImpl::forward(const torch::Tensor& x)
{
    return torch::batch_norm(x, weight, bias, runningMean, runningVar, is_training(), /*momentum=*/0.1,
                             /*eps=*/1e-5, /*cudnn_enabled=*/true);
}

} // namespace transcope::model
