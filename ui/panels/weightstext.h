#pragma once

#include "core/predict/predictor.h"

#include <QString>

namespace transcope::ui {

/// One line on what weights were trained on and how well they did on held-out sections.
QString weightsText(const core::PredictorInfo& info);
/// The same of a program's own model, with the name and version that it reports.
QString workerText(const core::PredictorInfo& info);
/// The same and more, in full.
QString weightsToolTip(const core::PredictorInfo& info);
/// Whether the weights say that they were trained on synthetic sections.
bool trainedOnSynthetic(const core::PredictorInfo& info);
/// Whether a layer was predicted by the bundled demo weights, which were trained on synthetic sections.
bool isFromDemoWeights(const core::Provenance& provenance);
/// What such weights mean for a slide of real tissue.
QString syntheticNotice();

/// How to get and import the weights that M2OST's authors publish, in one paragraph.
QString publishedWeightsText();

/// The bundled weights to begin with: the demo's for a synthetic section, for a real slide those of real
/// tissue where there are any. Empty without bundled weights.
QString proposedWeights(bool syntheticSlide);

} // namespace transcope::ui
