#pragma once

#include "model/config/m2ostconfig.h"
#include "model/nn/torch.h"
#include "model/weights/tensor.h"

namespace transcope::model {

/// M2OST for inference on a GPU, whose time there goes to memory as much as to products: norms'
/// factors and biases are part of the products around them, a level's q, k and v are one product, residuals
/// are added by the product itself, levels share what they share, and 8-bit pixels are converted as they are
/// cut into patches. In 16 bits the residual stream is so too; norms, softmax and means over tokens compute
/// in float32, and so do CCMM's factors, the last CTMM's output and the head. GELU is by tanh where the
/// library's product applies it, which differs from erf's by at most 5e-4.
class FusedM2ost
{
public:
    /// Whether it computes such a network: the whole one, of two levels or more.
    static bool computes(const M2ostConfig& config);

    /// type: of products and of the residual stream. Throws c10::Error when tensors do not fit.
    FusedM2ost(const M2ostConfig& config, const TensorMap& tensors, const torch::Device& device,
               torch::ScalarType type);

    /// levels: per level [B, 3, imageSize, imageSize], channels-last; 8-bit, or floating in [0, 1].
    /// Result: [B, genes] float32. In inference mode.
    torch::Tensor forward(const std::vector<torch::Tensor>& levels) const;

private:
    /// x → x · weight + bias; weight: [in, out].
    struct Product
    {
        torch::Tensor weight, bias;
    };
    struct Embedder
    {
        torch::Tensor normWeight, normBias;
        Product hidden, token;
        torch::Tensor tokenWeight, tokenBias; ///< of the norm after it
    };
    struct Layer
    {
        std::vector<Product> qkv;           ///< per level, of ITMM; takes what already has outBias
        std::vector<torch::Tensor> out;     ///< per level [C, C]
        std::vector<torch::Tensor> outBias; ///< per level, added to the stream by whatever makes it
        Product up, down;                   ///< of the feed-forward part
        std::vector<Product> crossQkv;      ///< per level, of CTMM
        std::vector<std::vector<torch::Tensor>> crossOut; ///< per level and other level [C, C]
        std::vector<torch::Tensor> crossBias;
        torch::Tensor gateNormWeight, gateNormBias, squeeze, squeezeBias, expand, expandBias; ///< of CCMM
    };
    using Tokens = std::vector<torch::Tensor>; ///< per level [B, N, C]

    torch::Tensor stored(const torch::Tensor& x) const;
    void readEmbedders(const TensorMap& tensors);
    Layer readLayer(const TensorMap& tensors, int number) const;
    torch::Tensor embed(const std::vector<torch::Tensor>& levels, int embedder) const;
    Tokens embedAll(const std::vector<torch::Tensor>& levels) const;
    void mixWithinLevels(const Layer& layer, Tokens& tokens) const;
    std::vector<Tokens> mixAcrossLevels(const Layer& layer, const Tokens& normed) const;
    torch::Tensor factors(const Layer& layer, const torch::Tensor& means) const;
    torch::Tensor lastTokens(const Layer& layer, const std::vector<Tokens>& attended) const;

    M2ostConfig m_config;
    torch::Device m_device;
    torch::ScalarType m_type;
    std::vector<Embedder> m_embedders;   ///< P_k
    std::vector<torch::Tensor> m_places; ///< per level [N, C]: positions, cls and the first layer's outBias
    std::vector<Layer> m_layers;
    torch::Tensor m_normWeight, m_normBias, m_head, m_headBias;
};

} // namespace transcope::model
