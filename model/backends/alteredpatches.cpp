#include "model/backends/alteredpatches.h"

#include "model/backends/uniform.h"

#include <cmath>
#include <numbers>

namespace transcope::model {

namespace {

constexpr double GreyRate = 0.1, FlipRate = 0.2;
constexpr std::array<float, 3> Luminance = {0.2989f, 0.587f, 0.114f}; // of red, green, blue (ITU-R 601)
constexpr int NearestPx = 1, ZeroBeyond = 0;                          // as LibTorch numbers them

torch::Tensor greyed(const torch::Tensor& patches)
{
    const auto weights = torch::tensor(at::ArrayRef<float>(Luminance.data(), 3)).to(patches.device());
    return torch::matmul(patches, weights).unsqueeze(3).expand_as(patches);
}

} // namespace

torch::Tensor turnedPatches(const torch::Tensor& patches, double radians)
{
    const auto c = static_cast<float>(std::cos(radians)), s = static_cast<float>(std::sin(radians));
    const auto turn = torch::tensor({c, s, 0.f, -s, c, 0.f}).view({1, 2, 3}).to(patches.device());
    const auto from = at::affine_grid_generator(turn, {1, 3, patches.size(1), patches.size(2)}, false)
                          .expand({patches.size(0), -1, -1, -1});
    return at::grid_sampler_2d(patches.permute({0, 3, 1, 2}), from, NearestPx, ZeroBeyond, false)
        .permute({0, 2, 3, 1});
}

torch::Tensor alteredPatches(const torch::Tensor& patches, std::mt19937_64& random)
{
    // Drawn whether used or not, so that each number has its place.
    const bool grey = uniform(random) < GreyRate;
    const double radians = std::numbers::pi * (uniform(random) - 0.5);
    const bool flipped = uniform(random) < FlipRate;
    const auto turned = turnedPatches(grey ? greyed(patches) : patches, radians);
    return flipped ? turned.flip(1) : turned; // the authors' patches have x and y swapped
}

} // namespace transcope::model
