#include "model/config/m2ostdetect.h"

#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr int MaxLevel = 3;
constexpr int HeadWidth = 64;

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

/// Extent `dim` of a tensor that has `dims` dimensions; 0 where there is no such tensor.
int extent(const Shapes& shapes, const std::string& name, std::size_t dims, std::size_t dim)
{
    const auto found = shapes.find(name);
    if (found == shapes.end() || found->second.size() != dims)
        return 0;
    const auto value = found->second[dim];
    return value > 0 && value < (1 << 30) ? static_cast<int>(value) : 0;
}

int wholeRoot(int square)
{
    const int root = static_cast<int>(std::lround(std::sqrt(static_cast<double>(square))));
    return root * root == square ? root : 0;
}

std::string embedder(int number)
{
    return "to_patch_embedding" + std::to_string(number);
}

/// The patch embedder P_0 of the finest level.
std::string wholeEmbedder(const Shapes& shapes, const std::vector<int>& levels)
{
    return shapes.contains(embedder(1) + ".1.weight") ? embedder(1) : embedder(levels.front() + 1);
}

/// With DPE the coarsest level has a P_k of smaller patches than P_0.
bool hasDpe(const Shapes& shapes, const std::vector<int>& levels)
{
    return levels.back() == 0 || extent(shapes, embedder(levels.back() + 1) + ".1.weight", 1, 0) <
                                     extent(shapes, wholeEmbedder(shapes, levels) + ".1.weight", 1, 0);
}

Ablation ablationOf(const Shapes& shapes, const std::vector<int>& levels)
{
    const std::string layer = "transformer.layers.0.";
    if (shapes.contains(layer + "3.mlp.0.weight"))
        return Ablation::WithoutCcmm;
    if (shapes.contains(layer + "0.to_qkv.weight"))
        return levels.size() == 1 || shapes.contains(layer + "2.norm.weight") ? Ablation::UnifiedAttention
                                                                              : Ablation::WithoutCtmm;
    return hasDpe(shapes, levels) ? Ablation::None : Ablation::WithoutDpe;
}

} // namespace

Result<M2ostConfig> detectM2ostConfig(const Shapes& shapes)
{
    M2ostConfig config;
    config.levels.clear();
    for (int level = 0; level <= MaxLevel; ++level)
        if (shapes.contains("pos_embedding" + std::to_string(level + 1)))
            config.levels.push_back(level);
    if (config.levels.empty())
        return fail(ErrorCode::BadInput, "there is no tensor pos_embedding1 … pos_embedding4",
                    "These are not the weights of M2OST");
    config.genes = extent(shapes, "mlp_head.bias", 1, 0);
    config.channels = extent(shapes, "cls_token", 3, 2);
    config.ablation = ablationOf(shapes, config.levels);
    const std::string whole = wholeEmbedder(shapes, config.levels);
    config.embedding = extent(shapes, whole + ".2.bias", 1, 0);
    if (config.hasItmm())
        config.mlpHidden = extent(shapes, "transformer.layers.0.1.split_mlp.1.bias", 1, 0);
    config.channelHidden =
        extent(shapes,
               std::string("transformer.layers.0.3.") + (config.hasCcmm() ? "net" : "mlp") + ".1.bias", 1, 0);
    config.patchSize = wholeRoot(extent(shapes, whole + ".1.weight", 1, 0) / 3);
    config.heads = config.channels / HeadWidth;
    const int level = config.levels.front();
    const int tokens = extent(shapes, "pos_embedding" + std::to_string(level + 1), 3, 1) - 1;
    config.imageSize = config.patchSize * wholeRoot(tokens / config.embeddersOf(level));
    config.layers = 0;
    const char* const eachHas = config.hasCcmm() ? ".3.net.0.weight" : ".3.mlp.0.weight";
    while (shapes.contains("transformer.layers." + std::to_string(config.layers) + eachHas))
        ++config.layers;
    if (const auto fault = validate(config); !fault.empty())
        return fail(ErrorCode::BadInput, "the tensors do not make up an M2OST: " + fault,
                    "These are not the weights of M2OST");
    return config;
}

} // namespace transcope::model
