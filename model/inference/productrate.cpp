#include "model/inference/productrate.h"

#include "core/base/try.h"
#include "model/backends/mediantime.h"
#include "model/backends/torchproduct.h"
#include "model/kernels/largeproduct.h"

namespace transcope::model {

core::Result<double> productGflops(const std::string& device, const std::string& precision, int threads,
                                   int repeats)
{
    if (device != "cpu")
        return torchProductGflops(device, precision, repeats);
    TRY(const auto isa, chooseIsa());
    TRY(const auto choice, choosePrecision(precision, isa));
    TRY(const auto kernels, kernelsFor(isa, choice.precision));
    LargeProduct product(*kernels, threads);
    return product.gflop() / medianSeconds(repeats, [&] { product.run(); });
}

} // namespace transcope::model
