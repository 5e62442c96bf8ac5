#pragma once

#include "core/base/result.h"
#include "core/predict/predictor.h"
#include "model/methods/networkconfig.h"
#include "model/methods/recipe.h"
#include "model/training/rendezvous.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace transcope::model {

/// Runs an encoder that is a program (TorchScript), which this process does not: a predictor whose rows are
/// its features. device: as TrainOptions has it. Errors: InvalidArgument (the program is not trusted); what
/// the other process says.
using EncoderOfProgram = std::function<core::Result<std::unique_ptr<core::Predictor>>(
    const std::filesystem::path& encoder, const std::string& device)>;

/// How a method is trained. The defaults are M2OST's paper's; trainOptionsFrom() takes those of the method's.
struct TrainOptions
{
    std::string method = "m2ost";
    M2ostConfig config;                   ///< of a method that has zoom levels; genes is set from the data
    std::optional<SectionConfig> section; ///< of a method that sees sections; none = as published
    int epochs = 100;
    int batchSize = 96;
    Loss loss = Loss::MeanSquared;
    Optimiser optimiser = Optimiser::Adam;
    double learningRate = 1e-4;
    double momentum = 0.9;  ///< Sgd's
    double weightDecay = 0; ///< Adam's and Sgd's is added to the gradient, AdamW's apart
    int warmupSteps = 0;    ///< learning rate grows linearly over these
    bool cosine = false;    ///< learning rate falls to a twentieth along half a cosine
    int stepEpochs = 0;     ///< after each so many epochs it is stepFactor as large; 0 = never
    double stepFactor = 1;
    std::uint64_t seed = 1;  ///< of weights, order and augmentation: repeatable on one machine
    bool flips = true;       ///< flips and quarter turns, the same for all levels of a spot
    double colourJitter = 0; ///< absorption per channel times 1 ± this, the same for all levels of a spot
    double maskRate = 0;     ///< random-mask attention, share of entries dropped, [0, 1)
    double missingLevelRate = 0; ///< chance that a batch is trained without one of its levels
    /// Share of the patch tokens that a training step looks at, (0, 1]; another random choice each step, the
    /// same within a batch. Costs fall about in proportion; validation always sees all tokens.
    double tokenShare = 1;
    double positionScale = 1; ///< starting position embeddings times this (PyTorch's start: standard normal)
    double averaging = 0;     ///< decay of an exponential average of the weights, which is then kept; 0 = off
    /// The spots' log total count explains what it can of the labels (DepthEffect), and the network learns
    /// the rest; it predicts as at their mean. Validation compares with the labels as they are.
    bool depthInput = false;
    /// Weights to start from: every tensor that is there with the same shape; the head only where the genes
    /// are the same. Empty = start as PyTorch does.
    std::filesystem::path startFrom;
    /// Of a method that is fitted on a frozen network's features (loadEncoder): where that lies.
    std::filesystem::path encoder;
    EncoderOfProgram encoderOfProgram; ///< not in JSON
    int components = 256;              ///< of the features, at most
    double alpha = 0;                  ///< penalty of their regression; 0 = chosen on the training sections
    /// Keeps the last epoch instead of the best on the validation spots: with it, they decide nothing, and
    /// their scores are those of unseen data.
    bool keepLast = false;
    int patience = 0;                 ///< epochs without improvement before stopping; 0 = never
    std::string precision = "auto";   ///< "auto", "float32", "bfloat16"
    std::string device = "cpu";       ///< "cpu", "cuda:N", "cuda" (of several processes, each takes its own)
    std::filesystem::path checkpoint; ///< written after each epoch; empty = none
    bool resume = false;              ///< go on from the checkpoint, if it is there
    /// Several processes share each batch, which stays batchSize spots in all; each sees the same packed
    /// file.
    std::optional<Rendezvous> rendezvous;

    NetworkConfig network() const { return {config, section}; }
};

/// As options name it.
std::string lossName(Loss loss);

/// Reads options from JSON, keys as the fields are named (config: as in a model card, of a section method
/// what differs from the published one). What is absent is as
/// the method's paper has it. Errors: BadInput (unknown key, wrong type, a value out of range), Unsupported
/// (an unknown method).
core::Result<TrainOptions> trainOptionsFrom(const nlohmann::json& json);
/// Everything that decides what a run computes, for model cards and to tell whether a checkpoint fits.
nlohmann::json toJson(const TrainOptions& options);
/// Errors: InvalidArgument, naming the option.
core::Result<void> validate(const TrainOptions& options);

} // namespace transcope::model
