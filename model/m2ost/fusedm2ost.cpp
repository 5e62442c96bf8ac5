#include "model/m2ost/fusedm2ost.h"

#include "model/nn/attention.h"
#include "model/nn/statedict.h"

namespace transcope::model {

namespace {

constexpr double Eps = 1e-5;

/// The tensors of a weights file, on a device in float32.
class Tensors
{
public:
    Tensors(const TensorMap& tensors, const torch::Device& device) : m_tensors(tensors), m_device(device) {}
    torch::Tensor operator()(const std::string& name) const
    {
        const auto found = m_tensors.find(name);
        TORCH_CHECK(found != m_tensors.end(), "tensor ", name, " is missing");
        return toTorch(found->second).to(m_device);
    }

private:
    const TensorMap& m_tensors;
    torch::Device m_device;
};

/// [B, N, C] → [B · N, C].
torch::Tensor rows(const torch::Tensor& x)
{
    return x.reshape({-1, x.size(-1)});
}

/// Of the last dimension, without factors.
torch::Tensor normalised(const torch::Tensor& x)
{
    return torch::layer_norm(x, {x.size(-1)}, {}, {}, Eps);
}

torch::Tensor normed(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                     double eps = Eps)
{
    return torch::layer_norm(x, weight.sizes(), weight, bias, eps);
}

/// x: [..., in] → [..., out].
torch::Tensor times(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias)
{
    auto shape = x.sizes().vec();
    shape.back() = weight.size(1);
    return torch::addmm(bias, rows(x), weight).view(shape);
}

torch::Tensor timesGelu(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias)
{
    auto shape = x.sizes().vec();
    shape.back() = weight.size(1);
    return at::_addmm_activation(bias, rows(x), weight, 1, 1, /*use_gelu=*/true).view(shape);
}

/// The central side × side px of an image [B, 3, H, W] as patches: [B, tokens, 3p²], (row, column, channel).
torch::Tensor patchesOf(const torch::Tensor& image, std::int64_t side, std::int64_t patch)
{
    const std::int64_t first = (image.size(2) - side) / 2, count = side / patch;
    return image.narrow(2, first, side)
        .narrow(3, first, side)
        .permute({0, 2, 3, 1})
        .unfold(1, patch, patch)
        .unfold(2, patch, patch) // [B, rows, columns, 3, p, p]
        .permute({0, 1, 2, 4, 5, 3})
        .reshape({image.size(0), count * count, 3 * patch * patch});
}

} // namespace

bool FusedM2ost::computes(const M2ostConfig& config)
{
    return config.ablation == Ablation::None && config.levelCount() > 1;
}

FusedM2ost::FusedM2ost(const M2ostConfig& config, const TensorMap& tensors, const torch::Device& device,
                       torch::ScalarType type)
    : m_config(config), m_device(device), m_type(type)
{
    TORCH_CHECK(computes(config), "the fused M2OST computes whole networks of several levels alone");
    readEmbedders(tensors);
    for (int n = 0; n < config.layers; ++n)
        m_layers.push_back(readLayer(tensors, n));
    const Tensors tensor(tensors, device);
    const auto cls = tensor("cls_token")[0];
    for (int i = 0; i < config.levelCount(); ++i) {
        const auto number = std::to_string(config.levels[static_cast<std::size_t>(i)] + 1);
        auto places = tensor("pos_embedding" + number)[0].clone();
        places.narrow(0, 0, 1).add_(cls);
        m_places.push_back(stored(places + m_layers.front().outBias[static_cast<std::size_t>(i)]));
    }
    m_normWeight = tensor("transformer.norm.weight");
    m_normBias = tensor("transformer.norm.bias");
    m_head = tensor("mlp_head.weight");
    m_headBias = tensor("mlp_head.bias");
}

torch::Tensor FusedM2ost::stored(const torch::Tensor& x) const
{
    return x.to(m_type).contiguous();
}

void FusedM2ost::readEmbedders(const TensorMap& tensors)
{
    const Tensors tensor(tensors, m_device);
    for (int k = 0; k <= m_config.levels.back(); ++k) {
        const std::string name = "to_patch_embedding" + std::to_string(k + 1) + ".";
        const auto product = [&](const std::string& part) {
            return Product{stored(tensor(name + part + ".weight")).t(),
                           stored(tensor(name + part + ".bias"))};
        };
        m_embedders.push_back({stored(tensor(name + "1.weight")), stored(tensor(name + "1.bias")),
                               product("2"), product("4"), stored(tensor(name + "5.weight")),
                               stored(tensor(name + "5.bias"))});
    }
}

FusedM2ost::Layer FusedM2ost::readLayer(const TensorMap& tensors, int number) const
{
    const Tensors tensor(tensors, m_device);
    const std::string name = "transformer.layers." + std::to_string(number) + ".";
    // A product of what has been multiplied with a norm's factors and has its bias.
    const auto afterNorm = [this](const torch::Tensor& weight, const torch::Tensor& factors,
                                  const torch::Tensor& normBias, const torch::Tensor& bias) {
        return Product{stored(weight * factors).t(), stored(bias + torch::mv(weight, normBias))};
    };
    Layer layer;
    for (const int level : m_config.levels) {
        const std::string mixing = std::to_string(level + 1), crossing = std::to_string(level);
        const auto qkv = tensor(name + "0.to_qkv" + mixing + ".weight");
        layer.outBias.push_back(tensor(name + "0.to_out" + mixing + ".0.bias"));
        layer.qkv.push_back({stored(qkv).t(), stored(-torch::mv(qkv, layer.outBias.back()))});
        layer.out.push_back(stored(tensor(name + "0.to_out" + mixing + ".0.weight")).t());
        const auto cross = torch::cat({tensor(name + "2.to_q" + crossing + ".weight"),
                                       tensor(name + "2.to_k" + crossing + ".weight"),
                                       tensor(name + "2.to_v" + crossing + ".weight")});
        layer.crossQkv.push_back(afterNorm(cross, tensor(name + "2.norm.weight"),
                                           tensor(name + "2.norm.bias"), torch::zeros_like(cross[0][0])));
        auto& crossOut = layer.crossOut.emplace_back();
        for (const auto& part :
             tensor(name + "2.to_out" + crossing + ".0.weight").split(m_config.channels, 1))
            crossOut.push_back(stored(part).t());
        layer.crossBias.push_back(stored(tensor(name + "2.to_out" + crossing + ".0.bias")));
    }
    const std::string mlp = name + "1.split_mlp.", gate = name + "3.net.";
    layer.up = afterNorm(tensor(mlp + "1.weight"), tensor(mlp + "0.weight"), tensor(mlp + "0.bias"),
                         tensor(mlp + "1.bias"));
    layer.down = {stored(tensor(mlp + "4.weight")).t(), stored(tensor(mlp + "4.bias"))};
    layer.gateNormWeight = tensor(gate + "0.weight");
    layer.gateNormBias = tensor(gate + "0.bias");
    layer.squeeze = tensor(gate + "1.weight");
    layer.squeezeBias = tensor(gate + "1.bias");
    layer.expand = tensor(gate + "4.weight");
    layer.expandBias = tensor(gate + "4.bias");
    return layer;
}

/// P_k of every level that it sees, one after the other: [levels, B, tokens, C].
torch::Tensor FusedM2ost::embed(const std::vector<torch::Tensor>& levels, int k) const
{
    const std::int64_t side = m_config.imageSize >> k, patch = m_config.patchSize >> k;
    std::vector<torch::Tensor> patches;
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (m_config.levels[i] >= k)
            patches.push_back(patchesOf(levels[i], side, patch).to(m_type));
    const Embedder& embedder = m_embedders[static_cast<std::size_t>(k)];
    // A norm takes no notice of 8-bit values being 255 times as large, but for its eps.
    const double eps = levels.front().scalar_type() == torch::kByte ? 255.0 * 255.0 * Eps : Eps;
    const auto x = normed(torch::stack(patches), embedder.normWeight, embedder.normBias, eps);
    const auto hidden = timesGelu(x, embedder.hidden.weight, embedder.hidden.bias);
    return normed(times(hidden, embedder.token.weight, embedder.token.bias), embedder.tokenWeight,
                  embedder.tokenBias);
}

FusedM2ost::Tokens FusedM2ost::embedAll(const std::vector<torch::Tensor>& levels) const
{
    Tokens tokens;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        tokens.push_back(m_places[i].new_empty({levels[i].size(0), m_places[i].size(0), m_config.channels}));
        tokens[i].select(1, 0).copy_(m_places[i][0]);
    }
    const std::int64_t grid = m_config.gridTokens();
    for (int k = 0; k <= m_config.levels.back(); ++k) {
        const auto embedded = embed(levels, k).unbind();
        std::size_t part = 0;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (m_config.levels[i] < k)
                continue;
            const std::int64_t first = 1 + (m_config.levels[i] - k) * grid; // finest first
            auto place = tokens[i].narrow(1, first, grid);
            torch::add_out(place, embedded[part++], m_places[i].narrow(0, first, grid));
        }
    }
    return tokens;
}

