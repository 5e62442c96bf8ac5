#pragma once

#include "model/comparators/sectionnetworks.h"
#include "model/nn/graphmodule.h"

namespace transcope::model {

/// HisToGene or Hist2ST on LibTorch, for inference: in steps, so that a run can be given up between two.
class SectionNetwork
{
public:
    /// tensors: all that sectionGraphs(config).tensors() lists; they are used up. Throws c10::Error.
    SectionNetwork(const SectionConfig& config, TensorMap tensors, torch::ScalarType type,
                   const torch::Device& device);
    const SectionConfig& config() const { return m_config; }

    /// patches: [n, imageSize, imageSize, 3] of values 0 … 255, row by row → one token per spot [n, width].
    torch::Tensor embed(const torch::Tensor& patches);
    int steps() const { return static_cast<int>(m_blocks.size()) + 1; }
    /// Step number 0 … steps() − 1. x: the tokens [N, width] of all spots; grid: their array coordinates
    /// (column, row) [N, 2] int64, each below config().positions. The last step's result is the expression
    /// [N, genes], all others' are tokens.
    torch::Tensor step(int number, const torch::Tensor& x, const torch::Tensor& grid);

    /// What Hist2ST makes its expression of: tokens after its blocks → [N, width]. HisToGene's as they are.
    torch::Tensor overGraph(const torch::Tensor& x, const torch::Tensor& grid);
    /// Of overGraph()'s result [N, width] → [N, genes].
    torch::Tensor expression(const torch::Tensor& h);
    /// Hist2ST's parameters of a zero-inflated negative binomial, of overGraph()'s result: the mean before
    /// the size factor in [1e-5, 1e6], the dispersion in [1e-4, 1e4] and the share of excess zeros, each [N,
    /// genes]. Needs config().countHeads.
    std::array<torch::Tensor, 3> countModel(const torch::Tensor& h);

private:
    torch::Tensor gathered(const torch::Tensor& layers);

    SectionConfig m_config;
    GraphModule m_embedding{nullptr}, m_head{nullptr}, m_countHeads{nullptr};
    std::vector<GraphModule> m_blocks;
    torch::Tensor m_columns, m_rows; ///< position tables
    std::vector<torch::Tensor> m_graphWeights, m_lstm;
};

} // namespace transcope::model
