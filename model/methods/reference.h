#pragma once

#include "core/base/result.h"
#include "model/weights/tensor.h"

#include <filesystem>
#include <string>

namespace transcope::model {

/// A reference vector file (docs/m2ost.md): which tensors and inputs the hash makes, and what a correct
/// implementation computes from them.
struct Reference
{
    std::string method;
    std::string seed;
    std::map<std::string, std::vector<std::int64_t>> tensors; ///< name → shape
    std::map<std::string, std::vector<std::int64_t>> inputs;  ///< name → shape, of hashed ones
    TensorMap values;                                         ///< inputs that the file spells out
    TensorMap outputs;
};

/// Errors: NotFound, BadInput (says what is missing or inconsistent).
core::Result<Reference> readReference(const std::filesystem::path& path);

} // namespace transcope::model
