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
    int views = 1;            ///< 8: core::EightViews
    bool splitLevels = false; ///< the zoom levels' shares as parts of the rows
    bool encoded = false;     ///< what the head takes as a part, where the method has it
    bool attention = false;   ///< where in its patches the method looks, as parts; of one view alone
    bool compare = false;     ///< with the training, where the weights tell of it (comparedwithtraining.h)
};

/// Where the weights say how their training looks, the rows compare with it (comparedwithtraining.h). Builds
/// the method that a .safetensors file names in its metadata and loads its weights. Errors: NotFound,
/// BadInput (damaged, or not ours: says what is missing), ModelFailure (shapes differ: names the first
/// tensor), DeviceFailure (device asked for is not there: says what is), Unsupported (a method without what
/// is asked for; says so).
core::Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                             const LoadOptions& options = {});

} // namespace transcope::model
