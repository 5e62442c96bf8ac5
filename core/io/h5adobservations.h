#pragma once

#include "core/expression/observations.h"
#include "core/io/datatree.h"

#include <memory>

namespace transcope::core {

/// The columns of obs that can colour spots: numbers, yes or no, categories, and texts of at most a hundred
/// different values. Texts of more are left out; those that cannot be read, too, with a note.
std::shared_ptr<const Observations> readObservations(const DataTree& tree, std::size_t spots,
                                                     std::vector<std::string>& notes);

} // namespace transcope::core
