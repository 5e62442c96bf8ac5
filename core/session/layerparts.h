#pragma once

#include "core/expression/rowpart.h"
#include "core/session/session.h"

namespace transcope::core {

/// Of a session's layers, what the run that predicted `whole` gave besides it (a name of partname); nullptr
/// where it gave none.
const LayerInfo* partOf(const std::vector<LayerInfo>& layers, const Provenance& whole,
                        const std::string& part);

} // namespace transcope::core
