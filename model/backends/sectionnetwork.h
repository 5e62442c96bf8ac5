#pragma once

#include "model/comparators/sectionnetworks.h"
#include "model/nn/graphmodule.h"

#include <functional>

namespace transcope::model {

/// HisToGene or Hist2ST on LibTorch, in steps, so that a run can be given up between two. Its tensors are
/// named as the authors name them, after the part's name and a dot: "block0.vit.transformer.…".
class SectionNetworkImpl : public torch::nn::Module
{
public:
    /// For training; starts as the authors' do, from torch's global generator.
    explicit SectionNetworkImpl(const SectionConfig& config);
    /// For inference. tensors: all that sectionGraphs(config).tensors() lists; they are used up. Throws
    /// c10::Error.
    SectionNetworkImpl(const SectionConfig& config, TensorMap tensors, torch::ScalarType type,
                       const torch::Device& device);
    const SectionConfig& config() const { return m_config; }
    /// GraphModule's, of all parts; positions, graph layers and LSTM stay float32.
    void prepare(torch::ScalarType type);

    /// patches: [n, imageSize, imageSize, 3] of values 0 … 255, row by row → one token per spot [n, width].
    torch::Tensor embed(const torch::Tensor& patches);
    int steps() const { return static_cast<int>(m_blocks.size()) + 1; }
    /// Step number 0 … steps() − 1. x: the tokens [N, width] of all spots; grid: their array coordinates
    /// (column, row) [N, 2] int64, each below config().positions. The last step's result is the expression
    /// [N, genes], all others' are tokens.
    torch::Tensor step(int number, const torch::Tensor& x, const torch::Tensor& grid);

    /// All steps but the last, and then what Hist2ST makes its expression of: its graph layers' [N, width].
    /// patches, grid: of all spots, as above.
    torch::Tensor hidden(const torch::Tensor& patches, const torch::Tensor& grid);
    /// Of hidden()'s result → [N, genes].
    torch::Tensor expression(const torch::Tensor& h);

    /// What Hist2ST's training makes of hidden()'s result.
    struct CountModel
    {
        /// Of a zero-inflated negative binomial, each [N, genes]: the mean before the size factor in [1e-5,
        /// 1e6], the dispersion in [1e-4, 1e4], the share of excess zeros.
        torch::Tensor mean, dispersion, zeros;
        torch::Tensor weight; ///< among predictions from altered patches, before softmax, [N, 1]
    };
    /// Needs config().countHeads.
    CountModel countModel(const torch::Tensor& h);

private:
    /// make: a graph → its module, registered under a name.
    void build(const SectionGraphs& graphs, const std::function<GraphModule(const Graph&)>& make);
    void startOthers();
    torch::Tensor overGraph(const torch::Tensor& x, const torch::Tensor& grid);
    torch::Tensor gathered(const torch::Tensor& layers);

    SectionConfig m_config;
    GraphModule m_embedding{nullptr}, m_head{nullptr}, m_countHeads{nullptr};
    std::vector<GraphModule> m_blocks;
    std::shared_ptr<torch::nn::Module> m_others; ///< what is in no graph
    torch::Tensor m_columns, m_rows;             ///< position tables
    std::vector<torch::Tensor> m_graphWeights, m_lstm;
};
TORCH_MODULE(SectionNetwork);

} // namespace transcope::model
