#include "core/map/layercalibration.h"

#include "core/base/try.h"
#include "core/expression/rowpart.h"
#include "core/spots/spottable.h"

#include <cmath>

namespace transcope::core {

LayerPtr partOf(const LayerSet& layers, const LayerPtr& predicted, const std::string& part)
{
    for (const LayerPtr& layer : layers.layers())
        if (layer->provenance.part == part && isPartOf(layer->provenance, predicted->provenance) &&
            layer->genes == predicted->genes && layer->spots->size() == predicted->spots->size())
            return layer;
    return nullptr;
}

Result<std::optional<GeneDeviations>> deviationsOf(const LayerSet& layers, const LayerPtr& measured,
                                                   const LayerPtr& predicted, std::size_t gene)
{
    const LayerPtr deviation = partOf(layers, predicted, partname::Deviation);
    TRY(const auto truth, layers.shown(measured, predicted));
    if (!deviation || truth->columns[gene] < 0)
        return std::optional<GeneDeviations>();
    TRY(const auto shown, layers.shown(predicted, nullptr));
    GeneDeviations found;
    TRY(found.deviations, deviation->values->gene(gene));
    TRY(found.errors, shown->values->gene(gene));
    TRY(auto values, truth->values->gene(static_cast<std::size_t>(truth->columns[gene])));
    const auto measuredHere = layers.carried(std::move(values), measured, predicted);
    for (std::size_t spot = 0; spot < found.errors.size(); ++spot)
        found.errors[spot] -= measuredHere[spot];
    return std::optional(std::move(found));
}

Result<std::optional<Calibration>> calibrationOf(const LayerSet& layers, const LayerPtr& measured,
                                                 const LayerPtr& predicted, std::size_t bins,
                                                 const std::stop_token& stop)
{
    if (!partOf(layers, predicted, partname::Deviation))
        return std::optional<Calibration>();
    const std::vector<float> unknown(predicted->spots->size(), NAN);
    Calibrator calibrator(predicted->spots->size(), predicted->genes.size());
    for (std::size_t gene = 0; gene < predicted->genes.size(); ++gene) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "The comparison was cancelled");
        TRY(const auto found, deviationsOf(layers, measured, predicted, gene));
        if (found)
            calibrator.add(found->deviations, found->errors);
        else
            calibrator.add(unknown, unknown); // keeps the genes in the prediction's order
    }
    return std::optional(calibrator.calibration(bins));
}

} // namespace transcope::core
