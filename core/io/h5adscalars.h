#pragma once

#include "core/io/h5reader.h"

#include <nlohmann/json.hpp>

namespace transcope::core {

/// Scalars of a group as a flat object.
nlohmann::json scalarsOf(const H5Reader& reader, const std::string& group);

} // namespace transcope::core
