#pragma once

#include "core/io/datatree.h"

#include <nlohmann/json.hpp>

namespace transcope::core {

/// Scalars of a group as a flat object.
nlohmann::json scalarsOf(const DataTree& tree, const std::string& group);

} // namespace transcope::core
