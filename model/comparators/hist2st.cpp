#include "model/comparators/hist2st.h"

#include "model/comparators/gridneighbours.h"
#include "model/nn/project.h"
#include "model/nn/registerat.h"

#include <cmath>

namespace transcope::model {

namespace {

constexpr int Patch = 7;     ///< px, of the first convolution
constexpr int Channels = 32; ///< of the ConvMixer
constexpr int Down = Channels / 8;
constexpr int Kernel = 5;
constexpr int LstmLayers = 2;
constexpr double Hist2stDropout = 0.2;
constexpr std::int64_t SpotsAtOnce = 1024; ///< through the LSTM, whose gates are 4 times as wide as tokens

/// As PyTorch starts a convolution or a linear layer: uniform within 1 / √(inputs).
torch::Tensor uniform(const std::vector<std::int64_t>& shape, double inputs)
{
    return (torch::rand(shape) * 2 - 1) / std::sqrt(inputs);
}

double inputsOf(const std::vector<std::int64_t>& shape)
{
    double inputs = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        inputs *= static_cast<double>(shape[i]);
    return inputs;
}

std::string mixerPath(int block, const std::string& layer)
{
    return "vit.transformer.layer1." + std::to_string(block) + "." + layer;
}

} // namespace

SectionConfig hist2stConfig(int imageSize, int genes)
{
    const int side = imageSize / Patch;
    const int width = side * side * Down;
    return {imageSize, genes, width, 8, 16, width, 64, 4, true};
}

Hist2st::Hist2st(const SectionConfig& config)
    : SectionNetwork(config), m_position(*this, config.positions, config.width),
      m_headNorm(registerAt(*this, "gene_head.0", Norm(config.width))),
      m_head(registerAt(*this, "gene_head.1", torch::nn::Linear(config.width, config.genes)))
{
    const int side = config.imageSize / Patch;
    TORCH_CHECK(config.imageSize % Patch == 0 && side * side * Down == config.width, "a token of a ",
                config.imageSize, "-px patch is not ", config.width, " wide");
    const std::vector<std::int64_t> patch = {Channels, 3, Patch, Patch}, depthwise = {Channels, 1, Kernel, Kernel},
                                    pointwise = {Channels, Channels, 1, 1}, down = {Down, Channels, 1, 1};
    m_patchWeight = registerParameterAt(*this, "patch_embedding.weight", uniform(patch, inputsOf(patch)));
    m_patchBias = registerParameterAt(*this, "patch_embedding.bias", uniform({Channels}, inputsOf(patch)));
    for (int block = 0; block < MixerBlocks; ++block)
        m_mixers[static_cast<std::size_t>(block)] = {
            convNorm(mixerPath(block, "dw.0"), mixerPath(block, "dw.1"), depthwise),
            convNorm(mixerPath(block, "dw.3"), mixerPath(block, "dw.4"), depthwise),
            convNorm(mixerPath(block, "pw.0"), mixerPath(block, "pw.2"), pointwise)};
    m_downWeight = registerParameterAt(*this, "vit.transformer.down.0.weight", uniform(down, inputsOf(down)));
    m_downBias = registerParameterAt(*this, "vit.transformer.down.0.bias", uniform({Down}, inputsOf(down)));

    const BlockShape shape{.width = config.width,
                           .heads = config.heads,
                           .mlpWidth = config.mlpHidden,
                           .qkvBias = false,
                           .dropout = Hist2stDropout};
    const BlockNames names{"attn.norm", "attn.fn.to_qkv", "attn.fn.to_out.0",
                           "ff.norm",   "ff.fn.net.0",    "ff.fn.net.3"};
    for (int layer = 0; layer < config.layers; ++layer)
        m_blocks.emplace_back(*this, "vit.transformer.layer2." + std::to_string(layer), shape, names);
    registerGraph();
    if (config.countHeads)
        registerCountHeads();
}

void Hist2st::registerGraph()
{
    const std::int64_t width = config().width;
    for (int layer = 0; layer < config().graphLayers; ++layer)
        m_graphWeights.push_back(registerParameterAt(
            *this, "vit.transformer.layer3." + std::to_string(layer) + ".weight",
            uniform({width, width}, static_cast<double>(width) / 3))); // Glorot's uniform
    for (int layer = 0; layer < LstmLayers; ++layer)
        for (const char* name : {"weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l"}) {
            const bool isWeight = name[0] == 'w';
            m_lstm.push_back(registerParameterAt(
                *this, "vit.transformer.jknet.0." + std::string(name) + std::to_string(layer),
                uniform(isWeight ? std::vector{4 * width, width} : std::vector{4 * width},
                        static_cast<double>(width))));
        }
}

void Hist2st::registerCountHeads()
{
    const auto linear = [&](const char* path, int outputs) {
        return registerAt(*this, path, torch::nn::Linear(config().width, outputs));
    };
    m_mean = linear("mean.0", config().genes);
    m_dispersion = linear("disp.0", config().genes);
    m_zeros = linear("pi.0", config().genes);
    m_coefficient = linear("coef.0", config().width);
    m_coefficientOut = linear("coef.2", 1);
}

Hist2st::ConvNorm Hist2st::convNorm(const std::string& conv, const std::string& norm,
                                    const std::vector<std::int64_t>& shape)
{
    const double inputs = inputsOf(shape);
    return {registerParameterAt(*this, conv + ".weight", uniform(shape, inputs)),
            registerParameterAt(*this, conv + ".bias", uniform({shape[0]}, inputs)),
            registerAt(*this, norm, BatchNorm(shape[0]))};
}

torch::Tensor Hist2st::mixed(const torch::Tensor& x, std::array<ConvNorm, 3>& block)
{
    const auto depthwise = [](ConvNorm& layer, const torch::Tensor& in) {
        const auto out = torch::conv2d(in, layer.weight, layer.bias, /*stride=*/1, /*padding=*/Kernel / 2,
                                       /*dilation=*/1, /*groups=*/Channels);
        return torch::gelu(layer.norm(out));
    };
    const auto sum = x + depthwise(block[1], depthwise(block[0], x));
    return block[2].norm(torch::gelu(torch::conv2d(sum, block[2].weight, block[2].bias)));
}

// The authors cut from a picture whose axes they swapped: [channel, x, y].
torch::Tensor Hist2st::embed(const torch::Tensor& patches)
{
    const auto pictures = patches.permute({0, 3, 2, 1}).to(torch::kFloat);
    auto x = torch::conv2d(pictures, m_patchWeight, m_patchBias, /*stride=*/Patch);
    x = torch::dropout(x, Hist2stDropout, is_training());
    for (auto& block : m_mixers)
        x = mixed(x, block);
    return torch::conv2d(x, m_downWeight, m_downBias).flatten(1);
}

torch::Tensor Hist2st::step(int number, const torch::Tensor& x, const torch::Tensor& grid)
{
    if (number == steps() - 1)
        return expression(overGraph(x, grid));
    const auto tokens = number == 0 ? x + m_position(grid) : x;
    return m_blocks[static_cast<std::size_t>(number)].forward(tokens.unsqueeze(0)).squeeze(0);
}

torch::Tensor Hist2st::overGraph(const torch::Tensor& x, const torch::Tensor& grid)
{
    const auto neighbours = gridNeighbours(grid);
    std::vector<torch::Tensor> layers = {x};
    for (const auto& weight : m_graphWeights) {
        const auto mean = meanOfNeighbours(layers.back(), neighbours);
        const auto y = torch::relu(torch::matmul(mean, weight.t()));
        layers.push_back(y / y.norm(2, 1, /*keepdim=*/true).clamp_min(1e-12));
    }
    layers.erase(layers.begin());
    return gathered(torch::stack(layers));
}

torch::Tensor Hist2st::gathered(const torch::Tensor& layers)
{
    std::vector<torch::Tensor> parts;
    for (const auto& spots : layers.split(SpotsAtOnce, 1)) {
        const auto zero = torch::zeros({LstmLayers, spots.size(1), spots.size(2)}, spots.options());
        const auto out = std::get<0>(torch::lstm(spots, {zero, zero}, m_lstm, /*has_biases=*/true, LstmLayers,
                                                 /*dropout=*/0, is_training(), /*bidirectional=*/false,
                                                 /*batch_first=*/false));
        parts.push_back(out.mean(0));
    }
    return torch::cat(parts);
}

torch::Tensor Hist2st::expression(const torch::Tensor& h)
{
    return project(*m_head, m_headNorm(h)).to(torch::kFloat);
}

Hist2st::CountModel Hist2st::countModel(const torch::Tensor& h)
{
    return {m_mean(h).exp().clamp(1e-5, 1e6), torch::softplus(m_dispersion(h)).clamp(1e-4, 1e4),
            torch::sigmoid(m_zeros(h))};
}

torch::Tensor Hist2st::augmentationWeight(const torch::Tensor& h)
{
    return m_coefficientOut(torch::relu(m_coefficient(h)));
}

} // namespace transcope::model
