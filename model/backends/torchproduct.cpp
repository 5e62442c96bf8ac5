#include "model/backends/torchproduct.h"

#include "model/backends/mediantime.h"
#include "model/nn/torch.h"

namespace transcope::model {

namespace {

constexpr std::int64_t Side = 8192;

double secondsOfProduct(const torch::Device& device, torch::ScalarType type, int repeats)
{
    const torch::InferenceMode inference;
    const auto options = torch::TensorOptions(type).device(device);
    const auto a = torch::randn({Side, Side}, options), b = torch::randn({Side, Side}, options);
    return medianSeconds(repeats, [&] {
        const auto product = torch::mm(a, b);
        torch::cuda::synchronize(device.index());
    });
}

} // namespace

core::Result<double> torchProductGflops(const std::string& device, const std::string& precision, int repeats)
{
    if (precision != "float32" && precision != "bfloat16" && precision != "float16")
        return core::fail(core::ErrorCode::InvalidArgument, "unknown precision " + precision,
                          "Use float32, bfloat16 or float16");
    try {
        const torch::Device where(device);
        if (!where.is_cuda() || !where.has_index() ||
            where.index() >= static_cast<int>(torch::cuda::device_count()))
            return core::fail(core::ErrorCode::InvalidArgument, "there is no CUDA device " + device,
                              "Name one as cuda:N");
        const auto type = precision == "bfloat16"  ? torch::kBFloat16
                          : precision == "float16" ? torch::kHalf
                                                   : torch::kFloat;
        return 2e-9 * Side * Side * Side / secondsOfProduct(where, type, repeats);
    } catch (const c10::Error& e) {
        return core::fail(core::ErrorCode::DeviceFailure, device + " failed: " + e.what_without_backtrace(),
                          "Close what else uses its memory, or use --device cpu");
    }
}

} // namespace transcope::model
