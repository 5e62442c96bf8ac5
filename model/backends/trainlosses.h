#pragma once

#include "model/backends/loss.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// loss: one that isPointwise(). predicted, labels: [B, genes].
torch::Tensor pointwiseLoss(Loss loss, const torch::Tensor& predicted, const torch::Tensor& labels);

/// The mean of −ln P(count) of a zero-inflated negative binomial: with the chance `zeros` a count is 0, else
/// it is negative binomial of this mean and dispersion. All [N, genes], counts ≥ 0, mean and dispersion > 0,
/// zeros in [0, 1].
torch::Tensor zeroInflatedLoss(const torch::Tensor& counts, const torch::Tensor& mean,
                               const torch::Tensor& dispersion, const torch::Tensor& zeros);

/// BLEEP's at temperature 1 (Xie et al. 2024): each spot's patch is to be found by its expression and the
/// other way round, spots that resemble each other counting as partly right. spots, images: the embeddings of
/// the same spots, [B, width].
torch::Tensor contrastiveLoss(const torch::Tensor& spots, const torch::Tensor& images);

} // namespace transcope::model
