#pragma once

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

/// Tensors by name, as a weights file or a reference vector file lists them.
using TensorMap = std::map<std::string, HostTensor>;

} // namespace transcope::model
