#include "model/m2ost/dpe.h"

#include <cmath>

namespace transcope::model {

namespace {

/// A random share of 0 … count − 1, at least one.
torch::Tensor someOf(std::int64_t count, double share, const torch::Device& device)
{
    const auto kept = std::max<std::int64_t>(1, std::llround(share * static_cast<double>(count)));
    return torch::randperm(count, torch::kLong).narrow(0, 0, kept).to(device);
}

} // namespace

DpeImpl::DpeImpl(const M2ostConfig& config) : m_config(config)
{
    reset();
}

void DpeImpl::reset()
{
    m_embeddings.clear();
    m_positions.clear();
    for (int k = 0; k <= m_config.levels.back(); ++k) {
        const PatchEmbeddingOptions options{m_config.patchSize >> k, m_config.embedding >> k,
                                            m_config.channels};
        m_embeddings.push_back(
            register_module("to_patch_embedding" + std::to_string(k + 1), PatchEmbedding(options)));
    }
    for (const int level : m_config.levels)
        m_positions.push_back(
            register_parameter("pos_embedding" + std::to_string(level + 1),
                               torch::randn({1, m_config.tokens(level) + 1, m_config.channels})));
    m_cls = register_parameter("cls_token", torch::randn({1, 1, m_config.channels}));
}

torch::Tensor DpeImpl::forward(const torch::Tensor& image, int index, double share)
{
    const std::int64_t size = m_config.imageSize;
    TORCH_CHECK(image.dim() == 4 && image.size(1) == 3 && image.size(2) == size && image.size(3) == size,
                "level ", m_config.levels.at(index), " wants [B, 3, ", size, ", ", size, "], got ",
                image.sizes());
    const auto positions = m_positions.at(index);
    const std::int64_t tokens = m_config.tokens(0);
    std::vector<torch::Tensor> parts = {m_cls.expand({image.size(0), 1, m_config.channels})};
    std::vector<torch::Tensor> places = {positions.narrow(1, 0, 1)};
    std::int64_t next = 1;
    for (int k = m_config.levels.at(index); k >= 0; --k) {
        const std::int64_t side = size >> k;
        const std::int64_t first = (size - side) / 2;
        const auto part = image.narrow(2, first, side).narrow(3, first, side);
        const auto here = positions.narrow(1, next, tokens);
        next += tokens;
        const auto chosen = share < 1 ? someOf(tokens, share, image.device()) : torch::Tensor();
        parts.push_back(m_embeddings[k]->forward(part, chosen));
        places.push_back(chosen.defined() ? here.index_select(1, chosen) : here);
    }
    return torch::cat(parts, 1) + torch::cat(places, 1);
}

} // namespace transcope::model
