#pragma once

#include "core/base/trustedcode.h"
#include "core/predict/predictor.h"
#include "model/backends/device.h"
#include "model/backends/superpixelencoder.h"
#include "model/counting/tally.h"
#include "model/graph/graph.h"
#include "model/methods/graphmethod.h"
#include "model/methods/networkconfig.h"
#include "model/methods/recipe.h"
#include "model/methods/reference.h"
#include "model/weights/weightsfile.h"

#include <memory>
#include <optional>
#include <string_view>

namespace transcope::model {

/// How well the paper says that a method predicts a data set, on the paper's own split.
struct PaperScore
{
    std::string_view dataSet;
    double pccPercent = 0;
    double rmse = 0;
    bool operator==(const PaperScore&) const = default;
};

/// What the paper's Table 3 prints of a method.
struct PaperFigures
{
    double millionParameters = 0;
    double gigaOperations = 0;
    std::optional<PaperScore> score = {}; ///< absent where it is not known here
};

/// A weights file about to become a predictor.
struct LoadRequest
{
    std::filesystem::path path;
    WeightsFile file;
    DeviceChoice choice;
    int threads = 0;      ///< 0 = all cores
    bool ownViews = true; ///< false: whoever asks turns the patches, and a method's own views are not wanted
    bool splitLevels = false; ///< parts of the rows are the levels' shares; of methods with splitsByLevel
    bool encoded = false;     ///< a part is what the head takes, where the method has that
    bool attention = false;   ///< parts are what its tokens look at; of methods with tellsAttention
    std::uint64_t memoryLimitBytes = 0; ///< of one section; 0 = what the machine has left
    core::IsTrusted isTrusted = {};     ///< of TorchScript
};

/// What an engine computed of a reference, by the names that the file uses.
struct Computed
{
    std::string engine; ///< "libtorch" or "native"
    TensorMap outputs;
    std::string remark{}; ///< what differs from a prediction's network, in words; empty where nothing does
};

/// A state dict about to become a weights file.
struct Importing
{
    std::string name;  ///< of the file, for messages
    TensorMap tensors; ///< in: all there are; out: those that the method takes
    ModelCard card;    ///< in: what a state dict does not know; out: configuration and patches too
    std::vector<std::string> ignored; ///< what is not taken, by name or in words
    /// In: of the weights file that the state dict completes, where there is one.
    TensorMap base;
    nlohmann::json baseConfiguration;
};

/// Errors: BadInput where the list of genes is not as long as what the network predicts.
core::Result<void> checkGeneCount(const Importing& importing, int genes);

/// What makes the features of superpixels.
struct SuperpixelNetworks
{
    TensorMap tensors;
    nlohmann::json configuration; ///< what a model card says of them
};

/// One way to predict expression, and everything about it that Transcope needs to know. Most are a graph
/// (`network`) and facts; a method that is more brings functions of its own.
struct Method
{
    std::string name;  ///< in weights files, layers and commands: "resnet50"
    std::string title; ///< for people: "ResNet50"
    core::PredictorKind kind = core::PredictorKind::Patch;
    std::vector<std::string> references; ///< other names: the reference vector files that check it
    core::PatchSpec patches;             ///< what it wants where weights say nothing else
    PaperFigures paper;
    Graph (*network)(int genes) = nullptr; ///< "image" → "expression"
    int views = 1;                         ///< 8: predictions are the mean over flips and quarter turns
    TrainingRecipe training{};
    int spotsCounted = 1;        ///< how many spots the operations of count() are for
    bool splitsByLevel = false;  ///< its prediction is a sum over zoom levels
    bool tellsAttention = false; ///< where in its patches it looks

    /// Parameters and operations of a network, true and as the paper counts them (of a graph: as it prints
    /// them). configuration: as a model card has it. Errors: BadInput (an impossible configuration).
    core::Result<OperationCount> (*count)(const Method&,
                                          const nlohmann::json& configuration) = countGraphMethod;
    /// Errors: BadInput (the card contradicts itself), ModelFailure (tensors that do not fit: names the
    /// first), DeviceFailure.
    core::Result<std::unique_ptr<core::Predictor>> (*load)(const Method&, LoadRequest&&) = loadGraphMethod;
    /// Runs the reference's weights and inputs in float32 on a device ("cpu", "cuda:N"), one result per
    /// engine. Errors: BadInput, ModelFailure, DeviceFailure.
    core::Result<std::vector<Computed>> (*compute)(const Method&, const Reference&,
                                                   const std::string& device) = computeGraphMethod;
    /// Picks what the method needs from a state dict. Errors: BadInput (names the first tensor that is
    /// missing or does not fit).
    core::Result<void> (*adopt)(const Method&, Importing&) = adoptForGraphMethod;

    // For training.

    /// The patches that such a network wants.
    core::PatchSpec (*patchesOf)(const Method&, const NetworkConfig&) = patchesOfGraphMethod;
    /// What a model card says of it.
    nlohmann::json (*configurationOf)(const Method&, const NetworkConfig&) = configurationOfGraphMethod;
    /// The network with its starting weights.
    std::shared_ptr<TrainNetwork> (*trainable)(const Method&, const NetworkConfig&,
                                               const core::PatchSpec& patches) = trainableGraph;
    /// Of a method that looks up training spots: what its weights file holds of them beside the network's
    /// tensors. expression: theirs, [spots, genes]. Errors: ModelFailure.
    core::Result<TensorMap> (*memory)(const TensorMap& tensors, const HostTensor& expression) = nullptr;
    /// Of a method that sees superpixels: the networks that make their features, of a weights file; where
    /// `start` is empty, as nobody has trained them. Errors: those of readWeights; BadInput (the file's
    /// networks are another method's).
    core::Result<SuperpixelNetworks> (*superpixelNetworks)(const Method&,
                                                           const std::filesystem::path& start) = nullptr;
    /// What looks with them. Errors: those of makeHiptEncoder().
    core::Result<std::unique_ptr<SuperpixelEncoder>> (*superpixelEncoder)(const Method&, const TensorMap&,
                                                                          const DeviceChoice&) = nullptr;
};

/// i of each downsample 2^i. Errors: Unsupported (another downsample, which no packed file holds).
core::Result<std::vector<int>> zoomLevelsOf(const core::PatchSpec& patches);

/// What a predictor says about itself, as method, card and choice tell it.
core::PredictorInfo infoOf(const Method& method, LoadRequest&& request);

} // namespace transcope::model
