#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace transcope::model {

/// Computes a patch-level network on one device in one precision. Used from one thread at a time.
class PatchBackend
{
public:
    virtual ~PatchBackend() = default;
    /// levelsRgb: per level [count, size, size, 3] interleaved RGB, 8-bit. out: [count, genes], or wider
    /// rows where it was made for those; undefined after an error. A spot's result does not depend on its
    /// batch but for rounding (M2OST's not even for that). Errors: ModelFailure, DeviceFailure.
    virtual core::Result<void> forward(const std::vector<const std::uint8_t*>& levelsRgb, int count,
                                       float* out) = 0;
    /// The same for what the network itself takes, as reference vectors have it: values 0 … 1, or normalised.
    virtual core::Result<void> forward(const std::vector<const float*>& levelsRgb, int count, float* out) = 0;
};

} // namespace transcope::model
