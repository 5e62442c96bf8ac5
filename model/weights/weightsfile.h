#pragma once

#include "model/weights/modelcard.h"
#include "model/weights/safetensors.h"
#include "model/weights/trainingvectors.h"

namespace transcope::model {

/// A weights file in memory.
struct WeightsFile
{
    ModelCard card;
    TensorMap tensors;                             ///< of the network
    std::string sha256;                            ///< of the whole file, hex
    std::map<std::string, std::string> blobs = {}; ///< what is no number
    std::optional<TrainingVectors> training = {};  ///< where the file has them
};

/// Reads only the metadata of a weights file. Errors: those of readSafetensorsHeader and modelCardFrom.
core::Result<ModelCard> readModelCard(const std::filesystem::path& path);

/// Reads and hashes a weights file. Errors: the same.
core::Result<WeightsFile> readWeights(const std::filesystem::path& path);

/// Writes a weights file whole or not at all; type: of the network's tensors. Errors: WriteFailed.
core::Result<void> writeWeights(const std::filesystem::path& path, const ModelCard& card,
                                const TensorMap& tensors, StoredType type = StoredType::Float32,
                                const std::optional<TrainingVectors>& training = {},
                                const std::map<std::string, std::string>& blobs = {});

/// Compares tensors with what a network has, `shapes`; names the first that is missing, differs in shape,
/// holds a value that is not finite, or is unknown. Errors: ModelFailure. `name` stands in the message.
core::Result<void> checkTensors(const TensorMap& tensors,
                                const std::map<std::string, std::vector<std::int64_t>>& shapes,
                                const std::string& name);

} // namespace transcope::model
