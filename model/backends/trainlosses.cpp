#include "model/backends/trainlosses.h"

namespace transcope::model {

namespace {

constexpr double LeastProbability = 1e-10; ///< whose logarithm is still finite in float32

/// Cross-entropy of softmax(logits) to targets whose rows sum to about 1, per row.
torch::Tensor softCrossEntropy(const torch::Tensor& logits, const torch::Tensor& targets)
{
    return -(targets * logits.log_softmax(1)).sum(1);
}

} // namespace

torch::Tensor pointwiseLoss(Loss loss, const torch::Tensor& predicted, const torch::Tensor& labels)
{
    TORCH_CHECK(isPointwise(loss), "the network has no such loss");
    return loss == Loss::SmoothL1 ? torch::smooth_l1_loss(predicted, labels)
                                  : torch::mse_loss(predicted, labels);
}

torch::Tensor zeroInflatedLoss(const torch::Tensor& counts, const torch::Tensor& mean,
                               const torch::Tensor& dispersion, const torch::Tensor& zeros)
{
    // ln of θ / (θ + μ) and μ / (θ + μ), the chances of a failure and a success.
    const auto sum = (dispersion + mean).log();
    const auto failure = dispersion.log() - sum;
    const auto success = (mean + LeastProbability).log() - sum;
    const auto binomial = (counts + dispersion).lgamma() - dispersion.lgamma() - (counts + 1).lgamma() +
                          dispersion * failure + counts * success;
    const auto counted = binomial + (1 - zeros + LeastProbability).log();
    const auto none = (zeros + (1 - zeros) * (dispersion * failure).exp() + LeastProbability).log();
    return -torch::where(counts.gt(0), counted, none).mean();
}

torch::Tensor contrastiveLoss(const torch::Tensor& spots, const torch::Tensor& images)
{
    const auto logits = torch::matmul(spots, images.t());
    const auto alike = torch::matmul(images, images.t()) + torch::matmul(spots, spots.t());
    const auto targets = (alike / 2).softmax(1);
    return (softCrossEntropy(logits, targets) + softCrossEntropy(logits.t(), targets.t())).mean() / 2;
}

} // namespace transcope::model
