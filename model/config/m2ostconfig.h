#pragma once

#include "model/config/ablation.h"

#include <string>
#include <vector>

namespace transcope::model {

/// M2OST's shape. The defaults are the only configuration found that gives the paper's 6.81 M parameters and
/// 2.24 G operations exactly; `levels` may be any ascending subset of {0, 1, 2, 3}.
struct M2ostConfig
{
    std::vector<int> levels = {0, 1, 2}; ///< level i covers imageSize · 2^i level-0 px
    int genes = 250;                     ///< k
    int imageSize = 224;                 ///< px of every patch
    int patchSize = 16;                  ///< p; patch embedder P_k has p / 2^k
    int channels = 192;                  ///< C per level
    int embedding = 576;                 ///< D of the patch embedders, fixed whatever the level count
    int heads = 3;                       ///< of channels / heads
    int layers = 4;                      ///< N
    int mlpHidden = 128;                 ///< ITMM feed-forward
    int channelHidden = 384;             ///< CCMM
    Ablation ablation = Ablation::None;  ///< what the paper's Table 1 takes away

    int levelCount() const { return static_cast<int>(levels.size()); }
    /// D = M·C: channels of all levels side by side.
    int width() const { return levelCount() * channels; }
    /// Tokens that one patch embedder makes of an image: (imageSize / patchSize)².
    int gridTokens() const { return (imageSize / patchSize) * (imageSize / patchSize); }
    /// Patch embedders that see a level: P_level … P_0 with DPE, one without.
    int embeddersOf(int level) const { return hasDpe() ? level + 1 : 1; }
    /// Tokens of a level, without cls.
    int tokens(int level) const { return embeddersOf(level) * gridTokens(); }
    bool hasDpe() const { return ablation < Ablation::WithoutDpe; }
    bool hasItmm() const { return ablation < Ablation::UnifiedAttention; }
    bool hasCtmm() const { return ablation < Ablation::WithoutCtmm && levelCount() > 1; }
    bool hasCcmm() const { return ablation < Ablation::WithoutCcmm; }
    bool operator==(const M2ostConfig&) const = default;
};

/// What is wrong with a configuration, in words; empty if nothing is. Checks the level set, divisibility, and
/// limits wide enough for any real model that keep a damaged file from asking for absurd amounts of memory.
std::string validate(const M2ostConfig& config);

} // namespace transcope::model
