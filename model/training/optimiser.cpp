#include "model/training/optimiser.h"

#include <cmath>
#include <numbers>

namespace transcope::model {

namespace {

constexpr double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8; // PyTorch's and the paper's
constexpr double CosineFloor = 0.05;

/// Parameters that have a gradient, and what belongs to them. A card spends more time on starting operations
/// than on these, so each operation takes all tensors at once.
struct Stepped
{
    std::vector<torch::Tensor> values, gradients, first, second;
};

Stepped withGradients(const std::vector<torch::Tensor>& parameters, const TrainState& state)
{
    Stepped all;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (!parameters[i].grad().defined()) // a missing level: its streams stay where they are
            continue;
        all.values.push_back(parameters[i]);
        all.gradients.push_back(parameters[i].grad());
        all.first.push_back(state.firstMoments[i]);
        all.second.push_back(state.secondMoments[i]);
    }
    return all;
}

void adamStep(const Stepped& all, std::int64_t step, double learningRate)
{
    const auto steps = static_cast<double>(step);
    const double correction1 = 1 - std::pow(Beta1, steps), correction2 = 1 - std::pow(Beta2, steps);
    at::_foreach_mul_(all.first, Beta1);
    at::_foreach_add_(all.first, all.gradients, 1 - Beta1);
    at::_foreach_mul_(all.second, Beta2);
    at::_foreach_addcmul_(all.second, all.gradients, all.gradients, 1 - Beta2);
    const auto scale = at::_foreach_sqrt(all.second);
    at::_foreach_div_(scale, std::sqrt(correction2));
    at::_foreach_add_(scale, Epsilon);
    at::_foreach_addcdiv_(all.values, all.first, scale, -learningRate / correction1);
}

void momentumStep(const Stepped& all, double momentum, double learningRate)
{
    at::_foreach_mul_(all.first, momentum);
    at::_foreach_add_(all.first, all.gradients);
    at::_foreach_add_(all.values, all.first, -learningRate);
}

} // namespace

double learningRateAt(const TrainOptions& options, std::int64_t step, std::int64_t stepsPerEpoch)
{
    double rate = options.learningRate;
    if (options.warmupSteps > 0)
        rate *= std::min(1.0, (static_cast<double>(step) + 1) / options.warmupSteps);
    if (options.cosine) {
        const double done = static_cast<double>(step) / static_cast<double>(stepsPerEpoch * options.epochs);
        rate *=
            CosineFloor + (1 - CosineFloor) * 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, done)));
    }
    if (options.stepEpochs > 0)
        rate *= std::pow(options.stepFactor, static_cast<double>(step / stepsPerEpoch / options.stepEpochs));
    return rate;
}

void optimiserStep(const std::vector<torch::Tensor>& parameters, TrainState& state,
                   const TrainOptions& options, double learningRate)
{
    torch::NoGradGuard guard;
    ++state.steps;
    const Stepped all = withGradients(parameters, state);
    if (all.values.empty())
        return;
    if (options.optimiser == Optimiser::AdamW)
        at::_foreach_mul_(all.values, 1 - learningRate * options.weightDecay);
    else if (options.weightDecay > 0)
        at::_foreach_add_(all.gradients, all.values, options.weightDecay);
    if (options.optimiser == Optimiser::Sgd)
        momentumStep(all, options.momentum, learningRate);
    else
        adamStep(all, state.steps, learningRate);
    for (const torch::Tensor& p : all.values)
        p.mutable_grad().reset();
}

void averageStep(const std::vector<torch::Tensor>& parameters, TrainState& state, double averaging)
{
    torch::NoGradGuard guard;
    // Early on a short average follows the fast changes.
    const auto steps = static_cast<double>(state.steps);
    const double decay = std::min(averaging, (1 + steps) / (10 + steps));
    for (std::size_t i = 0; i < state.average.size(); ++i)
        state.average[i].lerp_(parameters[i], 1 - decay);
}

} // namespace transcope::model
