#include "model/training/trainedcard.h"

#include "core/base/try.h"
#include "model/methods/methods.h"
#include "model/training/describedtraining.h"

namespace transcope::model {

core::Result<ModelCard> trainedCard(const PackFile& data, const Split& split, TrainOptions train,
                                    const TrainResult& result)
{
    train.config.genes = static_cast<int>(data.header().genes.size());
    TRY(const auto method, findMethod(train.method, "the training"));
    TRY(const auto levels, zoomLevelsOf(result.patches));
    ModelCard card;
    card.method = method->name;
    card.configuration = result.configuration.is_null() ? method->configurationOf(*method, train.network())
                                                        : result.configuration;
    card.genes = data.header().genes;
    card.normalisation = data.header().normalisation;
    card.patches = result.patches;
    card.trainedOn = data.header().origin;
    card.split = split.description;
    if (!split.validation.empty()) {
        card.heldOutScores = result.heldOutScores;
        card.heldOutBeyondDepth = result.heldOutBeyondDepth;
    }
    card.looks = looksOf(data, split.train, levels.front());
    card.licence = data.header().licence;
    card.epochs = result.bestEpoch;
    card.seed = train.seed;
    card.notes = "Options: " + toJson(train).dump();
    return card;
}

} // namespace transcope::model
