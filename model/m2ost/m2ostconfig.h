#pragma once

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

    int levelCount() const { return static_cast<int>(levels.size()); }
    /// Tokens of a level, without cls: (level + 1) · (imageSize / patchSize)².
    int tokens(int level) const { return (level + 1) * (imageSize / patchSize) * (imageSize / patchSize); }
    bool operator==(const M2ostConfig&) const = default;
};

/// What is wrong with a configuration, in words; empty if nothing is. Checks the level set, divisibility, and
/// limits wide enough for any real model that keep a damaged file from asking for absurd amounts of memory.
std::string validate(const M2ostConfig& config);

} // namespace transcope::model
