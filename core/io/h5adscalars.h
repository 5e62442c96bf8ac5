#pragma once

#include "core/io/h5object.h"

#include <nlohmann/json.hpp>

namespace transcope::core {

/// Scalars of a group as a flat object. Hold an H5Lock.
nlohmann::json scalarsOf(const H5Reader& reader, const std::string& group);

} // namespace transcope::core
