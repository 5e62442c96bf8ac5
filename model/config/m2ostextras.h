#pragma once

#include <cstddef>

namespace transcope::model {

/// What M2OST gives of a spot besides the prediction, in this order.
struct M2ostExtras
{
    bool contributions = false; ///< [levels, genes]: the levels' shares
    bool encoded = false;       ///< [levels · channels]: what the head takes
    /// [levels' patch tokens]: how much the level's cls token looks at each in the last ITMM
    bool attention = false;
    bool any() const { return contributions || encoded || attention; }
};

} // namespace transcope::model
