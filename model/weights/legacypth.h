#pragma once

#include "model/weights/pickle.h"

#include <map>

namespace transcope::model {

/// What a file of torch.save before PyTorch 1.6 holds: pickles one after another, then the storages' numbers.
struct LegacyPth
{
    Pickle pickle;                                    ///< what was saved
    std::map<std::string, std::string_view> storages; ///< bytes by key, in the file's
};

/// Whether the bytes may be such a file.
bool looksLikeLegacyPth(std::string_view bytes);

/// Errors: BadInput (damaged, or a pickle that torch.save did not write), Unsupported (big-endian; what
/// readPickle refuses).
core::Result<LegacyPth> readLegacyPth(std::string_view bytes, const std::string& name);

} // namespace transcope::model
