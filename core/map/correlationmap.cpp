#include "core/map/mapkinds.h"

#include "core/base/try.h"
#include "core/map/mapmaking.h"

namespace transcope::core {

/// Pearson's, over the genes that prediction and measurement share. A painted prediction is held against the
/// measurement; on the measured spots the prediction beside it is.
Result<Map> makeCorrelationMap(const MapRecipe&, const MapInput& input, std::stop_token stop)
{
    const auto what = phrase("Map", "Correlation with the measurement");
    const auto predicted = input.painted == input.measured ? input.predicted : input.painted;
    if (!input.measured || !predicted)
        return noticeMap(input, what, phrase("Map", "The correlation needs a prediction and a measurement."));
    TRY(const auto comparison, input.layers->comparison(input.measured, predicted, stop));
    if (comparison->sharedSpots == 0)
        return noticeMap(input, what, phrase("Map", "None of these spots was measured."));
    if (comparison->sharedGenes < 2)
        return noticeMap(input, what,
                         phrase("Map", "Prediction and measurement share fewer than two genes."));
    const auto& perSpot = comparison->scores.pccSpot;
    Map map = mapOf(input, what);
    map.label = phrase("Map", "Correlation over %1 genes")
                    .with({numberPhrase(static_cast<double>(comparison->sharedGenes))});
    map.quantity = "correlation";
    map.values = input.layers->carried({perSpot.begin(), perSpot.end()}, predicted, input.painted);
    return map;
}

} // namespace transcope::core
