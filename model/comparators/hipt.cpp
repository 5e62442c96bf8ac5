#include "model/comparators/hipt.h"

#include "model/nn/positiongrid.h"
#include "model/nn/project.h"
#include "model/nn/registerat.h"

#include <cmath>

namespace transcope::model {

namespace {

constexpr double Eps = 1e-6;
constexpr int PositionSide = 14;
constexpr double StartDeviation = 0.02; ///< of what DINO starts from

} // namespace

HiptTransformer::HiptTransformer(int width, int heads, int layers)
    : m_cls(register_parameter("cls_token", StartDeviation * torch::randn({1, 1, width}))),
      m_positions(register_parameter(
          "pos_embed", StartDeviation * torch::randn({1, 1 + PositionSide * PositionSide, width}))),
      m_norm(register_module("norm", Norm(width, Eps)))
{
    const BlockShape shape{.width = width,
                           .heads = heads,
                           .headWidth = width / heads,
                           .mlpWidth = 4 * width,
                           .qkvBias = true,
                           .eps = Eps};
    for (int layer = 0; layer < layers; ++layer)
        m_blocks.emplace_back(*this, "blocks." + std::to_string(layer), shape);
}

torch::Tensor HiptTransformer::encode(const torch::Tensor& tokens, std::int64_t rows, std::int64_t columns)
{
    auto x = torch::cat({m_cls.expand({tokens.size(0), 1, m_cls.size(2)}), tokens.to(torch::kFloat)}, 1);
    x = x + positionsForGrid(m_positions, rows, columns);
    for (auto& block : m_blocks)
        x = block.forward(x);
    return m_norm(x);
}

HiptVit256::HiptVit256() : HiptTransformer(Width, Heads, Layers)
{
    constexpr int Inputs = 3 * Patch * Patch;
    const auto start = [&](torch::IntArrayRef shape) {
        return (torch::rand(shape) * 2 - 1) / std::sqrt(static_cast<double>(Inputs));
    };
    m_weight = registerParameterAt(*this, "patch_embed.proj.weight", start({Width, 3, Patch, Patch}));
    m_bias = registerParameterAt(*this, "patch_embed.proj.bias", start({Width}));
}

torch::Tensor HiptVit256::forward(const torch::Tensor& pictures)
{
    const auto grid = torch::conv2d(pictures, m_weight, m_bias, /*stride=*/Patch);
    return encode(grid.flatten(2).transpose(1, 2), grid.size(2), grid.size(3));
}

HiptVit4k::HiptVit4k()
    : HiptTransformer(Width, Heads, Layers),
      m_phi(registerAt(*this, "phi.0", torch::nn::Linear(HiptVit256::Width, Width)))
{
}

torch::Tensor HiptVit4k::forward(const torch::Tensor& features)
{
    const auto tokens = torch::gelu(project(*m_phi, features.flatten(2).transpose(1, 2)));
    return encode(tokens, features.size(2), features.size(3));
}

} // namespace transcope::model
