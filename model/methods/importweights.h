#pragma once

#include "model/methods/methods.h"

namespace transcope::model {

struct ImportSummary
{
    int tensors = 0;                  ///< written
    std::vector<std::string> ignored; ///< in the file, but nothing that the model uses
    nlohmann::json configuration;     ///< of the network
};

/// Turns a PyTorch state dict of a method into a weights file, float32. `card` brings what the state dict
/// does not know (genes, normalisation, scale, training set …); its method, configuration and patches' size
/// and downsamples are filled in. Errors: those of readPth, of the method's import and of writeWeights.
/// onto: a weights file that it completes (HIPT's other transformer); empty: none.
core::Result<ImportSummary> importWeights(const Method& method, const std::filesystem::path& pth,
                                          ModelCard card, const std::filesystem::path& out,
                                          const std::filesystem::path& onto = {});

} // namespace transcope::model
