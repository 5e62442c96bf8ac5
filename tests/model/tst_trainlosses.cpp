#include "model/backends/trainlosses.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace transcope::model;

// By another implementation, of P(k) = Γ(k + θ) / (Γ(θ) k!) · (θ / (θ + μ))^θ · (μ / (θ + μ))^k in double.
TEST_CASE("counts cost what a zero-inflated negative binomial says")
{
    const auto counts = torch::tensor({0.f, 3.f, 1.f, 0.f}).view({2, 2});
    const auto mean = torch::tensor({2.f, 2.f, 0.5f, 7.f}).view({2, 2});
    const auto dispersion = torch::tensor({1.5f, 1.5f, 4.f, 0.25f}).view({2, 2});
    const auto zeros = torch::tensor({0.2f, 0.1f, 0.3f, 0.05f}).view({2, 2});
    const double each[] = {0.8569547350374765, 2.272395330795267, 1.6387373027805963, 0.7778826871572055};
    for (int i = 0; i < 4; ++i) {
        const auto at = [i](const torch::Tensor& x) { return x.flatten().slice(0, i, i + 1); };
        CHECK(zeroInflatedLoss(at(counts), at(mean), at(dispersion), at(zeros)).item<double>() ==
              doctest::Approx(each[i]).epsilon(1e-5));
    }
    CHECK(zeroInflatedLoss(counts, mean, dispersion, zeros).item<double>() ==
          doctest::Approx(1.3864925139426365).epsilon(1e-5));
    // Without any counts: P(0) = 1 at a mean of 0, as a spot without counts has it; gradients stay finite.
    auto none = torch::zeros({1, 1}).set_requires_grad(true);
    auto some = torch::ones({1, 1}).set_requires_grad(true);
    const auto loss = zeroInflatedLoss(torch::zeros({1, 1}), none, some, torch::zeros({1, 1}));
    CHECK(loss.item<double>() == doctest::Approx(0).epsilon(1e-6));
    loss.backward();
    CHECK(none.grad().isfinite().all().item<bool>());
    CHECK(some.grad().isfinite().all().item<bool>());
}

TEST_CASE("the contrastive loss is the symmetric cross-entropy to soft targets")
{
    // Two orthogonal spots and their patches alike: logits, and targets before softmax, are the identity, so
    // each row costs the entropy of (e, 1) / (e + 1): 0.582203.
    const auto same = torch::eye(2);
    CHECK(contrastiveLoss(same, same).item<double>() == doctest::Approx(0.5822031088882179).epsilon(1e-5));
    // By another implementation, in double.
    const auto spots = torch::tensor({1.f, 0.5f, -0.5f, 2.f, 0.f, -1.f}).view({3, 2});
    const auto images = torch::tensor({0.5f, 1.f, 1.f, 1.f, -1.f, 0.25f}).view({3, 2});
    CHECK(contrastiveLoss(spots, images).item<double>() == doctest::Approx(1.1219030922163615).epsilon(1e-5));
}
