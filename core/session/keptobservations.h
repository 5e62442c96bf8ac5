#pragma once

#include "core/base/result.h"
#include "core/expression/observations.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace transcope::core {

/// Under which text (Session::text()) a layer's observations stand.
std::string observationsKey(std::int64_t layer);

/// As JSON: what is known of every spot besides expression; empty for nullptr.
std::string observationsText(const std::shared_ptr<const Observations>& observations);

/// nullptr for an empty text. spots: how many the layer has. Errors: BadInput where the text is none of
/// observationsText() or is of other spots.
Result<std::shared_ptr<const Observations>> observationsFromText(const std::string& text, std::size_t spots);

} // namespace transcope::core
