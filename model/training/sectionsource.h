#pragma once

#include "model/training/batchsource.h"

namespace transcope::model {

/// Batches of methods that see a section at once: each is all training spots of one section. Its patches are
/// the middle of the packed ones of level 0.
class SectionSource final : public BatchSource
{
public:
    /// sizePx: of a patch that the network takes.
    SectionSource(const PackFile& data, std::span<const std::int64_t> train, int sizePx);
    std::int64_t batchesPerEpoch() const override { return static_cast<std::int64_t>(m_sections.size()); }
    std::vector<std::vector<std::int64_t>> epoch(std::mt19937_64& random) const override;
    std::vector<std::span<const std::int64_t>> inOrder(std::span<const std::int64_t> spots) const override;
    TrainBatch make(std::span<const std::int64_t> spots, const BatchDraws& draws, torch::Dtype type,
                    const torch::Device& device) const override;

private:
    torch::Tensor patchesOf(std::span<const std::int64_t> spots) const;

    const PackFile& m_data;
    int m_sizePx;
    std::vector<std::vector<std::int64_t>> m_sections; ///< training spots
};

/// Whether a section method can be trained so. Errors: InvalidArgument (a packed file that lacks what such a
/// method needs: "pack again"), Unsupported (several processes, options that are for other kinds; a spot
/// whose place on the array is not known or is beyond the network's positions: names the section).
core::Result<void> checkSectionTraining(const PackFile& data, const TrainOptions& options,
                                        const TrainSetup& setup);

} // namespace transcope::model
