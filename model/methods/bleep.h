#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// BLEEP, which looks up training spots that look alike. They are tensors of the weights file.
Method bleepMethod();

} // namespace transcope::model
