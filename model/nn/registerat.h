#pragma once

#include "model/nn/torch.h"

#include <string>
#include <utility>

namespace transcope::model {

/// The module that lies at `path` ("vit.transformer", "" is root itself) within root; what is missing on the
/// way is made, as modules that hold others and compute nothing. So a network can carry the names of a
/// published state dict without having its authors' classes.
torch::nn::Module& moduleAt(torch::nn::Module& root, const std::string& path);

/// "a.b.c" → "a.b" and "c".
std::pair<std::string, std::string> parentAndName(const std::string& path);

/// Registers under root the module that a published state dict has at `path`, e.g. "layers.0.fn.to_qkv".
template <class Holder> Holder registerAt(torch::nn::Module& root, const std::string& path, Holder module)
{
    const auto [parent, name] = parentAndName(path);
    return moduleAt(root, parent).register_module(name, std::move(module));
}

/// The same for a parameter ("attn.in_proj_weight") and a buffer ("bn1.running_mean").
torch::Tensor registerParameterAt(torch::nn::Module& root, const std::string& path, torch::Tensor value);
torch::Tensor registerBufferAt(torch::nn::Module& root, const std::string& path, torch::Tensor value);

} // namespace transcope::model
