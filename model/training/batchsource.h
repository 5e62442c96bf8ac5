#pragma once

#include "model/training/batches.h"
#include "model/training/trainsetup.h"

#include <memory>

namespace transcope::model {

/// Which spots of a packed file make a batch, and the batches, for one kind of method.
class BatchSource
{
public:
    virtual ~BatchSource() = default;
    virtual std::int64_t batchesPerEpoch() const = 0;
    /// The spots of each batch of an epoch, in an order by chance.
    virtual std::vector<std::vector<std::int64_t>> epoch(std::mt19937_64& random) const = 0;
    /// Cuts spots into the batches in which they are predicted, in their order. Of a section method: all of a
    /// section's spots one after the other make one.
    virtual std::vector<std::span<const std::int64_t>> inOrder(std::span<const std::int64_t> spots) const = 0;
    /// draws: of these spots; without any they are as they are. Throws c10::Error.
    virtual TrainBatch make(std::span<const std::int64_t> spots, const BatchDraws& draws, torch::Dtype type,
                            const torch::Device& device) const = 0;
};

/// train: the spots to train on. What it refers to must live as long.
std::unique_ptr<BatchSource> makeBatchSource(const PackFile& data, const std::vector<std::int64_t>& train,
                                             const TrainOptions& options, const TrainSetup& setup);

} // namespace transcope::model
