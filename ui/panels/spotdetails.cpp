#include "ui/panels/spotdetails.h"

#include "core/map/layerset.h"
#include "ui/language/phrasetext.h"

namespace transcope::ui {

SpotDetails spotDetails(const Document& document, const OpenLayer& painted, int spot,
                        const core::SpotProfile& profile)
{
    const auto* prediction = painted.kind() == core::LayerKind::Measured ? document.prediction() : &painted;
    SpotDetails details;
    details.spot = painted.layer->spots->spots[static_cast<std::size_t>(spot)];
    details.umPerPx = document.umPerPx();
    details.predicted = profile.isPredicted;
    details.padded = profile.isPredicted && prediction != nullptr &&
                     document.isPadded(*prediction, static_cast<std::size_t>(profile.predictedSpot));
    details.pcc = profile.pcc;
    details.rmse = profile.rmse;
    details.deviation = profile.deviation;
    details.shares = profile.shares;
    details.valueLabel = translated(core::valuePhrase(profile.normalisation));
    details.profile.reserve(profile.genes.size());
    for (std::size_t gene = 0; gene < profile.genes.size(); ++gene)
        details.profile.push_back(
            {QString::fromStdString(profile.genes[gene]), profile.measured[gene], profile.predicted[gene]});
    return details;
}

} // namespace transcope::ui
