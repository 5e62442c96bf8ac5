#include "model/counting/m2ostcount.h"

#include <algorithm>

namespace transcope::model {

namespace {

/// P_k, applied to `images` images.
void addPatchEmbedder(Tally& tally, const M2ostConfig& config, int k, std::int64_t images)
{
    const std::int64_t side = config.patchSize >> k;
    const std::int64_t pixels = 3 * side * side;
    const std::int64_t rows = images * config.gridTokens();
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
    const std::int64_t width = config.width();
    for (const auto count : tokens)
        tally.mean(count, config.channels);
    tally.norm(1, width);
    tally.linear(1, width, config.channelHidden);
    tally.linear(1, config.channelHidden, width);
}

/// Norm → Linear → Linear over each of `rows` tokens' channels of all levels.
void addTokenMlp(Tally& tally, const M2ostConfig& config, std::int64_t rows)
{
    tally.norm(rows, config.width());
    tally.linear(rows, config.width(), config.channelHidden);
    tally.linear(rows, config.channelHidden, config.width());
}

/// Unified attention and its MLP.
void addUnified(Tally& tally, const M2ostConfig& config, std::int64_t rows)
{
    const std::int64_t width = config.width();
    tally.norm(rows, width);
    tally.linear(rows, width, 3 * width, false);
    tally.attention(rows, rows, width, static_cast<std::int64_t>(config.levelCount()) * config.heads);
    tally.linear(rows, width, width);
    addTokenMlp(tally, config, rows);
}

void addPatchEmbedders(Tally& tally, const M2ostConfig& config)
{
    const auto& levels = config.levels;
    if (!config.hasDpe())
        for (int level = 0; level < config.levelCount(); ++level)
            addPatchEmbedder(tally, config, 0, 1);
    for (int k = 0; config.hasDpe() && k <= levels.back(); ++k)
        addPatchEmbedder(tally, config, k,
                         std::count_if(levels.begin(), levels.end(), [k](int level) { return level >= k; }));
}

void addLayer(Tally& tally, const M2ostConfig& config, const std::vector<std::int64_t>& tokens)
{
    if (config.hasItmm())
        addItmm(tally, config, tokens);
    else
        addUnified(tally, config, tokens.front());
    if (config.hasCtmm())
        addCtmm(tally, config, tokens);
    if (config.hasCcmm())
        addCcmm(tally, config, tokens);
    else
        addTokenMlp(tally, config, tokens.front());
}

/// Positions, cls, final norm (over all tokens) and head.
void addEnds(Tally& tally, const M2ostConfig& config, const std::vector<std::int64_t>& tokens)
{
    std::int64_t all = 0;
    for (const auto count : tokens)
        all += count;
    tally.free((all + 1) * config.channels);
    tally.norm(all, config.channels);
    tally.linear(1, config.width(), config.genes);
}

} // namespace

OperationCount countM2ost(const M2ostConfig& config)
{
    Tally tally;
    std::vector<std::int64_t> tokens;
    for (const int level : config.levels)
        tokens.push_back(config.tokens(level) + 1);
    addPatchEmbedders(tally, config);
    for (int layer = 0; layer < config.layers; ++layer)
        addLayer(tally, config, tokens);
    addEnds(tally, config, tokens);
    if (config.ablation == Ablation::None)
        return {tally.parameters(), tally.layerParameters(), tally.macs(), tally.paperOperations()};
    return {tally.parameters(), tally.linearParameters(), tally.macs(), tally.linearMacs()};
}

} // namespace transcope::model
