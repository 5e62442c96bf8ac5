#pragma once

#include "core/predict/sectionpredictor.h"
#include "model/methods/method.h"

namespace transcope::model {

/// iStar on HIPT's features. A weights file has HIPT's two transformers below "vit256." and "vit4k.", heads
/// below "heads.0." …, and "range.low" and "range.high" [genes]. Its configuration says how many heads there
/// are and in "random" which transformers nobody has imported: what such features are worth is told with the
/// training set.
Method hiptMethod();

/// A transformer's tensors as nobody has trained them, made from a hash. name: "vit256" or "vit4k".
TensorMap randomHiptTensors(const std::string& name);

/// The method with random weights throughout: it predicts nothing, but takes as long as one that does.
/// choice, threads: as LoadRequest has them. Errors: DeviceFailure.
core::Result<std::unique_ptr<core::SectionPredictor>> makeRandomHipt(core::GeneList genes,
                                                                     const DeviceChoice& choice, int threads);

} // namespace transcope::model
