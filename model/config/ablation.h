#pragma once

#include <optional>
#include <string_view>

namespace transcope::model {

/// The paper's ablations (Table 1); each includes the ones before it. C channels per level, M levels, D =
/// M·C. The paper gives their counts and no formulas; what is not said there is as in a pre-norm vision
/// transformer: both MLPs below are x + Linear(GELU(Linear(LayerNorm(x)))).
enum class Ablation {
    None,
    /// A P_0 of its own for every level, on the whole patch; all levels have (imageSize / patchSize)² + 1
    /// tokens.
    WithoutDpe,
    /// Instead of ITMM and its feed-forward part one pre-norm attention over tokens whose channels are all
    /// levels' (D wide, M·heads heads), then an MLP D → channelHidden → D: every level sees every other in
    /// it.
    UnifiedAttention,
    WithoutCtmm,
    /// Instead of CCMM an MLP of its widths per token, D → channelHidden → D.
    WithoutCcmm,
};

constexpr Ablation AllAblations[] = {Ablation::None, Ablation::WithoutDpe, Ablation::UnifiedAttention,
                                     Ablation::WithoutCtmm, Ablation::WithoutCcmm};

/// As configurations name it: "none", "without-dpe", "unified-attention", "without-ctmm", "without-ccmm".
std::string_view ablationKey(Ablation ablation);
std::optional<Ablation> ablationNamed(std::string_view key);

/// For tables, cumulative: "M2OST", "without DPE", "+ unified attention", "+ without CTMM", "+ MLP for CCMM".
std::string_view ablationTitle(Ablation ablation);

} // namespace transcope::model