/// ITMM and the feed-forward part, then CTMM's norm without its factors. tokens: with outBias.
void FusedM2ost::mixWithinLevels(const Layer& layer, Tokens& tokens) const
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto qkv = times(tokens[i], layer.qkv[i].weight, layer.qkv[i].bias).chunk(3, -1);
        const auto mixed = multiHeadAttention(qkv[0], qkv[1], qkv[2], m_config.heads);
        auto x = rows(tokens[i]);
        x.addmm_(rows(mixed), layer.out[i]);
        const auto hidden = timesGelu(normalised(x), layer.up.weight, layer.up.bias);
        x.add_(timesGelu(hidden, layer.down.weight, layer.down.bias));
        tokens[i] = normalised(x).view(tokens[i].sizes());
    }
}

/// Per level what its queries find in each other level, ascending: [B, N, C].
std::vector<FusedM2ost::Tokens> FusedM2ost::mixAcrossLevels(const Layer& layer, const Tokens& normed) const
{
    std::vector<Tokens> qkv;
    for (std::size_t i = 0; i < normed.size(); ++i)
        qkv.push_back(times(normed[i], layer.crossQkv[i].weight, layer.crossQkv[i].bias).chunk(3, -1));
    std::vector<Tokens> found(normed.size());
    for (std::size_t i = 0; i < normed.size(); ++i)
        for (std::size_t j = 0; j < normed.size(); ++j)
            if (j != i)
                found[i].push_back(multiHeadAttention(qkv[i][0], qkv[j][1], qkv[j][2], m_config.heads));
    return found;
}

