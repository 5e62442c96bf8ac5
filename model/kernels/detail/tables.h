#pragma once

#include "model/kernels/kerneltable.h"

namespace transcope::model::detail {

constexpr int kQueryBlock = 48;  ///< query rows whose scores are held in the first-level cache at once
constexpr int kWidestLanes = 16; ///< of any instruction set

/// One per translation unit that is compiled for its own instruction set.
const KernelTable& portableKernels();
const KernelTable& avx2Kernels();
const KernelTable& avx512Kernels();
const KernelTable& bf16Kernels();
const KernelTable& amxKernels();

} // namespace transcope::model::detail
