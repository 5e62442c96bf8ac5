#include "core/map/spotprofile.h"

#include "core/base/try.h"
#include "core/expression/rowpart.h"
#include "core/map/layercalibration.h"
#include "core/map/mapmaking.h"
#include "core/stats/correlation.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

std::vector<std::string> namesOf(const GeneList& genes)
{
    std::vector<std::string> names;
    names.reserve(genes.size());
    for (const auto& gene : genes)
        names.push_back(gene.name());
    return names;
}

Result<std::vector<float>> rowOf(const MapInput& input, const LayerPtr& layer, const LayerPtr& beside,
                                 int spot)
{
    TRY(const auto shown, input.layers->shown(layer, beside));
    return shown->values->spot(static_cast<std::size_t>(spot));
}

/// The measured values in the order of the predicted genes.
Result<std::vector<float>> measuredBeside(const MapInput& input, const LayerPtr& predicted, int spot)
{
    TRY(const auto shown, input.layers->shown(input.measured, predicted));
    TRY(const auto row, shown->values->spot(static_cast<std::size_t>(spot)));
    std::vector<float> values(predicted->genes.size(), NAN);
    for (std::size_t g = 0; g < values.size(); ++g) {
        if (shown->columns[g] >= 0)
            values[g] = row[static_cast<std::size_t>(shown->columns[g])];
    }
    return values;
}

/// The row that a part of the prediction has; empty where there is no such part.
Result<std::vector<float>> partRow(const MapInput& input, const LayerPtr& predicted, const std::string& part,
                                   int spot)
{
    const LayerPtr layer = partOf(*input.layers, predicted, part);
    return layer ? layer->values->spot(static_cast<std::size_t>(spot)) : std::vector<float>();
}

/// What the run gave besides the prediction.
Result<void> addParts(SpotProfile& profile, const MapInput& input, const LayerPtr& predicted)
{
    TRY(profile.deviation, partRow(input, predicted, partname::Deviation, profile.predictedSpot));
    while (true) {
        TRY(auto share, partRow(input, predicted, levelPart(profile.shares.size()), profile.predictedSpot));
        if (share.empty())
            return {};
        profile.shares.push_back(std::move(share));
    }
}

Result<SpotProfile> measuredAlone(const MapInput& input, int spot)
{
    SpotProfile profile;
    profile.genes = namesOf(input.painted->genes);
    TRY(profile.measured, rowOf(input, input.painted, nullptr, spot));
    profile.predicted.assign(profile.genes.size(), NAN);
    profile.measuredSpot = spot;
    profile.normalisation = input.layers->normalisationOf(input.painted, nullptr);
    profile.pcc = profile.rmse = NAN;
    return profile;
}

} // namespace

Result<SpotProfile> spotProfile(const MapInput& input, int spot)
{
    const bool onMeasured = input.painted == input.measured;
    const auto predicted = onMeasured ? input.predicted : input.painted;
    const int predictedSpot = predicted ? input.layers->sameSpot(input.painted, spot, predicted) : -1;
    if (predictedSpot < 0)
        return measuredAlone(input, spot);
    SpotProfile profile;
    profile.predictedSpot = predictedSpot;
    profile.genes = namesOf(predicted->genes);
    TRY(profile.predicted, rowOf(input, predicted, nullptr, predictedSpot));
    profile.normalisation = input.layers->normalisationOf(predicted, nullptr);
    profile.isPredicted =
        std::ranges::any_of(profile.predicted, [](float value) { return !std::isnan(value); });
    TRY_RUN(addParts(profile, input, predicted));
    profile.measured.assign(profile.genes.size(), NAN);
    profile.measuredSpot = input.measured ? input.layers->sameSpot(input.painted, spot, input.measured) : -1;
    if (profile.measuredSpot >= 0) {
        TRY(profile.measured, measuredBeside(input, predicted, profile.measuredSpot));
    }
    profile.pcc = pearson(profile.measured, profile.predicted);
    profile.rmse = rmse(profile.measured, profile.predicted);
    return profile;
}

} // namespace transcope::core
