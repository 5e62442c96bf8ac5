#pragma once

#include "core/predict/sectionpredictor.h"
#include "model/backends/device.h"
#include "model/comparators/sectionnetwork.h"

namespace transcope::model {

/// Bytes that a section of this many spots needs beside the weights.
std::uint64_t sectionBytes(const SectionConfig& config, std::size_t spots);

/// HisToGene or Hist2ST on LibTorch. Attention over N spots takes memory in proportion to N, not N².
class TorchSectionPredictor final : public core::SectionPredictor
{
public:
    /// network: with its weights, on the CPU. memoryLimitBytes: of one section; 0 = what the machine has left.
    TorchSectionPredictor(core::PredictorInfo info, std::shared_ptr<SectionNetwork> network,
                          const DeviceChoice& choice, std::uint64_t memoryLimitBytes = 0);

    const core::PredictorInfo& info() const override { return m_info; }
    /// Unsupported unless every spot has array coordinates that the network knows.
    core::Result<std::unique_ptr<core::SectionPass>> begin(const core::SectionView& section) override;

private:
    core::Result<void> checkMemory(std::size_t spots) const;

    core::PredictorInfo m_info;
    std::shared_ptr<SectionNetwork> m_network;
    torch::Device m_device;
    std::uint64_t m_memoryLimitBytes;
};

} // namespace transcope::model
