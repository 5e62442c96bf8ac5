#include "model/nn/attention.h"

#include "model/nn/fusedattention.h"
#include "model/nn/scorebytes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::model {

namespace {

/// [B, N, C] → [B, heads, N, C / heads].
torch::Tensor splitHeads(const torch::Tensor& x, int heads)
{
    return x.view({x.size(0), x.size(1), heads, x.size(2) / heads}).transpose(1, 2);
}

/// A generator of its own on the CPU; on other devices the default one, which nothing else here draws from.
at::Generator seededGenerator(const torch::Device& device, std::uint64_t seed)
{
    auto generator =
        device.is_cpu() ? at::detail::createCPUGenerator() : at::globalContext().defaultGenerator(device);
    generator.set_current_seed(seed);
    return generator;
}

/// True where an entry of scores [B, heads, N, N] is dropped.
torch::Tensor droppedEntries(const torch::Tensor& scores, const RandomMask& mask)
{
    const auto options = scores.options().dtype(torch::kFloat).requires_grad(false);
    std::vector<torch::Tensor> spots;
    for (const std::uint64_t seed : mask.seeds)
        spots.push_back(torch::rand(scores.sizes().slice(1), seededGenerator(scores.device(), seed), options)
                            .lt(mask.rate));
    const auto keepSelf = torch::eye(scores.size(-1), options.dtype(torch::kBool));
    return torch::stack(spots).logical_and(~keepSelf);
}

/// How many queries' scores fit; at least 1.
std::int64_t queriesAtOnce(const torch::Tensor& q, const torch::Tensor& k, int heads)
{
    const std::int64_t bytesPerQuery = q.size(0) * heads * k.size(1) * q.element_size();
    return std::max<std::int64_t>(1, MostScoreBytes / std::max<std::int64_t>(1, bytesPerQuery));
}

} // namespace

RandomMask RandomMask::forBlock(int number) const
{
    RandomMask other = *this;
    for (std::uint64_t& seed :
         other.seeds) // an odd step: different also in the low bits that seed a generator
        seed += (static_cast<std::uint64_t>(number) + 1) * 0x9E3779B97F4A7C15ull;
    return other;
}

torch::Tensor multiHeadAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                                 int heads, const RandomMask& mask)
{
    TORCH_CHECK(q.dim() == 3 && k.dim() == 3 && v.dim() == 3, "attention wants [B, N, C], got ", q.sizes(),
                ", ", k.sizes(), ", ", v.sizes());
    TORCH_CHECK(k.sizes() == v.sizes() && q.size(0) == k.size(0) && q.size(2) == k.size(2), "queries ",
                q.sizes(), " do not match keys ", k.sizes(), " and values ", v.sizes());
    TORCH_CHECK(heads > 0 && q.size(2) % heads == 0, q.size(2), " channels do not divide into ", heads,
                " heads");
    if (mask.rate == 0 && FusedAttentionGuard::active() && canFuseAttention(q, heads))
        return fusedAttention(q, k, v, heads);
#if TORCH_VERSION_MAJOR >= 2
    if (mask.rate == 0) // fused, and content with parts of a q/k/v product as they lie
        return at::scaled_dot_product_attention(splitHeads(q, heads), splitHeads(k, heads),
                                                splitHeads(v, heads))
            .transpose(1, 2)
            .reshape({q.size(0), q.size(1), q.size(2)});
#endif
    if (const auto most = queriesAtOnce(q, k, heads);
        !torch::GradMode::is_enabled() && mask.rate == 0 && q.size(1) > most) {
        std::vector<torch::Tensor> parts;
        for (const auto& queries : q.split(most, 1))
            parts.push_back(multiHeadAttention(queries, k, v, heads));
        return torch::cat(parts, 1);
    }
    const auto queries = splitHeads(q.contiguous(), heads);
    const auto keys = splitHeads(k.contiguous(), heads);
    const auto values = splitHeads(v.contiguous(), heads);
    const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(2) / heads));
    auto scores = torch::matmul(queries * scale, keys.transpose(-2, -1));
    if (mask.rate > 0) {
        TORCH_CHECK(q.size(1) == k.size(1), "random masking needs as many queries as keys, got ", q.size(1),
                    " and ", k.size(1));
        TORCH_CHECK(static_cast<std::int64_t>(mask.seeds.size()) == q.size(0),
                    "random masking needs a seed per "
                    "spot, got ",
                    mask.seeds.size(), " for ", q.size(0));
        scores = scores.masked_fill(droppedEntries(scores, mask), -std::numeric_limits<float>::infinity());
    }
    const auto out = torch::matmul(scores.softmax(-1), values);
    return out.transpose(1, 2).reshape({q.size(0), q.size(1), q.size(2)});
}

torch::Tensor attentionWeights(const torch::Tensor& q, const torch::Tensor& k, int heads)
{
    const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(2) / heads));
    return torch::matmul(splitHeads(q.contiguous(), heads) * scale,
                         splitHeads(k.contiguous(), heads).transpose(-2, -1))
        .softmax(-1);
}

torch::Tensor multiHeadProduct(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                               int heads)
{
    const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(2) / heads));
    const auto weighted =
        torch::matmul(splitHeads(k.contiguous(), heads).transpose(-2, -1),
                      splitHeads(v.contiguous(), heads)); // [B, heads, C / heads, C / heads]
    const auto out = torch::matmul(splitHeads(q.contiguous(), heads) * scale, weighted);
    return out.transpose(1, 2).reshape({q.size(0), q.size(1), q.size(2)});
}

} // namespace transcope::model
