#pragma once

#include "core/base/trustedcode.h"
#include "core/predict/predictor.h"

#include <filesystem>
#include <memory>

namespace transcope::model {

struct LoadOptions
{
    std::string device = "auto";    ///< "auto", "cpu", "cuda:N"
    std::string precision = "auto"; ///< "auto", "float32", "bfloat16"
    int threads = 0;                ///< 0 = all cores
    /// What a method that sees a whole section may take for one; 0 = what the machine has left.
    std::uint64_t memoryLimitBytes = 0;
    /// Whether TorchScript of this hash may be run; without it none is.
    core::IsTrusted isTrusted = {};
};

/// Builds the method that a .safetensors file names in its metadata and loads its weights.
/// Errors: NotFound, BadInput (damaged, or not ours: says what is missing), ModelFailure (shapes differ:
/// names the first tensor), DeviceFailure (device asked for is not there: says what is).
core::Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                             const LoadOptions& options = {});

} // namespace transcope::model
