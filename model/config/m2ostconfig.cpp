#include "model/config/m2ostconfig.h"

namespace transcope::model {

namespace {

constexpr int MaxLevel = 3;

struct Limit
{
    const char* name;
    int value;
    int most;
};

std::string levelFault(const std::vector<int>& levels)
{
    if (levels.empty())
        return "no levels";
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (levels[i] < 0 || levels[i] > MaxLevel)
            return "level " + std::to_string(levels[i]) + " is not one of 0, 1, 2, 3";
        if (i > 0 && levels[i] <= levels[i - 1])
            return "levels are not in ascending order";
    }
    return {};
}

} // namespace

std::string validate(const M2ostConfig& config)
{
    if (const std::string fault = levelFault(config.levels); !fault.empty())
        return fault;
    const Limit limits[] = {{"genes", config.genes, 200'000},
                            {"imageSize", config.imageSize, 2'048},
                            {"patchSize", config.patchSize, 256},
                            {"channels", config.channels, 4'096},
                            {"embedding", config.embedding, 16'384},
                            {"heads", config.heads, 256},
                            {"layers", config.layers, 64},
                            {"mlpHidden", config.mlpHidden, 16'384},
                            {"channelHidden", config.channelHidden, 16'384}};
    for (const auto& limit : limits)
        if (limit.value < 1 || limit.value > limit.most)
            return std::string(limit.name) + " is " + std::to_string(limit.value) + ", not in 1.." +
                   std::to_string(limit.most);
    if (config.imageSize % config.patchSize != 0)
        return "imageSize " + std::to_string(config.imageSize) + " is not a multiple of patchSize " +
               std::to_string(config.patchSize);
    if (config.channels % config.heads != 0)
        return std::to_string(config.channels) + " channels do not divide into " +
               std::to_string(config.heads) + " heads";
    const int coarsest = 1 << config.levels.back();
    if (config.patchSize % coarsest != 0 || config.embedding % coarsest != 0)
        return "patchSize " + std::to_string(config.patchSize) + " and embedding " +
               std::to_string(config.embedding) + " must be multiples of " + std::to_string(coarsest) +
               " for level " + std::to_string(config.levels.back());
    return {};
}

} // namespace transcope::model
