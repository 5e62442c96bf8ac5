#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace transcope::model {

/// What training makes small: the mean over spots and genes.
enum class Loss { MeanSquared, SmoothL1 };
enum class Optimiser { Adam, AdamW, Sgd };

/// As options name them: "mse", "smooth-l1"; "adam", "adamw", "sgd".
constexpr std::array<std::string_view, 2> LossNames = {"mse", "smooth-l1"};
constexpr std::array<std::string_view, 3> OptimiserNames = {"adam", "adamw", "sgd"};

/// How a method's paper trains it; where that says nothing, as M2OST's trains all.
struct TrainingRecipe
{
    Loss loss = Loss::MeanSquared;
    Optimiser optimiser = Optimiser::Adam;
    double learningRate = 1e-4;
    double momentum = 0.9; ///< of Sgd
    double weightDecay = 0;
    int batchSize = 96;
    int epochs = 100;
    bool onEncoder = false; ///< fitted at once, on the features of a frozen network (TrainOptions::encoder)
    bool zeroHead = false;  ///< the last layer's weight starts at 0
    bool normaliseByData = false; ///< the input by the training patches' mean and deviation, not ImageNet's
};

} // namespace transcope::model
