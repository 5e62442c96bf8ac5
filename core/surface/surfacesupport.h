#pragma once

namespace transcope::core {

/// Whether this build has VTK's filters; without them there are no neighbours and no contours.
bool hasSurfaces();

} // namespace transcope::core
