#include "model/nn/attention.h"

#include <cmath>
#include <limits>

namespace transcope::model {

namespace {

/// [B, N, C] → [B, heads, N, C / heads].
torch::Tensor splitHeads(const torch::Tensor& x, int heads)
{
    return x.view({x.size(0), x.size(1), heads, x.size(2) / heads}).transpose(1, 2);
}

/// True where an entry of scores [B, heads, N, N] is dropped.
torch::Tensor randomMask(const torch::Tensor& scores, double rate)
{
    const auto size = scores.size(-1);
    const auto keepSelf = torch::eye(size, scores.options().dtype(torch::kBool));
    return torch::rand_like(scores, scores.options().dtype(torch::kFloat)).lt(rate).logical_and(~keepSelf);
}

} // namespace

torch::Tensor multiHeadAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                                 int heads, double maskRate)
{
    TORCH_CHECK(q.dim() == 3 && k.dim() == 3 && v.dim() == 3, "attention wants [B, N, C], got ", q.sizes(),
                ", ", k.sizes(), ", ", v.sizes());
    TORCH_CHECK(k.sizes() == v.sizes() && q.size(0) == k.size(0) && q.size(2) == k.size(2), "queries ",
                q.sizes(), " do not match keys ", k.sizes(), " and values ", v.sizes());
    TORCH_CHECK(heads > 0 && q.size(2) % heads == 0, q.size(2), " channels do not divide into ", heads,
                " heads");
    const auto queries = splitHeads(q.contiguous(), heads);
    const auto keys = splitHeads(k.contiguous(), heads);
    const auto values = splitHeads(v.contiguous(), heads);
    torch::Tensor out;
#if TORCH_VERSION_MAJOR >= 2
    if (maskRate == 0)
        out = at::scaled_dot_product_attention(queries, keys, values);
#endif
    if (!out.defined()) {
        const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(2) / heads));
        auto scores = torch::matmul(queries * scale, keys.transpose(-2, -1));
        if (maskRate > 0) {
            TORCH_CHECK(q.size(1) == k.size(1), "random masking needs as many queries as keys, got ",
                        q.size(1), " and ", k.size(1));
            scores =
                scores.masked_fill(randomMask(scores, maskRate), -std::numeric_limits<float>::infinity());
        }
        out = torch::matmul(scores.softmax(-1), values);
    }
    return out.transpose(1, 2).reshape({q.size(0), q.size(1), q.size(2)});
}

} // namespace transcope::model
