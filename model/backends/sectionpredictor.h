#pragma once

#include "core/predict/sectionpredictor.h"
#include "model/backends/device.h"
#include "model/comparators/sectionnetworks.h"

namespace transcope::model {

/// Bytes that a section of this many spots needs beside the weights. Attention over N spots takes memory in
/// proportion to N, not N².
std::uint64_t sectionBytes(const SectionConfig& config, std::size_t spots);

/// HisToGene or Hist2ST on LibTorch. tensors: all that sectionGraphs(config).tensors() lists.
/// threads: of LibTorch on the CPU, for the whole process; 0 leaves them as they are. memoryLimitBytes: of
/// one section; 0 = what the machine has left. Its begin() is Unsupported unless every spot has array
/// coordinates that the network knows. Errors: ModelFailure (tensors that do not fit), DeviceFailure.
core::Result<std::unique_ptr<core::Predictor>>
makeSectionPredictor(core::PredictorInfo info, const SectionConfig& config, TensorMap tensors,
                     const DeviceChoice& choice, int threads = 0, std::uint64_t memoryLimitBytes = 0);

/// One float32 pass on the CPU; for verify. inputs: "patches" as the embedding takes them, one more dimension
/// before it, and "grid" [1, N, 2]. Result: "expression", and with count heads "zinb_mean", "zinb_disp" and
/// "zinb_pi". Errors: ModelFailure.
core::Result<TensorMap> computeSection(const SectionConfig& config, TensorMap tensors,
                                       const TensorMap& inputs, const std::string& device);

} // namespace transcope::model
