#include "model/config/m2ostshapes.h"

#include <regex>

namespace transcope::model {

namespace {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

void addNorm(Shapes& shapes, const std::string& name, std::int64_t width)
{
    shapes[name + ".weight"] = {width};
    shapes[name + ".bias"] = {width};
}

void addLinear(Shapes& shapes, const std::string& name, std::int64_t in, std::int64_t out)
{
    shapes[name + ".weight"] = {out, in};
    shapes[name + ".bias"] = {out};
}

void addMlp(Shapes& shapes, const std::string& name, std::int64_t width, std::int64_t hidden)
{
    addNorm(shapes, name + ".0", width);
    addLinear(shapes, name + ".1", width, hidden);
    addLinear(shapes, name + ".4", hidden, width);
}

/// P_k as the number-th patch embedding.
void addPatchEmbedding(Shapes& shapes, const M2ostConfig& config, int number, int k)
{
    const std::string name = "to_patch_embedding" + std::to_string(number);
    const std::int64_t side = config.patchSize >> k;
    addNorm(shapes, name + ".1", 3 * side * side);
    addLinear(shapes, name + ".2", 3 * side * side, config.embedding >> k);
    addLinear(shapes, name + ".4", config.embedding >> k, config.channels);
    addNorm(shapes, name + ".5", config.channels);
}

void addWithinLevels(Shapes& shapes, const M2ostConfig& config, const std::string& layer)
{
    const std::int64_t c = config.channels;
    for (const int level : config.levels) {
        const std::string number = std::to_string(level + 1);
        shapes[layer + ".0.to_qkv" + number + ".weight"] = {3 * c, c};
        addLinear(shapes, layer + ".0.to_out" + number + ".0", c, c);
    }
    addMlp(shapes, layer + ".1.split_mlp", c, config.mlpHidden);
}

void addUnified(Shapes& shapes, const M2ostConfig& config, const std::string& layer)
{
    const std::int64_t width = config.width();
    addNorm(shapes, layer + ".0.attn_norm", width);
    shapes[layer + ".0.to_qkv.weight"] = {3 * width, width};
    addLinear(shapes, layer + ".0.to_out.0", width, width);
    addMlp(shapes, layer + ".1.mlp", width, config.channelHidden);
}

void addAcrossLevels(Shapes& shapes, const M2ostConfig& config, const std::string& layer)
{
    const std::int64_t c = config.channels;
    addNorm(shapes, layer + ".2.norm", c);
    for (const int level : config.levels) {
        const std::string number = std::to_string(level);
        for (const char* part : {".2.to_q", ".2.to_k", ".2.to_v"})
            shapes[layer + part + number + ".weight"] = {c, c};
        addLinear(shapes, layer + ".2.to_out" + number + ".0", (config.levelCount() - 1) * c, c);
    }
}

} // namespace

Shapes m2ostShapes(const M2ostConfig& config)
{
    Shapes shapes;
    const std::int64_t c = config.channels;
    for (int k = 0; config.hasDpe() && k <= config.levels.back(); ++k)
        addPatchEmbedding(shapes, config, k + 1, k);
    for (const int level : config.levels)
        if (!config.hasDpe())
            addPatchEmbedding(shapes, config, level + 1, 0);
    for (const int level : config.levels)
        shapes["pos_embedding" + std::to_string(level + 1)] = {1, config.tokens(level) + 1, c};
    shapes["cls_token"] = {1, 1, c};
    for (int n = 0; n < config.layers; ++n) {
        const std::string layer = "transformer.layers." + std::to_string(n);
        if (config.hasItmm())
            addWithinLevels(shapes, config, layer);
        else
            addUnified(shapes, config, layer);
        if (config.hasCtmm())
            addAcrossLevels(shapes, config, layer);
        addMlp(shapes, layer + (config.hasCcmm() ? ".3.net" : ".3.mlp"), config.width(),
               config.channelHidden);
    }
    addNorm(shapes, "transformer.norm", c);
    addLinear(shapes, "mlp_head", config.width(), config.genes);
    return shapes;
}

bool isUnusedM2ostTensor(const std::string& name)
{
    static const std::regex pattern(R"(transformer\.layers\.\d+\.0\.norm\.(weight|bias))");
    return std::regex_match(name, pattern);
}

} // namespace transcope::model
