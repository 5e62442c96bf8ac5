#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace transcope::model {

/// A tensor in main memory, float32, row-major, whatever the file stored it as.
struct HostTensor
{
    std::vector<std::int64_t> shape;
    std::vector<float> data;
};

/// Product of the extents; 1 for a scalar's empty shape.
inline std::size_t elementCount(const std::vector<std::int64_t>& shape)
{
    std::size_t count = 1;
    for (const auto extent : shape)
        count *= static_cast<std::size_t>(extent);
    return count;
}

/// Tensors by name, as a weights file or a reference vector file lists them.
using TensorMap = std::map<std::string, HostTensor>;

} // namespace transcope::model
