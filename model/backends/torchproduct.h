#pragma once

#include "core/base/result.h"

#include <string>

namespace transcope::model {

/// GFLOP/s of LibTorch's product of two 8192 × 8192 matrices of random numbers on a CUDA device, the median
/// of `repeats`. precision: "float32", "bfloat16" or "float16". Errors: InvalidArgument (another precision,
/// no device of that name), DeviceFailure.
core::Result<double> torchProductGflops(const std::string& device, const std::string& precision, int repeats);

} // namespace transcope::model
