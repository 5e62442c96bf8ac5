#pragma once

#include "model/nn/torch.h"
#include "model/training/trainer.h"

#include <chrono>

namespace transcope::model {

/// Everything that a run needs to go on after an epoch. Random numbers are not part of it: each epoch draws
/// its own from the seed and its number.
struct TrainState
{
    std::vector<torch::Tensor> parameters, firstMoments, secondMoments; ///< Adam's, in the model's order
    std::vector<torch::Tensor> average;                                 ///< empty without averaging
    std::vector<torch::Tensor> best;                                    ///< what the best epoch left
    std::int64_t steps = 0;
    int bestEpoch = 0;
    std::vector<EpochRecord> curve; ///< its length is the number of epochs done
};

/// Writes a state through a temporary name. `run` (options and data in words) is kept with it.
/// Errors: WriteFailed; an older checkpoint stays.
core::Result<void> writeCheckpoint(const std::filesystem::path& path, const TrainState& state,
                                   const std::string& run);

/// Tensors come to `device`. Errors: NotFound; BadInput (damaged, or of another run).
core::Result<TrainState> readCheckpoint(const std::filesystem::path& path, const std::string& run,
                                        const torch::Device& device);

/// A state as the bytes that a checkpoint holds, and back. Throw c10::Error.
std::string stateToBytes(const TrainState& state);
TrainState stateFromBytes(const std::string& bytes, const torch::Device& device);

/// When the next checkpoint is worth its time: writing takes at most a tenth of a run's. Small ones are
/// always due; of a large network's short epochs some pass without.
class CheckpointPace
{
public:
    bool due() const;
    /// Writes; due() follows from how long it took.
    core::Result<void> write(const std::filesystem::path& path, const TrainState& state,
                             const std::string& description);

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_written;
    Clock::duration m_took{};
};

} // namespace transcope::model
