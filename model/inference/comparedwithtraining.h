#pragma once

#include "core/predict/predictor.h"
#include "model/weights/trainingvectors.h"

#include <memory>
#include <optional>

namespace transcope::model {

/// A patch-level model whose rows also tell how a spot looks, as the part partname::Appearance: mean optical
/// density of red, green and blue, haematoxylin, eosin and focus of the finest patch; and, where the weights
/// have vectors of their training and the model gives what its head takes, first of all
/// partname::Outside, the percentile (0 … 100) of the spot's Mahalanobis distance among the training spots'.
/// What the head takes is not passed on.
/// Errors: BadInput (vectors that do not fit the model).
core::Result<std::unique_ptr<core::Predictor>>
comparedWithTraining(std::unique_ptr<core::Predictor> model, const std::optional<TrainingVectors>& training);

} // namespace transcope::model
