#pragma once

#include "core/base/trustedcode.h"
#include "core/predict/predictor.h"
#include "model/backends/device.h"

#include <filesystem>
#include <memory>

namespace transcope::model {

/// The patches that an encoder wants. Errors: those of reading it.
core::Result<core::PatchSpec> encoderPatches(const std::filesystem::path& path);

/// A frozen network that says what a patch looks like in numbers: a backbone of the table in a weights file,
/// up to its last layer, which need not be there; or TorchScript, in a weights file of import-model or as it
/// is (224 px of level 0, ImageNet's mean and deviation), whose outputs are the features. float32. info():
/// genes are "feature 1" …, title says what it is ("random ResNet50" where nobody trained it), weightsHash is
/// the file's; with needsTrust there are no features yet. Errors: those of readWeights; BadInput; Unsupported
/// (a method that is no such network); ModelFailure.
core::Result<std::unique_ptr<core::Predictor>> loadEncoder(const std::filesystem::path& path,
                                                           const DeviceChoice& choice, int threads,
                                                           const core::IsTrusted& isTrusted);

} // namespace transcope::model
