#include "model/nn/attention.h"
#include "model/nn/fusedattention.h"

#include <doctest/doctest.h>

using namespace transcope::model;

namespace {

constexpr int Heads = 2, Channels = Heads * 64;

struct Attended
{
    torch::Tensor out, q, k, v; ///< the result; gradients by what went in
};

/// Attention and its gradients for a third of a merged projection as queries, and keys of another length.
Attended attend(torch::Dtype type, bool fused)
{
    torch::manual_seed(4);
    auto merged = torch::randn({2, 37, 3 * Channels}).to(type).requires_grad_(true);
    auto k = torch::randn({2, 21, Channels}).to(type).requires_grad_(true);
    auto v = torch::randn({2, 21, Channels}).to(type).requires_grad_(true);
    const auto weights = torch::randn({2, 37, Channels}).to(type);
    const auto run = [&] { return multiHeadAttention(merged.chunk(3, -1)[1], k, v, Heads); };
    torch::Tensor out;
    if (fused) {
        const FusedAttentionGuard guard;
        out = run();
    } else {
        out = run();
    }
    (out * weights).sum().backward();
    return {out.detach(), merged.grad(), k.grad(), v.grad()};
}

/// Largest difference of a and b in units of b's largest value.
double difference(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>() /
           b.to(torch::kDouble).abs().max().item<double>();
}

bool isFused(const torch::Tensor& out)
{
    return out.grad_fn() && out.grad_fn()->name().find("FusedAttention") != std::string::npos;
}

} // namespace

TEST_CASE("fused attention and its gradients equal the plain products")
{
    const Attended plain = attend(torch::kFloat, false), fused = attend(torch::kFloat, true);
    CHECK(difference(fused.out, plain.out) < 1e-5);
    CHECK(difference(fused.q, plain.q) < 1e-5);
    CHECK(difference(fused.k, plain.k) < 1e-5);
    CHECK(difference(fused.v, plain.v) < 1e-5);
}

TEST_CASE("in bfloat16 within its rounding")
{
    const auto q = torch::zeros({1, 1, Channels}, torch::kBFloat16);
    if (!canFuseAttention(q, Heads)) {
        MESSAGE("skipped: this processor does not multiply bfloat16");
        return;
    }
    // 8 bits of a number: 2⁻⁸ = 0.4 % of it a rounding, a few of them on the way.
    const Attended plain = attend(torch::kFloat, false), fused = attend(torch::kBFloat16, true);
    CHECK(difference(fused.out, plain.out) < 0.02);
    CHECK(difference(fused.q, plain.q) < 0.02);
    CHECK(difference(fused.k, plain.k) < 0.02);
    CHECK(difference(fused.v, plain.v) < 0.02);
}

TEST_CASE("it is taken under a guard alone, and where it can do the work")
{
    const auto x = torch::randn({1, 5, Channels}).requires_grad_(true);
    CHECK_FALSE(isFused(multiHeadAttention(x, x, x, Heads)));
    {
        const FusedAttentionGuard guard;
        CHECK(isFused(multiHeadAttention(x, x, x, Heads)));
        {
            const FusedAttentionGuard inner;
        }
        CHECK(isFused(multiHeadAttention(x, x, x, Heads)));
        CHECK_FALSE(isFused(multiHeadAttention(x, x, x, 2 * Heads)));         // heads of 32
        CHECK_FALSE(isFused(multiHeadAttention(x, x, x, Heads, {0.5, {1}}))); // random mask
        const auto wide = x.to(torch::kDouble);
        CHECK_FALSE(isFused(multiHeadAttention(wide, wide, wide, Heads)));
    }
    CHECK_FALSE(FusedAttentionGuard::active());
}
