#pragma once

#include "model/torchscript/zooconfig.h"

namespace transcope::model {

/// The blob of a weights file that holds the TorchScript archive.
inline constexpr const char* TorchScriptBlob = "torchscript";

/// Puts a TorchScript archive and its configuration into one weights file. None of the archive's code is run.
/// Gives the card that was written. Errors: those of readZooConfig and writeWeights; NotFound; BadInput
/// (no TorchScript archive).
core::Result<ModelCard> importModel(const std::filesystem::path& model, const std::filesystem::path& config,
                                    const std::filesystem::path& out);

} // namespace transcope::model
