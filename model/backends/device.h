#pragma once

#include "core/base/result.h"

#include <string>

namespace transcope::model {

/// Where a model runs and in which precision, with the reasons in words.
struct DeviceChoice
{
    std::string device;       ///< "cpu", "cuda:0"
    std::string deviceReason; ///< e.g. "no CUDA device: this LibTorch is built for the CPU"
    std::string precision;    ///< "float32", "bfloat16"; M2OST's choice on a GPU also "float16"
    std::string precisionReason;
    bool precisionIsFree = false; ///< nobody asked for one: a method may take another of 16 bits
};

/// LibTorch's settings for the whole process, from the first call on: every core that the process may use,
/// unless OMP_NUM_THREADS says how many (by itself LibTorch takes one where it cannot read the machine's
/// topology), and float32 convolutions with all their bits on a GPU (cuDNN's default rounds operands to 10).
void prepareLibTorch();

/// device: "auto", "cpu", "cuda" or "cuda:N"; precision: "auto", "float32" or "bfloat16". Auto takes the
/// first CUDA device where there is one, and bfloat16 where the device is fast at it (on a GPU this is
/// measured). Errors: InvalidArgument (another word), DeviceFailure (the device is not there: says what is),
/// Unsupported (bfloat16 on a processor that cannot).
core::Result<DeviceChoice> chooseDevice(const std::string& device, const std::string& precision);

} // namespace transcope::model
