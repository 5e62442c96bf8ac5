#pragma once

#include "model/backends/trainbatch.h"
#include "model/training/packfile.h"
#include "model/training/trainoptions.h"

#include <optional>
#include <random>

namespace transcope::model {

/// How one spot is shown: turned, mirrored, its colours shifted.
struct View
{
    int quarterTurns = 0;
    bool mirrored = false;
    std::array<float, 3> absorption = {1, 1, 1}; ///< factor on each channel's optical density
};

/// What chance decides about one batch.
struct BatchDraws
{
    std::vector<View> views;                 ///< per spot
    std::vector<std::uint64_t> maskSeeds;    ///< per spot, for RandomMask; a section takes its first spot's
    std::optional<std::size_t> missingLevel; ///< index of the level that the batch is trained without

    /// Of some of the spots.
    BatchDraws part(std::size_t first, std::size_t count) const;
};

/// Draws for a batch of some spots and levels; views are the identity without augmentation.
BatchDraws drawBatch(const TrainOptions& options, std::size_t levels, std::size_t spots,
                     std::mt19937_64& random);

/// Cuts spots out of a packed file and shows them; views may be empty (as they are) or one per spot.
/// zoomLevels: those of the network; the file may hold more. Tensors have `type` and lie on `device`.
/// Throws c10::Error where the file lacks a level.
TrainBatch makeBatch(const PackFile& data, const std::vector<int>& zoomLevels,
                     std::span<const std::int64_t> spots, std::span<const View> views, torch::Dtype type,
                     const torch::Device& device);

} // namespace transcope::model
