#pragma once

#include "core/base/result.h"
#include "model/config/m2ostconfig.h"

#include <cstdint>
#include <map>

namespace transcope::model {

/// The configuration that a set of tensors, by their names (m2ost.h), belongs to. Heads are taken to be 64
/// wide. Of ablations that make no difference to a single level the least is told. Errors: BadInput (a name
/// that tells the shape is missing or makes no sense: says which).
core::Result<M2ostConfig> detectM2ostConfig(const std::map<std::string, std::vector<std::int64_t>>& shapes);

} // namespace transcope::model
