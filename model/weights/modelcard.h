#pragma once

#include "core/base/result.h"
#include "core/predict/predictor.h"
#include "model/config/m2ostconfig.h"

#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace transcope::model {

/// Everything about a weights file but its tensors; lies in the file's __metadata__.
struct ModelCard
{
    std::string method = "m2ost";
    nlohmann::json configuration; ///< the method's own, e.g. toJson(M2ostConfig)
    core::GeneList genes;         ///< columns of the output, in order
    core::Normalisation normalisation = core::Normalisation::CpmSelected;
    core::PatchSpec patches;
    std::string trainedOn;                 ///< training set, in words
    std::string split;                     ///< how held-out data was chosen, in words
    std::vector<float> heldOutScores;      ///< per gene, NaN where undefined; empty when unknown
    std::vector<float> heldOutBeyondDepth; ///< the same given the spots' depth
    std::vector<core::SectionLooks> looks; ///< of the training's sections, to tell slides that differ
    std::string licence;                   ///< of the training data
    std::string commit;                    ///< of the program that trained
    std::int64_t epochs = 0;
    std::uint64_t seed = 0;
    std::string notes; ///< known limits and anything else, in words
};

/// The card's method for people and provenance: "m2ost"; of an ablated network "m2ost-without-dpe", since
/// what it predicts must not pass for M2OST's.
std::string methodName(const ModelCard& card);

/// As string metadata of a .safetensors file. Keys: transcope (format version), method, configuration, genes,
/// normalisation, patches, trainedOn, split, heldOutScores, heldOutBeyondDepth, looks, licence, commit,
/// epochs, seed, notes.
std::map<std::string, std::string> toMetadata(const ModelCard& card);

/// Reads what toMetadata wrote. `name` stands in the messages. Errors: BadInput (says which key is missing or
/// damaged), Unsupported (a later format version).
core::Result<ModelCard> modelCardFrom(const std::map<std::string, std::string>& metadata,
                                      const std::string& name);

/// M2OST's configuration as JSON and back (only values that differ from the defaults need to stand there).
/// Errors: BadInput (not an object, a wrong type, or validate()'s words).
nlohmann::json toJson(const M2ostConfig& config);
core::Result<M2ostConfig> m2ostConfigFrom(const nlohmann::json& json);

/// The patches that M2OST of this configuration wants, where umPerPx (µm per px of downsample 1) may be
/// unknown.
core::PatchSpec m2ostPatches(const M2ostConfig& config, std::optional<double> umPerPx);

} // namespace transcope::model
