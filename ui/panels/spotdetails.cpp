#include "ui/panels/spotdetails.h"

#include "core/expression/normalisation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace transcope::ui {

namespace {

QString nameOf(const core::Gene& gene)
{
    return QString::fromStdString(gene.name());
}

/// Unknown where it cannot be read.
std::vector<float> rowOf(const core::Expression& values, std::size_t spot)
{
    return values.spot(spot).value_or(std::vector<float>(values.genes(), NAN));
}

std::vector<ProfileValue> measuredProfile(const OpenLayer& measured, std::size_t spot,
                                          core::Normalisation normalisation)
{
    const auto counts = rowOf(*measured.layer->values, spot);
    const double sum = std::accumulate(counts.begin(), counts.end(), 0.0);
    std::vector<ProfileValue> profile;
    profile.reserve(counts.size());
    for (std::size_t gene = 0; gene < counts.size(); ++gene)
        profile.push_back(
            {nameOf(measured.layer->genes[gene]), core::normalisedValue(counts[gene], sum, normalisation), NAN});
    return profile;
}

std::vector<ProfileValue> predictedProfile(const core::Layer& layer, const std::vector<float>& values,
                                           const Comparison* comparison, std::size_t spot)
{
    std::vector<ProfileValue> profile;
    profile.reserve(layer.genes.size());
    for (std::size_t gene = 0; gene < layer.genes.size(); ++gene) {
        const float measured = comparison != nullptr ? comparison->measured.at(spot, gene) : NAN;
        profile.push_back({nameOf(layer.genes[gene]), measured, values[gene]});
    }
    return profile;
}

} // namespace

std::optional<SpotDetails> spotDetails(const Document& document, Side side, int spot)
{
    const auto* prediction = document.prediction();
    const auto* measured = document.measured();
    const auto* comparison = document.comparison();
    const bool usePrediction = prediction != nullptr && (side == Side::Predicted || comparison != nullptr);
    const auto* table = usePrediction ? prediction->layer->spots.get() : measured ? measured->layer->spots.get() : nullptr;
    if (table == nullptr || spot < 0 || static_cast<std::size_t>(spot) >= table->size())
        return std::nullopt;

    const auto index = static_cast<std::size_t>(spot);
    SpotDetails details;
    details.spot = table->spots[index];
    details.umPerPx = document.umPerPx();
    details.pcc = NAN;
    details.rmse = NAN;
    if (usePrediction) {
        const auto& layer = *prediction->layer;
        const auto values = rowOf(*layer.values, index);
        details.predicted = !values.empty() && !std::isnan(values.front());
        details.padded = details.predicted && document.isPadded(*prediction, index);
        details.valueLabel = valueLabelText(layer.provenance.normalisation);
        details.profile = predictedProfile(layer, values, comparison, index);
        if (comparison != nullptr) {
            details.pcc = comparison->scores.pccSpot[index];
            details.rmse = comparison->scores.rmseSpot[index];
        }
    } else {
        const auto normalisation = shownNormalisation(*measured, nullptr);
        details.valueLabel = valueLabelText(normalisation);
        details.profile = measuredProfile(*measured, index, normalisation);
    }
    return details;
}

} // namespace transcope::ui
