#pragma once

#include "model/config/m2ostextras.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// The rows that M2OST's linear head makes of encoded [B, levels · C]: the prediction and the extras, [B,
/// genes
/// + …]. weight: [genes, levels · C], bias: [genes].
torch::Tensor headRows(const torch::Tensor& encoded, const torch::Tensor& weight, const torch::Tensor& bias,
                       std::int64_t levels, const M2ostExtras& extras);

} // namespace transcope::model
