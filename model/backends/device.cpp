#include "model/backends/device.h"

#include "core/base/try.h"
#include "model/kernels/isa.h"
#include "model/nn/torch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// Products of this size, this often, keep a large GPU busy for a few milliseconds.
constexpr int ProbeSize = 2048;
constexpr int ProbeRounds = 8;

int cudaDevices()
{
    return torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
}

std::string whatIsThere()
{
    const int count = cudaDevices();
    if (count == 0)
        return "there is only cpu (LibTorch sees no CUDA device)";
    return "there are cpu and cuda:0" + (count > 1 ? " to cuda:" + std::to_string(count - 1) : "");
}

/// N of "cuda:N", 0 for "cuda", nothing for anything else.
std::optional<int> cudaIndex(const std::string& device)
{
    if (device == "cuda")
        return 0;
    int index = -1;
    int end = 0;
    if (std::sscanf(device.c_str(), "cuda:%d%n", &index, &end) == 1 &&
        end == static_cast<int>(device.size()) && index >= 0)
        return index;
    return std::nullopt;
}

double secondsOfProducts(const torch::Device& device, torch::ScalarType type)
{
    const auto a = torch::ones({ProbeSize, ProbeSize}, torch::TensorOptions(type).device(device));
    auto b = torch::mm(a, a); // warms up
    torch::cuda::synchronize(device.index());
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < ProbeRounds; ++i)
        b = torch::mm(a, a);
    torch::cuda::synchronize(device.index());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measurePrecisionOnCuda(DeviceChoice& choice)
{
    const torch::Device device(choice.device);
    const double ratio =
        secondsOfProducts(device, torch::kFloat) / secondsOfProducts(device, torch::kBFloat16);
    char text[96];
    std::snprintf(text, sizeof text, "bfloat16 products ran %.1f times as fast as float32 on %s", ratio,
                  choice.device.c_str());
    choice.precision = ratio > 1.5 ? "bfloat16" : "float32";
    choice.precisionReason = text;
}

/// The native kernels' choice: they are what computes on the CPU.
Result<void> choosePrecisionOnCpu(DeviceChoice& choice, const std::string& request)
{
    TRY(const auto isa, chooseIsa());
    TRY(const auto precision, transcope::model::choosePrecision(request, isa));
    choice.precision = precisionName(precision.precision);
    choice.precisionReason = precision.reason;
    return {};
}

Result<void> choosePrecisionOnCuda(DeviceChoice& choice, const std::string& request)
{
    choice.precision = request;
    choice.precisionReason = "as asked for";
    choice.precisionIsFree = request == "auto";
    if (!choice.precisionIsFree)
        return {};
    try {
        measurePrecisionOnCuda(choice);
    } catch (const c10::Error& e) {
        return fail(ErrorCode::DeviceFailure, choice.device + " failed: " + e.what_without_backtrace(),
                    "Try another device or --device cpu");
    }
    return {};
}

} // namespace

void prepareLibTorch()
{
    static std::once_flag once;
    std::call_once(once, [] {
        at::globalContext().setAllowTF32CuDNN(false);
        if (std::getenv("OMP_NUM_THREADS") == nullptr)
            torch::set_num_threads(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
    });
}

Result<DeviceChoice> chooseDevice(const std::string& device, const std::string& precision)
{
    if (precision != "auto" && precision != "float32" && precision != "bfloat16")
        return fail(ErrorCode::InvalidArgument, "unknown precision " + precision,
                    "Use auto, float32 or bfloat16");
    const auto index = cudaIndex(device);
    if (device != "auto" && device != "cpu" && !index)
        return fail(ErrorCode::InvalidArgument, "unknown device " + device, "Use auto, cpu or cuda:N");
    const int count = cudaDevices();
    if (index && *index >= count)
        return fail(ErrorCode::DeviceFailure, "device " + device + " is not there", whatIsThere());
    DeviceChoice choice;
    const bool cuda = index || (device == "auto" && count > 0);
    choice.device = cuda ? "cuda:" + std::to_string(index.value_or(0)) : "cpu";
    choice.deviceReason = device == "auto" ? whatIsThere() : "as asked for";
    prepareLibTorch();
    TRY_RUN(cuda ? choosePrecisionOnCuda(choice, precision) : choosePrecisionOnCpu(choice, precision));
    return choice;
}

} // namespace transcope::model
