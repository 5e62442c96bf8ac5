#pragma once

#include "model/backends/loss.h"

#include <array>
#include <string_view>

namespace transcope::model {

enum class Optimiser { Adam, AdamW, Sgd };

/// As options name them.
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
    int stepEpochs = 0; ///< after each so many epochs the learning rate is stepFactor as large; 0 = never
    double stepFactor = 1;
    bool flips = true;      ///< flips and quarter turns
    bool onEncoder = false; ///< fitted at once, on the features of a frozen network (TrainOptions::encoder)
    bool zeroHead = false;  ///< the last layer's weight starts at 0
    bool normaliseByData = false; ///< the input by the training patches' mean and deviation, not ImageNet's
};

} // namespace transcope::model
