#include "model/inference/productrate.h"

#include "model/inference/torchproduct.h"
#include "model/kernels/largeproduct.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace transcope::model {

core::Result<double> productGflops(const std::string& device, const std::string& precision, int threads,
                                   int repeats)
{
    if (device != "cpu")
        return torchProductGflops(device, precision, repeats);
    const auto isa = chooseIsa();
    if (!isa)
        return tl::unexpected(isa.error());
    const auto choice = choosePrecision(precision, *isa);
    if (!choice)
        return tl::unexpected(choice.error());
    const auto kernels = kernelsFor(*isa, choice->precision);
    if (!kernels)
        return tl::unexpected(kernels.error());
    LargeProduct product(**kernels, threads);
    product.run();
    std::vector<double> seconds;
    for (int i = 0; i < std::max(1, repeats); ++i) {
        const auto start = std::chrono::steady_clock::now();
        product.run();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return product.gflop() / *middle;
}

} // namespace transcope::model
