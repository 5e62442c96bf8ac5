#include "model/training/optimiser.h"

#include <cmath>
#include <numbers>

namespace transcope::model {

namespace {

constexpr double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8; // PyTorch's and the paper's
constexpr double CosineFloor = 0.05;

void adamStep(const torch::Tensor& p, TrainState& state, std::size_t i, double learningRate)
{
    const auto steps = static_cast<double>(state.steps);
    const double correction1 = 1 - std::pow(Beta1, steps), correction2 = 1 - std::pow(Beta2, steps);
    state.firstMoments[i].mul_(Beta1).add_(p.grad(), 1 - Beta1);
    state.secondMoments[i].mul_(Beta2).addcmul_(p.grad(), p.grad(), 1 - Beta2);
    const auto scale = (state.secondMoments[i].sqrt() / std::sqrt(correction2)).add_(Epsilon);
    p.addcdiv_(state.firstMoments[i], scale, -learningRate / correction1);
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
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const torch::Tensor& p = parameters[i];
        if (!p.grad().defined()) // a missing level: its streams stay where they are
            continue;
        if (options.optimiser == Optimiser::AdamW)
            p.mul_(1 - learningRate * options.weightDecay);
        else if (options.weightDecay > 0)
            p.mutable_grad() = p.grad().add(p, options.weightDecay);
        if (options.optimiser == Optimiser::Sgd)
            p.sub_(state.firstMoments[i].mul_(options.momentum).add_(p.grad()), learningRate);
        else
            adamStep(p, state, i, learningRate);
        p.mutable_grad().reset();
    }
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
