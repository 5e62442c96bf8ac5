#pragma once

#include "model/comparators/gridposition.h"
#include "model/comparators/sectionnetwork.h"
#include "model/nn/transformerblock.h"

namespace transcope::model {

/// HisToGene (Pang et al. 2021): a Vision Transformer whose tokens are the spots of one section.
/// Tensors are named as its authors name them.
class HisToGene final : public SectionNetwork
{
public:
    explicit HisToGene(const SectionConfig& config);

    torch::Tensor embed(const torch::Tensor& patches) override;
    int steps() const override { return static_cast<int>(m_blocks.size()) + 1; }
    torch::Tensor step(int number, const torch::Tensor& x, const torch::Tensor& grid) override;

private:
    torch::nn::Linear m_patchEmbedding;
    GridPosition m_position;
    std::vector<TransformerBlock> m_blocks;
    Norm m_headNorm;
    torch::nn::Linear m_head;
};

} // namespace transcope::model
