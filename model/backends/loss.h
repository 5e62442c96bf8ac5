#pragma once

#include <array>
#include <string_view>

namespace transcope::model {

/// What training makes small. The first two are means over spots and genes, of any method that predicts them
/// directly; the others belong to one method's network.
enum class Loss {
    MeanSquared,
    SmoothL1,
    CountsDistilled, ///< Hist2ST's: mean squared error, raw counts, and the prediction from altered patches
    Contrastive,     ///< BLEEP's: patches and expression of the same spots embedded alike
};

/// As options name them.
constexpr std::array<std::string_view, 4> LossNames = {"mse", "smooth-l1", "counts-distilled", "contrastive"};

constexpr bool isPointwise(Loss loss)
{
    return loss == Loss::MeanSquared || loss == Loss::SmoothL1;
}

} // namespace transcope::model
