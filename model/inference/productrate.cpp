#include "model/inference/productrate.h"

#include "model/inference/mediantime.h"
#include "model/inference/torchproduct.h"
#include "model/kernels/largeproduct.h"

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
    return product.gflop() / medianSeconds(repeats, [&] { product.run(); });
}

} // namespace transcope::model
