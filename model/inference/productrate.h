#pragma once

#include "core/base/result.h"

#include <string>

namespace transcope::model {

/// GFLOP/s (two operations per multiply-accumulate) that a large product reaches on a device, the median of
/// `repeats`: on the CPU with the native kernels, elsewhere LibTorch's. device, precision: as
/// core::PredictorInfo has them. threads: of the CPU, 0 = all cores.
/// Errors: InvalidArgument (no such device or precision), Unsupported (bfloat16 on a processor that cannot),
/// DeviceFailure.
core::Result<double> productGflops(const std::string& device, const std::string& precision, int threads,
                                   int repeats);

} // namespace transcope::model
