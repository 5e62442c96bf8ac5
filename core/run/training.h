#pragma once

#include "core/predict/predictor.h"

namespace transcope::core {

class Session;

/// What weights say of their training, as a session keeps it: whoever reads the session later needs neither
/// the weights file nor a model.
struct TrainingRecord
{
    std::string trainedOn; ///< training set, in words
    std::string split;     ///< how held-out data was chosen, in words
    std::optional<double> umPerPx;
    std::vector<SectionLooks> looks; ///< of the training's sections; empty where the weights do not say
};

/// Keeps it of weights that say what they were trained on. Errors: those of Session::setText().
Result<void> keepTraining(Session& session, const PredictorInfo& predictor);

/// Of the weights that predicted a layer; nothing where the session does not have it (it was made
/// by an older Transcope). Errors: those of Session::text(); BadInput (damaged).
Result<std::optional<TrainingRecord>> trainingOf(const Session& session, const Provenance& provenance);

} // namespace transcope::core
