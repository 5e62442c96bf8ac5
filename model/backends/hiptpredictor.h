#pragma once

#include "core/predict/sectionpredictor.h"
#include "model/backends/device.h"
#include "model/weights/tensor.h"

namespace transcope::model {

/// iStar on HIPT's features. tensors: HIPT's transformers below "vit256." and "vit4k." and what IstarHeads
/// wants. threads, memoryLimitBytes: as makeSectionPredictor() has them. A spot's row is the mean over the
/// superpixels in its disc, so a grid of 8-µm spots shows each superpixel. Its begin() is Unsupported for
/// slides of unknown scale. Errors: ModelFailure (tensors that do not fit), DeviceFailure.
core::Result<std::unique_ptr<core::Predictor>> makeHiptPredictor(core::PredictorInfo info,
                                                                 const TensorMap& tensors, int heads,
                                                                 const DeviceChoice& choice, int threads = 0,
                                                                 std::uint64_t memoryLimitBytes = 0);

/// One float32 pass of one of HIPT's transformers; for verify. method: "hipt_vit256" or
/// "hipt_vit4k"; input: [B, 3, 256, 256] or [B, 384, rows, columns]. Result: the cls token [B, width].
/// Errors: ModelFailure.
core::Result<HostTensor> computeHipt(const std::string& method, const TensorMap& tensors,
                                     const HostTensor& input, const std::string& device);

} // namespace transcope::model
