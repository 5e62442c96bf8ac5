#pragma once

#include "model/nn/torch.h"

#include <array>

namespace transcope::model {

/// iStar's head (Zhang et al. 2024): a superpixel's features to genes. Four times Linear(256), LeakyReLU(0.1);
/// then Linear(genes), ELU(0.01) + 0.01. Tensors are named as its authors name them.
class IstarHead final : public torch::nn::Module
{
public:
    static constexpr int Width = 256, Layers = 4;
    /// Of a superpixel: 192 of ViT-4K, 384 of ViT-256, mean red, green and blue.
    static constexpr int Features = 192 + 384 + 3;

    explicit IstarHead(int genes);
    /// x: [..., 579] → [..., genes], on the scale of 0 = a gene's smallest training value, 1 = its largest.
    torch::Tensor forward(const torch::Tensor& x);

private:
    std::array<torch::nn::Linear, Layers> m_layers;
    torch::nn::Linear m_out;
};

} // namespace transcope::model
