#include "model/kernels/engineweights.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace transcope::model {

namespace {

/// Takes tensors out of the map; remembers the first that is missing or misshapen and then hands out zeros.
class Packer
{
public:
    Packer(const TensorMap& tensors, const KernelTable& kernels) : m_tensors(tensors), m_kernels(kernels) {}

    const std::optional<core::Error>& error() const { return m_error; }

    std::vector<float> take(const std::string& name, const std::vector<std::int64_t>& shape)
    {
        std::size_t size = 1;
        for (const std::int64_t n : shape)
            size *= static_cast<std::size_t>(n);
        const auto found = m_tensors.find(name);
        if (found == m_tensors.end())
            fail("the weights have no tensor " + name);
        else if (found->second.shape != shape || found->second.data.size() != size)
            fail("tensor " + name + " has another shape than the model");
        else
            return found->second.data;
        return std::vector<float>(size);
    }

    NormWeights norm(const std::string& name, int width)
    {
        return {take(name + ".weight", {width}), take(name + ".bias", {width})};
    }

    PackedLinear linear(const std::string& name, int depth, int columns)
    {
        return pack(take(name + ".weight", {columns, depth}), take(name + ".bias", {columns}), depth,
                    columns);
    }

    PlainLinear plain(const std::string& name, int columns, int rows)
    {
        const std::vector<float> weight = take(name + ".weight", {rows, columns});
        AlignedBuffer copy(m_arena, weight.size() * sizeof(float));
        std::copy(weight.begin(), weight.end(), copy.as<float>());
        return {std::move(copy), take(name + ".bias", {rows}), rows, columns};
    }

    /// q, k and v one below the other, [3·channels, channels], the queries scaled for base-2 softmax.
    PackedLinear queriesKeysValues(const std::vector<float>& weight, int channels, int headWidth)
    {
        std::vector<float> scale(3 * static_cast<std::size_t>(channels), 1.0f);
        std::fill_n(scale.begin(), channels,
                    static_cast<float>(std::log2(std::exp(1.0)) / std::sqrt(headWidth)));
        return pack(weight, {}, channels, 3 * channels, scale.data());
    }

private:
    PackedLinear pack(const std::vector<float>& weight, std::vector<float> bias, int depth, int columns,
                      const float* rowScale = nullptr)
    {
        const std::size_t bytes = packedElements(m_kernels, depth, columns) * m_kernels.operandBytes;
        PackedLinear linear{AlignedBuffer(m_arena, bytes), std::move(bias), depth, columns};
        m_kernels.packWeight(weight.data(), columns, depth, rowScale, linear.data.as());
        return linear;
    }

    void fail(std::string message)
    {
        if (!m_error)
            m_error = core::Error{core::ErrorCode::ModelFailure, std::move(message),
                                  "The file was made for another configuration, or is damaged"};
    }

    const TensorMap& m_tensors;
    const KernelTable& m_kernels;
    BufferArena m_arena;
    std::optional<core::Error> m_error;
};

PatchEmbedderWeights packEmbedder(Packer& packer, const M2ostConfig& config, int k)
{
    const std::string name = "to_patch_embedding" + std::to_string(k + 1);
    const int patch = config.patchSize >> k, hidden = config.embedding >> k;
    return {packer.norm(name + ".1", 3 * patch * patch),
            packer.linear(name + ".2", 3 * patch * patch, hidden),
            packer.linear(name + ".4", hidden, config.channels), packer.norm(name + ".5", config.channels)};
}

void packTokenMixing(Packer& packer, const M2ostConfig& config, const std::string& name, LayerWeights& layer)
{
    const int c = config.channels;
    for (const int level : config.levels) {
        const std::string number = std::to_string(level + 1);
        layer.qkv.push_back(packer.queriesKeysValues(
            packer.take(name + ".0.to_qkv" + number + ".weight", {3 * c, c}), c, c / config.heads));
        layer.out.push_back(packer.linear(name + ".0.to_out" + number + ".0", c, c));
    }
    layer.feedForwardNorm = packer.norm(name + ".1.split_mlp.0", c);
    layer.feedForwardIn = packer.linear(name + ".1.split_mlp.1", c, config.mlpHidden);
    layer.feedForwardOut = packer.linear(name + ".1.split_mlp.4", config.mlpHidden, c);
}

void packCrossMixing(Packer& packer, const M2ostConfig& config, const std::string& name, LayerWeights& layer)
{
    const int c = config.channels;
    layer.crossNorm = packer.norm(name + ".norm", c);
    for (const int level : config.levels) {
        std::vector<float> merged;
        for (const char* part : {".to_q", ".to_k", ".to_v"}) {
            const auto one = packer.take(name + part + std::to_string(level) + ".weight", {c, c});
            merged.insert(merged.end(), one.begin(), one.end());
        }
        layer.crossQkv.push_back(packer.queriesKeysValues(merged, c, c / config.heads));
        layer.crossOut.push_back(
            packer.linear(name + ".to_out" + std::to_string(level) + ".0", (config.levelCount() - 1) * c, c));
    }
}

LayerWeights packLayer(Packer& packer, const M2ostConfig& config, int index)
{
    const std::string name = "transformer.layers." + std::to_string(index);
    const int width = config.levelCount() * config.channels;
    LayerWeights layer;
    packTokenMixing(packer, config, name, layer);
    if (config.levelCount() > 1)
        packCrossMixing(packer, config, name + ".2", layer);
    layer.gateNorm = packer.norm(name + ".3.net.0", width);
    layer.gateIn = packer.plain(name + ".3.net.1", width, config.channelHidden);
    layer.gateOut = packer.plain(name + ".3.net.4", config.channelHidden, width);
    return layer;
}

} // namespace

core::Result<EngineWeights> packM2ostWeights(const M2ostConfig& config, const TensorMap& tensors,
                                             const KernelTable& kernels)
{
    Packer packer(tensors, kernels);
    EngineWeights weights;
    for (int k = 0; k <= config.levels.back(); ++k)
        weights.embedders.push_back(packEmbedder(packer, config, k));
    for (const int level : config.levels)
        weights.positions.push_back(packer.take("pos_embedding" + std::to_string(level + 1),
                                                {1, config.tokens(level) + 1, config.channels}));
    weights.cls = packer.take("cls_token", {1, 1, config.channels});
    for (int n = 0; n < config.layers; ++n)
        weights.layers.push_back(packLayer(packer, config, n));
    weights.norm = packer.norm("transformer.norm", config.channels);
    weights.head = packer.plain("mlp_head", config.levelCount() * config.channels, config.genes);
    if (packer.error())
        return tl::unexpected<core::Error>(*packer.error());
    return weights;
}

} // namespace transcope::model
