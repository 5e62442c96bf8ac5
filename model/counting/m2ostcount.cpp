#include "model/counting/m2ostcount.h"

#include <algorithm>

namespace transcope::model {

namespace {

/// Tokens of one level without cls, at one patch embedder.
std::int64_t gridTokens(const M2ostConfig& config)
{
    return config.tokens(0);
}

/// P_k, applied to `images` images.
void addPatchEmbedder(Tally& tally, const M2ostConfig& config, int k, std::int64_t images)
{
    const std::int64_t side = config.patchSize >> k;
    const std::int64_t pixels = 3 * side * side;
    const std::int64_t rows = images * gridTokens(config);
    const std::int64_t hidden = config.embedding >> k;
    tally.norm(rows, pixels);
    tally.linear(rows, pixels, hidden);
    tally.linear(rows, hidden, config.channels);
    tally.norm(rows, config.channels);
}

/// ITMM of every level and the feed-forward part that they share. tokens: per level, cls included.
void addItmm(Tally& tally, const M2ostConfig& config, const std::vector<std::int64_t>& tokens)
{
    const std::int64_t c = config.channels;
    std::int64_t all = 0;
    for (const auto count : tokens) {
        tally.linear(count, c, 3 * c, false);
        tally.attention(count, count, c, config.heads);
        tally.linear(count, c, c);
        all += count;
    }
    tally.norm(all, c);
    tally.linear(all, c, config.mlpHidden);
    tally.linear(all, config.mlpHidden, c);
}

void addCtmm(Tally& tally, const M2ostConfig& config, const std::vector<std::int64_t>& tokens)
{
    const std::int64_t c = config.channels;
    const auto levels = static_cast<std::int64_t>(tokens.size());
    if (levels == 1)
        return;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (int projection = 0; projection < 3; ++projection)
            tally.linear(tokens[i], c, c, false);
        for (std::size_t j = 0; j < tokens.size(); ++j)
            if (j != i)
                tally.attention(tokens[i], tokens[j], c, config.heads);
        tally.linear(tokens[i], (levels - 1) * c, c);
        all += tokens[i];
    }
    tally.norm(all, c);
}

void addCcmm(Tally& tally, const M2ostConfig& config, const std::vector<std::int64_t>& tokens)
{
    const std::int64_t width = static_cast<std::int64_t>(tokens.size()) * config.channels;
    for (const auto count : tokens)
        tally.mean(count, config.channels);
    tally.norm(1, width);
    tally.linear(1, width, config.channelHidden);
    tally.linear(1, config.channelHidden, width);
}

/// Norm → Linear → Linear with a hidden width, over each of `rows` tokens.
void addMlp(Tally& tally, std::int64_t rows, std::int64_t width, std::int64_t hidden)
{
    tally.norm(rows, width);
    tally.linear(rows, width, hidden);
    tally.linear(rows, hidden, width);
}

/// Positions, cls, final norm (over all tokens) and head.
void addEnds(Tally& tally, const M2ostConfig& config, const std::vector<std::int64_t>& tokens)
{
    std::int64_t all = 0;
    for (const auto count : tokens)
        all += count;
    tally.free((all + 1) * config.channels);
    tally.norm(all, config.channels);
    tally.linear(1, static_cast<std::int64_t>(tokens.size()) * config.channels, config.genes);
}

} // namespace

OperationCount countM2ost(const M2ostConfig& config)
{
    Tally tally;
    std::vector<std::int64_t> tokens;
    for (const int level : config.levels)
        tokens.push_back(config.tokens(level) + 1);
    for (int k = 0; k <= config.levels.back(); ++k)
        addPatchEmbedder(
            tally, config, k,
            std::count_if(config.levels.begin(), config.levels.end(), [k](int level) { return level >= k; }));
    for (int layer = 0; layer < config.layers; ++layer) {
        addItmm(tally, config, tokens);
        addCtmm(tally, config, tokens);
        addCcmm(tally, config, tokens);
    }
    addEnds(tally, config, tokens);
    return {tally.parameters(), tally.layerParameters(), tally.macs(), tally.paperOperations()};
}

OperationCount countAblation(const M2ostConfig& config, Ablation ablation)
{
    Tally tally;
    const std::vector<std::int64_t> tokens(config.levels.size(), gridTokens(config) + 1);
    const std::int64_t width = static_cast<std::int64_t>(config.levelCount()) * config.channels;
    for (int level = 0; level < config.levelCount(); ++level)
        addPatchEmbedder(tally, config, 0, 1);
    for (int layer = 0; layer < config.layers; ++layer) {
        if (ablation < Ablation::UnifiedAttention) {
            addItmm(tally, config, tokens);
        } else {
            tally.norm(tokens[0], width);
            tally.linear(tokens[0], width, 3 * width, false);
            tally.attention(tokens[0], tokens[0], width,
                            static_cast<std::int64_t>(config.levelCount()) * config.heads);
            tally.linear(tokens[0], width, width);
            addMlp(tally, tokens[0], width, config.channelHidden);
        }
        if (ablation < Ablation::WithoutCtmm)
            addCtmm(tally, config, tokens);
        if (ablation < Ablation::WithoutCcmm)
            addCcmm(tally, config, tokens);
        else
            addMlp(tally, tokens[0], width, config.channelHidden);
    }
    addEnds(tally, config, tokens);
    return {tally.parameters(), tally.linearParameters(), tally.macs(), tally.linearMacs()};
}

const char* ablationName(Ablation ablation)
{
    switch (ablation) {
    case Ablation::WithoutDpe:
        return "without DPE";
    case Ablation::UnifiedAttention:
        return "+ unified attention";
    case Ablation::WithoutCtmm:
        return "+ without CTMM";
    case Ablation::WithoutCcmm:
        return "+ MLP for CCMM";
    }
    return "";
}

} // namespace transcope::model
