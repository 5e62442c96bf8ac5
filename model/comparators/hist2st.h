#pragma once

#include "model/comparators/gridposition.h"
#include "model/comparators/sectionnetwork.h"
#include "model/nn/batchnorm.h"
#include "model/nn/transformerblock.h"

#include <array>

namespace transcope::model {

/// The configuration of Hist2ST for patches of imageSize px, a multiple of 7.
SectionConfig hist2stConfig(int imageSize, int genes);

/// Hist2ST (Zeng et al. 2022): a ConvMixer per patch, a transformer over the section's spots, then means over
/// neighbours on the array, whose layers an LSTM gathers. Tensors are named as its authors name them.
class Hist2st final : public SectionNetwork
{
public:
    explicit Hist2st(const SectionConfig& config);

    torch::Tensor embed(const torch::Tensor& patches) override;
    int steps() const override { return static_cast<int>(m_blocks.size()) + 1; }
    torch::Tensor step(int number, const torch::Tensor& x, const torch::Tensor& grid) override;

    /// What the last step makes its expression of: tokens after the transformer → [N, width].
    torch::Tensor overGraph(const torch::Tensor& x, const torch::Tensor& grid);
    /// The expression of overGraph()'s result: [N, width] → [N, genes].
    torch::Tensor expression(const torch::Tensor& h);

    /// Parameters of a zero-inflated negative binomial per spot and gene, each [N, genes].
    struct CountModel
    {
        torch::Tensor mean; ///< before the size factor; in [1e-5, 1e6]
        torch::Tensor dispersion; ///< in [1e-4, 1e4]
        torch::Tensor zeros;      ///< probability of an excess zero
    };
    /// Of overGraph()'s result. Needs config().countHeads.
    CountModel countModel(const torch::Tensor& h);
    /// The weight of one augmentation before the softmax over them: [N, width] → [N, 1]. Needs
    /// config().countHeads.
    torch::Tensor augmentationWeight(const torch::Tensor& h);

private:
    /// A convolution with a norm beside it, as the authors order the two.
    struct ConvNorm
    {
        torch::Tensor weight, bias;
        BatchNorm norm{nullptr};
    };
    void registerGraph();
    void registerCountHeads();
    ConvNorm convNorm(const std::string& conv, const std::string& norm,
                      const std::vector<std::int64_t>& shape);
    static torch::Tensor mixed(const torch::Tensor& x, std::array<ConvNorm, 3>& block);
    /// The mean over the layers of an LSTM's outputs. layers: [graph layers, N, width] → [N, width].
    torch::Tensor gathered(const torch::Tensor& layers);

    static constexpr int MixerBlocks = 2;
    torch::Tensor m_patchWeight, m_patchBias, m_downWeight, m_downBias;
    GridPosition m_position;
    std::array<std::array<ConvNorm, 3>, MixerBlocks> m_mixers; ///< two depthwise, one pointwise each
    std::vector<TransformerBlock> m_blocks;
    std::vector<torch::Tensor> m_graphWeights, m_lstm;
    Norm m_headNorm;
    torch::nn::Linear m_head, m_mean{nullptr}, m_dispersion{nullptr}, m_zeros{nullptr}, m_coefficient{nullptr},
        m_coefficientOut{nullptr};
};

} // namespace transcope::model
