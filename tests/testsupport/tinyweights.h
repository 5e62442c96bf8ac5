#pragma once

#include "model/weights/weightsfile.h"

namespace transcope::tests {

/// What a made-up weights file holds.
struct TinyWeightsOptions
{
    int genes = 5;                       ///< named GENE1 …, the first DDX5; ids ENSG00000000001 …
    int layers = 1;                      ///< encoder layers; the rest of M2OST's shape is the real one
    std::vector<int> levels = {0, 1, 2}; ///< zoom levels
    model::Ablation ablation = model::Ablation::None;
    std::string seed = "tiny";     ///< of the hash that makes the tensors
    std::optional<double> umPerPx; ///< scale in the patch geometry; absent: level-0 px are used as they are
};

/// A small but valid M2OST with hash-made weights, the same bytes on every machine. Its card has a held-out
/// score for every gene: 0.5, 0.4, 0.3, … down to −0.1, then again.
model::ModelCard tinyCard(const TinyWeightsOptions& options = {});
model::TensorMap tinyTensors(const TinyWeightsOptions& options = {});

/// Both of these as a .safetensors file (about 9 MB). Errors: WriteFailed.
core::Result<void> writeTinyWeights(const std::filesystem::path& path,
                                    const TinyWeightsOptions& options = {});

} // namespace transcope::tests
