#pragma once

#include "model/weights/modelcard.h"

#include <filesystem>

namespace transcope::model {

struct ImportSummary
{
    int tensors = 0;                  ///< written
    std::vector<std::string> ignored; ///< in the file, but nothing that the model uses
    M2ostConfig config;               ///< as the tensors' shapes tell it
};

/// Turns a PyTorch state dict of M2OST (published names) into a weights file, float32. `card` brings what the
/// state dict does not know (genes, normalisation, scale, training set …); its method, configuration and
/// patches' size and downsamples are filled in from the tensors. Errors: those of readPth, detectM2ostConfig,
/// checkM2ostTensors (as BadInput) and writeWeights; BadInput where the gene list's length is not the
/// model's.
core::Result<ImportSummary> importM2ostWeights(const std::filesystem::path& pth, ModelCard card,
                                               const std::filesystem::path& out);

} // namespace transcope::model
