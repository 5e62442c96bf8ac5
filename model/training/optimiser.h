#pragma once

#include "model/training/checkpoint.h"

namespace transcope::model {

/// Learning rate of a step, counted from 0: linear warm-up, then constant, along half a cosine or in steps.
double learningRateAt(const TrainOptions& options, std::int64_t step, std::int64_t stepsPerEpoch);

/// One step of the options' optimiser on parameters in the state's order: Adam (Kingma and Ba, ICLR 2015),
/// its weight decay added to the gradient; AdamW (Loshchilov and Hutter, ICLR 2019), its weight decay apart;
/// stochastic gradient descent with momentum, which is kept in the first moments. Takes the gradients away; a
/// parameter without one stays where it is, its moments too. Counts the step in the state.
void optimiserStep(const std::vector<torch::Tensor>& parameters, TrainState& state,
                   const TrainOptions& options, double learningRate);

/// Moves the state's running average of the parameters, where it keeps one, to those of the step just done.
void averageStep(const std::vector<torch::Tensor>& parameters, TrainState& state, double averaging);

} // namespace transcope::model
