#pragma once

#include "model/nn/torch.h"
#include "model/training/trainer.h"

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

} // namespace transcope::model
