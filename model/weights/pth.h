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
    TensorMap tensors; ///< as float32, by name without what wrappers put before it ("module.", "model.", …)
    std::vector<std::string> ignored; ///< entries that are no floating-point tensors
};

/// Reads the state dict of a .pth/.pt file (a zip archive, or of PyTorch before 1.6) without running any of
/// its code. The state dict may lie under the key state_dict, model_state_dict, model, net or teacher of a
/// checkpoint. Errors: NotFound; BadInput (damaged, no tensors); Unsupported (big-endian, or a pickle that
/// asks for anything but tensors and what checkpoints hold beside them: names it).
core::Result<PthContent> readPth(const std::filesystem::path& path);

} // namespace transcope::model
