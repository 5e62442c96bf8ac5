#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// M2OST, whole or with a part taken away: its configuration is read from the card or from the tensors.
Method m2ostMethod();

} // namespace transcope::model
