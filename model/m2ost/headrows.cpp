#include "model/m2ost/headrows.h"

namespace transcope::model {

namespace {

/// The head's exact additive split, [B, levels, genes]. Summed over the levels, plus the bias, it is the
/// prediction.
torch::Tensor levelShares(const torch::Tensor& encoded, const torch::Tensor& weight, std::int64_t levels)
{
    const std::int64_t channels = weight.size(1) / levels;
    return torch::einsum("blc,glc->blg", {encoded.view({-1, levels, channels}),
                                          weight.view({weight.size(0), levels, channels})});
}

} // namespace

torch::Tensor headRows(const torch::Tensor& encoded, const torch::Tensor& weight, const torch::Tensor& bias,
                       std::int64_t levels, const M2ostExtras& extras)
{
    const auto expression = torch::linear(encoded, weight, bias);
    if (!extras.any())
        return expression;
    std::vector<torch::Tensor> parts = {expression};
    if (extras.contributions)
        parts.push_back(levelShares(encoded, weight, levels).flatten(1));
    if (extras.encoded)
        parts.push_back(encoded);
    return torch::cat(parts, 1);
}

} // namespace transcope::model
