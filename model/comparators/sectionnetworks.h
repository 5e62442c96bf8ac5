#pragma once

#include "core/base/result.h"
#include "model/graph/graph.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace transcope::model {

/// What HisToGene and Hist2ST, which see all spots of a section at once, are made of.
struct SectionConfig
{
    int imageSize = 112;     ///< px of a spot's patch
    int genes = 250;         ///< outputs
    int width = 1024;        ///< of a spot's token
    int layers = 4;          ///< transformer blocks
    int heads = 16;          ///< each 64 wide
    int mlpHidden = 2048;    ///< of a block
    int positions = 64;      ///< array coordinates are 0 … positions − 1
    int graphLayers = 0;     ///< Hist2ST's; HisToGene has none
    bool countHeads = false; ///< Hist2ST's heads that only training uses (ZINB, distillation)
};

/// HisToGene (Pang et al. 2021) with 4 blocks, or 8.
SectionConfig histogeneConfig(int imageSize, int genes);
/// Hist2ST (Zeng et al. 2022) with all its heads; imageSize: a multiple of 7.
SectionConfig hist2stConfig(int imageSize, int genes);

/// What a network of these tensors is made of. Errors: BadInput (what is missing or has an impossible shape).
core::Result<SectionConfig> sectionConfigOf(const Shapes& tensors);
/// What a model card says. Errors: BadInput.
core::Result<SectionConfig> sectionConfigFrom(const nlohmann::json& configuration);
nlohmann::json toJson(const SectionConfig& config);

/// Such a network in parts, each a graph, so that a run can be given up between two of them. Tensors are
/// named as the authors name them.
struct SectionGraphs
{
    /// Of a spot's patch, whose x and y the authors swap: HisToGene's "patch" [size · size · 3] (x, y,
    /// colour), Hist2ST's [3, size, size] (colour, x, y) → "token" [width].
    Graph embedding;
    std::vector<Graph> blocks; ///< "tokens" [spots, width] → "tokens", any number of spots
    Graph head;                ///< "tokens" → "expression"
    Graph countHeads;          ///< of Hist2ST's tokens: "mean", "disp", "pi" and "coef", before their bounds
    Shapes others;             ///< array positions, and Hist2ST's graph layers and LSTM

    Shapes tensors() const;
};
/// spots: how many the counts of the blocks are for. Throws std::invalid_argument for sizes that do not fit.
SectionGraphs sectionGraphs(const SectionConfig& config, int spots);

/// Multiply-accumulates of Hist2ST's graph layers and LSTM for one spot.
std::int64_t graphLayerMacs(const SectionConfig& config);

} // namespace transcope::model