/// 1 + CCMM's scales, [B, D] float32. means: [B, D] float32.
torch::Tensor FusedM2ost::factors(const Layer& layer, const torch::Tensor& means) const
{
    const auto x = normed(means, layer.gateNormWeight, layer.gateNormBias);
    const auto squeezed = torch::gelu(torch::linear(x, layer.squeeze, layer.squeezeBias));
    return torch::sigmoid(torch::linear(squeezed, layer.expand, layer.expandBias)) + 1;
}

/// The last layer's cls tokens, of which alone the head makes something: [B, levels, C] float32.
torch::Tensor FusedM2ost::lastTokens(const Layer& layer, const std::vector<Tokens>& attended) const
{
    std::vector<torch::Tensor> cls, means;
    for (std::size_t i = 0; i < attended.size(); ++i) {
        torch::Tensor out = layer.crossBias[i].to(torch::kFloat);
        for (std::size_t j = 0; j < attended[i].size(); ++j) {
            const auto two = torch::stack(
                {attended[i][j].select(1, 0).to(torch::kFloat), attended[i][j].mean(1, false, torch::kFloat)},
                1);
            out = out + torch::matmul(two, layer.crossOut[i][j].to(torch::kFloat));
        }
        cls.push_back(out.select(1, 0));
        means.push_back(out.select(1, 1));
    }
    const auto scaled = torch::cat(cls, -1) * factors(layer, torch::cat(means, -1));
    return scaled.view({scaled.size(0), static_cast<std::int64_t>(cls.size()), m_config.channels});
}

torch::Tensor FusedM2ost::forward(const std::vector<torch::Tensor>& levels) const
{
    TORCH_CHECK(static_cast<int>(levels.size()) == m_config.levelCount(), "M2OST wants ",
                m_config.levelCount(), " levels, got ", levels.size());
    Tokens tokens = embedAll(levels);
    for (std::size_t n = 0; n < m_layers.size(); ++n) {
        const Layer& layer = m_layers[n];
        mixWithinLevels(layer, tokens);
        const auto attended = mixAcrossLevels(layer, tokens);
        if (n + 1 == m_layers.size()) {
            const auto last = lastTokens(layer, attended);
            return torch::linear(normed(last, m_normWeight, m_normBias).flatten(1), m_head, m_headBias);
        }
        std::vector<torch::Tensor> means;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            auto x = times(attended[i][0], layer.crossOut[i][0], layer.crossBias[i]);
            for (std::size_t j = 1; j < attended[i].size(); ++j)
                rows(x).addmm_(rows(attended[i][j]), layer.crossOut[i][j]);
            means.push_back(x.mean(1, false, torch::kFloat));
            tokens[i] = x;
        }
        const auto scales = factors(layer, torch::cat(means, -1)).split(m_config.channels, -1);
        for (std::size_t i = 0; i < tokens.size(); ++i) // with what the next residual's product would add
            torch::addcmul_out(tokens[i], m_layers[n + 1].outBias[i].to(m_type), tokens[i],
                               scales[i].unsqueeze(1).to(m_type));
    }
    return {};
}

} // namespace transcope::model
