#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// Batch normalisation over [N, C, H, W], eps 1e-5, momentum 0.1: by the batch's own statistics in training
/// mode, by the running ones otherwise. Parameters: weight, bias; buffers: running_mean, running_var (without
/// PyTorch's num_batches_tracked, which computes nothing).
class BatchNormImpl : public torch::nn::Cloneable<BatchNormImpl>
{
public:
    explicit BatchNormImpl(std::int64_t channels);
    void reset() override;
    torch::Tensor forward(const torch::Tensor& x);

    torch::Tensor weight, bias, runningMean, runningVar;

private:
    std::int64_t m_channels;
};
TORCH_MODULE(BatchNorm);

} // namespace transcope::model
