#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace transcope::model {

/// Computes M2OST on one device in one precision. A spot's result has the same bits whatever batch it is in.
/// Used from one thread at a time.
class M2ostBackend
{
public:
    virtual ~M2ostBackend() = default;
    /// levelsRgb: per level of the configuration [count, imageSize, imageSize, 3] interleaved RGB, 8-bit.
    /// out: [count, genes]; undefined after an error. Errors: ModelFailure, DeviceFailure.
    virtual core::Result<void> forward(const std::vector<const std::uint8_t*>& levelsRgb, int count,
                                       float* out) = 0;
    /// The same for values 0 … 1, as reference vectors have them.
    virtual core::Result<void> forward(const std::vector<const float*>& levelsRgb, int count, float* out) = 0;
};

} // namespace transcope::model
