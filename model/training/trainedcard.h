#pragma once

#include "model/training/trainer.h"
#include "model/weights/modelcard.h"

namespace transcope::model {

/// What the weights that training made say about themselves, as far as data, split, options and result tell
/// it: the program's commit is left to its caller. `train`: as given to trainMethod.
core::Result<ModelCard> trainedCard(const PackFile& data, const Split& split, TrainOptions train,
                                    const TrainResult& result);

} // namespace transcope::model
