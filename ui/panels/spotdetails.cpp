#include "ui/panels/spotdetails.h"

#include "core/expression/normalisation.h"

#include <cmath>
#include <numeric>

namespace transcope::ui {

namespace {

QString nameOf(const core::Gene& gene)
{
    return QString::fromStdString(gene.name());
}

std::vector<ProfileValue> measuredProfile(const MeasuredSection& measured, std::size_t spot,
                                          core::Normalisation normalisation)
{
    core::ExpressionMatrix row(1, measured.genes.size());
    row.setSpot(0, measured.values.spot(spot));
    std::vector<int> all(measured.genes.size());
    std::iota(all.begin(), all.end(), 0);
    const auto values = core::normalise(row, all, normalisation).values;
    std::vector<ProfileValue> profile;
    profile.reserve(all.size());
    for (std::size_t gene = 0; gene < all.size(); ++gene)
        profile.push_back({nameOf(measured.genes[gene]), values.at(0, gene), NAN});
    return profile;
}

std::vector<ProfileValue> predictedProfile(const core::Layer& layer, const Comparison* comparison,
                                           std::size_t spot)
{
    std::vector<ProfileValue> profile;
    profile.reserve(layer.genes.size());
    for (std::size_t gene = 0; gene < layer.genes.size(); ++gene) {
        const float measured = comparison != nullptr ? comparison->measured.at(spot, gene) : NAN;
        profile.push_back({nameOf(layer.genes[gene]), measured, layer.values.at(spot, gene)});
    }
    return profile;
}

} // namespace

std::optional<SpotDetails> spotDetails(const Document& document, Side side, int spot)
{
    const auto* prediction = document.prediction();
    const auto& measured = document.measured();
    const auto* comparison = document.comparison();
    const bool usePrediction = prediction != nullptr && (side == Side::Predicted || comparison != nullptr);
    const auto* table = usePrediction ? prediction->spots.get() : measured ? measured->spots.get() : nullptr;
    if (table == nullptr || spot < 0 || static_cast<std::size_t>(spot) >= table->size())
        return std::nullopt;

    const auto index = static_cast<std::size_t>(spot);
    SpotDetails details;
    details.spot = table->spots[index];
    details.umPerPx = document.umPerPx();
    details.pcc = NAN;
    details.rmse = NAN;
    if (usePrediction) {
        const auto& layer = prediction->layer;
        details.predicted = !layer.values.empty() && !std::isnan(layer.values.at(index, 0));
        details.padded = details.predicted && index < layer.padded.size() && layer.padded[index] != 0;
        details.valueLabel = valueLabelText(layer.provenance.normalisation);
        details.profile = predictedProfile(layer, comparison, index);
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
