#pragma once

#include "model/nn/torch.h"

#include <array>

namespace transcope::model {

/// (x − mean) / sd per channel of images.
class ChannelNormalisation
{
public:
    ChannelNormalisation(const std::array<double, 3>& mean, const std::array<double, 3>& sd);
    /// image: [B, 3, H, W] float32; it is scaled first. Result: the same shape, maybe the same memory.
    torch::Tensor operator()(torch::Tensor image, double scale) const;

private:
    bool m_identity;
    torch::Tensor m_mean, m_sd; ///< [1, 3, 1, 1] on the CPU
};

} // namespace transcope::model
