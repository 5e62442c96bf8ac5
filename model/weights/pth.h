#pragma once

#include "core/base/result.h"
#include "model/weights/tensor.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::model {

/// What a PyTorch file held.
struct PthContent
{
    TensorMap tensors;                ///< as float32; a leading "module." of every name is cut off
    std::vector<std::string> ignored; ///< entries that are no floating-point tensors
};

/// Reads the state dict of a .pth/.pt file (zip format, PyTorch ≥ 1.6) without running any of its code. The
/// state dict may lie under the key state_dict, model_state_dict or model. Errors: NotFound; BadInput
/// (damaged, no tensors); Unsupported (older format, big-endian, or a pickle that asks for anything but
/// tensors: names it).
core::Result<PthContent> readPth(const std::filesystem::path& path);

} // namespace transcope::model
