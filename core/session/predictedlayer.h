#pragma once

#include "core/predict/predictor.h"
#include "core/session/session.h"

namespace transcope::core {

/// What a layer predicted by `predictor` is, before it has rows. The name is the method's as people write it
/// ("M2OST"); date and version are now's and this program's.
/// umPerPx: the scale patches are cut at; absent when level-0 px are used as they are.
LayerInfo predictedLayerInfo(const PredictorInfo& predictor, std::optional<double> umPerPx);

/// The session's layer that a run with `wanted` goes on filling: the one with the same method, weights hash,
/// precision and genes, so that a run resumes with the spots it lacks; else a new one, its name made unique
/// ("M2OST", "M2OST 2", …). Errors: those of Session.
Result<std::int64_t> resumeOrAddLayer(Session& session, LayerInfo wanted);

/// Fails unless the session is about this slide file and these spots, so that two sections never mix.
/// Errors: InvalidArgument, which names the session and what differs.
Result<void> checkSessionMatches(const Session& session, const SlideReference& slide, const SpotTable& spots);

} // namespace transcope::core
