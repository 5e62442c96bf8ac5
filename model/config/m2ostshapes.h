#pragma once

#include "model/config/m2ostconfig.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace transcope::model {

/// Every tensor that a network of this (valid) configuration has, by its name in the published checkpoint,
/// with its shape. The same as M2ost's named parameters, without LibTorch.
std::map<std::string, std::vector<std::int64_t>> m2ostShapes(const M2ostConfig& config);

/// True for a tensor that published checkpoints hold and the network never uses:
/// transformer.layers.{n}.0.norm.{weight,bias}.
bool isUnusedM2ostTensor(const std::string& name);

} // namespace transcope::model
