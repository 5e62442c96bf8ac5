#include "model/comparators/histogene.h"

#include "model/nn/project.h"
#include "model/nn/registerat.h"

namespace transcope::model {

namespace {

constexpr double HisToGeneDropout = 0.1;

} // namespace

HisToGene::HisToGene(const SectionConfig& config)
    : SectionNetwork(config),
      m_patchEmbedding(
          registerAt(*this, "patch_embedding",
                     torch::nn::Linear(3 * config.imageSize * config.imageSize, config.width))),
      m_position(*this, config.positions, config.width),
      m_headNorm(registerAt(*this, "gene_head.0", Norm(config.width))),
      m_head(registerAt(*this, "gene_head.1", torch::nn::Linear(config.width, config.genes)))
{
    const BlockShape shape{.width = config.width,
                           .heads = config.heads,
                           .mlpWidth = config.mlpHidden,
                           .qkvBias = false,
                           .dropout = HisToGeneDropout};
    const BlockNames names{"0.norm", "0.fn.to_qkv", "0.fn.to_out.0", "1.norm", "1.fn.net.0", "1.fn.net.3"};
    for (int layer = 0; layer < config.layers; ++layer)
        m_blocks.emplace_back(*this, "vit.transformer.layers." + std::to_string(layer), shape, names);
}

// The authors cut [x, y, channel] from a picture whose axes they swapped, and flatten that.
torch::Tensor HisToGene::embed(const torch::Tensor& patches)
{
    return project(*m_patchEmbedding, patches.transpose(1, 2).to(torch::kFloat).flatten(1))
        .to(torch::kFloat);
}

torch::Tensor HisToGene::step(int number, const torch::Tensor& x, const torch::Tensor& grid)
{
    if (number == steps() - 1)
        return project(*m_head, m_headNorm(x)).to(torch::kFloat);
    const auto tokens = number == 0 ? x + m_position(grid) : x;
    return m_blocks[static_cast<std::size_t>(number)].forward(tokens.unsqueeze(0)).squeeze(0);
}

} // namespace transcope::model
