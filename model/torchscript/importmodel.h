#pragma once

#include "model/torchscript/zooconfig.h"

namespace transcope::model {

/// The blob of a weights file that holds the TorchScript archive.
inline constexpr const char* TorchScriptBlob = "torchscript";

/// Whether a file begins as a zip archive, which TorchScript is and a weights file is not.
bool isZipArchive(const std::filesystem::path& path);

/// The bytes of a TorchScript archive; none of its code is run. Errors: NotFound, BadInput (no such archive).
core::Result<std::string> readTorchScript(const std::filesystem::path& path);

/// Puts a TorchScript archive and its configuration into one weights file. None of the archive's code is run.
/// Gives the card that was written. Errors: those of readZooConfig, readTorchScript and
/// writeWeights.
core::Result<ModelCard> importModel(const std::filesystem::path& model, const std::filesystem::path& config,
                                    const std::filesystem::path& out);

} // namespace transcope::model
