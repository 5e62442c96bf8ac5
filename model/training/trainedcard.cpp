#include "model/training/trainedcard.h"

#include "model/training/stainstatistics.h"

namespace transcope::model {

ModelCard trainedCard(const PackFile& data, const Split& split, TrainOptions train, const TrainResult& result)
{
    train.config.genes = static_cast<int>(data.header().genes.size());
    ModelCard card;
    card.configuration = toJson(train.config);
    card.genes = data.header().genes;
    card.normalisation = data.header().normalisation;
    card.patches = m2ostPatches(train.config, data.header().patches.umPerPx);
    card.trainedOn = data.header().origin;
    card.split = split.description;
    if (!split.validation.empty()) {
        card.heldOutScores = result.heldOutScores;
        card.heldOutBeyondDepth = result.heldOutBeyondDepth;
    }
    card.stain = stainOf(data, split.train, train.config.levels.front());
    card.licence = data.header().licence;
    card.epochs = result.bestEpoch;
    card.seed = train.seed;
    card.notes = "Options: " + toJson(train).dump();
    return card;
}

} // namespace transcope::model
