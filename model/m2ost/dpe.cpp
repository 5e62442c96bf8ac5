#include "model/m2ost/dpe.h"

#include <cmath>

namespace transcope::model {

DpeImpl::DpeImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void DpeImpl::reset()
{
    m_embeddings.clear();
    m_positions.clear();
    const auto add = [this](int number, int k) {
        const PatchEmbeddingOptions options{m_config.patchSize >> k, m_config.embedding >> k,
                                            m_config.channels};
        m_embeddings.push_back(
            register_module("to_patch_embedding" + std::to_string(number), PatchEmbedding(options)));
    };
    if (m_config.hasDpe())
        for (int k = 0; k <= m_config.levels.back(); ++k)
            add(k + 1, k);
    else
        for (const int level : m_config.levels)
            add(level + 1, 0);
    for (const int level : m_config.levels)
        m_positions.push_back(
            register_parameter("pos_embedding" + std::to_string(level + 1),
                               torch::randn({1, m_config.tokens(level) + 1, m_config.channels})));
    m_cls = register_parameter("cls_token", torch::randn({1, 1, m_config.channels}));
}

TokenChoice DpeImpl::choose(int index, double share, const torch::Device& device) const
{
    const std::int64_t all = m_config.gridTokens();
    const auto kept = std::max<std::int64_t>(1, std::llround(share * static_cast<double>(all)));
    TokenChoice choice;
    for (int i = 0; i < m_config.embeddersOf(m_config.levels.at(index)); ++i)
        choice.push_back(torch::randperm(all, torch::kLong).narrow(0, 0, kept).to(device));
    return choice;
}

torch::Tensor DpeImpl::forward(const torch::Tensor& image, int index, const TokenChoice& choice)
{
    const std::int64_t size = m_config.imageSize;
    TORCH_CHECK(image.dim() == 4 && image.size(1) == 3 && image.size(2) == size && image.size(3) == size,
                "level ", m_config.levels.at(index), " wants [B, 3, ", size, ", ", size, "], got ",
                image.sizes());
    const auto positions = m_positions.at(index);
    const std::int64_t tokens = m_config.gridTokens();
    const int embedders = m_config.embeddersOf(m_config.levels.at(index));
    TORCH_CHECK(choice.empty() || static_cast<int>(choice.size()) == embedders, "level ",
                m_config.levels.at(index), " wants a choice for ", embedders, " embedders, got ",
                choice.size());
    std::vector<torch::Tensor> parts = {m_cls.expand({image.size(0), 1, m_config.channels})};
    std::vector<torch::Tensor> places = {positions.narrow(1, 0, 1)};
    for (int i = 0; i < embedders; ++i) {
        const int k = embedders - 1 - i;
        const std::int64_t side = size >> k;
        const std::int64_t first = (size - side) / 2;
        const auto part = image.narrow(2, first, side).narrow(3, first, side);
        const auto here = positions.narrow(1, 1 + i * tokens, tokens);
        const auto chosen = choice.empty() ? torch::Tensor() : choice[static_cast<std::size_t>(i)];
        parts.push_back(m_embeddings[m_config.hasDpe() ? k : index]->forward(part, chosen));
        places.push_back(chosen.defined() ? here.index_select(1, chosen) : here);
    }
    return torch::cat(parts, 1) + torch::cat(places, 1);
}

} // namespace transcope::model
