#include "core/map/layerset.h"

#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/geneselection.h"
#include "core/expression/normalisation.h"
#include "core/expression/normalisedexpression.h"
#include "core/spots/spotmatching.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace transcope::core {

namespace {

constexpr std::size_t LeastCommonGenes = 3; // fewer have no three components
constexpr int MostVariableGenes = 250;

std::vector<int> foundOf(const std::vector<int>& columns)
{
    return GeneMatches{columns, {}}.found();
}

Result<ShownLayer> showLayer(const Layer& layer, bool isCounts, Normalisation normalisation,
                             const Layer* beside)
{
    ShownLayer shown{layer.values, normalisation, {}};
    if (beside != nullptr)
        shown.columns = matchGenes(beside->genes, layer.genes).columns;
    if (!isCounts)
        return shown;
    TRY(auto values, normalised(layer.values, shown.normalisation, foundOf(shown.columns)));
    shown.values = std::move(values);
    return shown;
}

} // namespace

void LayerSet::add(LayerPtr layer, bool isCounts)
{
    if (isCounts)
        m_counts.insert(layer.get());
    m_layers.push_back(std::move(layer));
}

Result<void> LayerSet::add(LayerPtr layer)
{
    const bool mayBeCounts =
        layer->kind == LayerKind::Measured && layer->provenance.normalisation == Normalisation::None;
    TRY(const auto traits, mayBeCounts ? layer->values->traits() : Result<ValueTraits>(ValueTraits{}));
    add(std::move(layer), mayBeCounts && traits.areCounts());
    return {};
}

LayerPtr LayerSet::named(const std::string& name) const
{
    const auto found = std::ranges::find(m_layers, name, [](const LayerPtr& layer) { return layer->name; });
    return found == m_layers.end() ? nullptr : *found;
}

Normalisation LayerSet::normalisationOf(const LayerPtr& layer, const LayerPtr& beside) const
{
    if (!isCounts(layer))
        return layer->provenance.normalisation;
    const bool isAsBeside =
        beside && !isCounts(beside) && beside->provenance.normalisation != Normalisation::NotStated;
    return isAsBeside ? beside->provenance.normalisation : Normalisation::CpmAll;
}

Result<std::shared_ptr<const ShownLayer>> LayerSet::shown(const LayerPtr& layer, const LayerPtr& beside) const
{
    return m_shown.get({layer.get(), beside.get()}, [&] {
        return showLayer(*layer, isCounts(layer), normalisationOf(layer, beside), beside.get());
    });
}

Result<std::vector<std::optional<ShownGene>>>
LayerSet::shownGenes(const LayerPtr& layer, const LayerPtr& beside,
                     const std::vector<std::string>& names) const
{
    const auto wanted = genesFromNames(names);
    const auto own = matchGenes(wanted, layer->genes).columns;
    const auto besides =
        beside ? matchGenes(wanted, beside->genes).columns : std::vector<int>(names.size(), -1);
    std::vector<std::optional<ShownGene>> genes(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        int column = -1;
        if (besides[i] >= 0) {
            TRY(const auto alike, shown(layer, beside));
            column = alike->columns[static_cast<std::size_t>(besides[i])];
        }
        const bool isCommon = column >= 0;
        column = isCommon ? column : own[i];
        if (column < 0)
            continue;
        TRY(const auto values, shown(layer, isCommon ? beside : nullptr));
        genes[i] = ShownGene{values->values, static_cast<std::size_t>(column), values->normalisation};
    }
    return genes;
}

Result<std::shared_ptr<const Components>> LayerSet::components(const LayerPtr& layer, const LayerPtr& beside,
                                                               std::stop_token stop) const
{
    const auto fit = [&]() -> Result<Components> {
        if (layer->kind == LayerKind::Predicted || layer->kind == LayerKind::Derived) {
            std::vector<int> all(layer->genes.size());
            std::iota(all.begin(), all.end(), 0);
            return fitComponents(*layer->values, all, stop);
        }
        if (beside) {
            TRY(const auto alike, shown(layer, beside));
            if (const auto common = foundOf(alike->columns); common.size() >= LeastCommonGenes)
                return fitComponents(*alike->values, common, stop);
        }
        const SectionCounts counts{layer->values.get(), &layer->genes};
        TRY(const auto chosen, selectGenes({&counts, 1}, MostVariableGenes, MostVariableGenes, stop));
        TRY(const auto alone, shown(layer, nullptr));
        return fitComponents(*alone->values, matchGenes(chosen, layer->genes).found(), stop);
    };
    return m_components.get({layer.get(), beside.get()}, fit);
}

Result<std::shared_ptr<const LayerComparison>>
LayerSet::comparison(const LayerPtr& measured, const LayerPtr& predicted, std::stop_token stop) const
{
    if (!predicted->provenance.part.empty())
        return fail(ErrorCode::Unsupported, predicted->name + ": is no prediction of expression",
                    "Compare the prediction that it belongs to");
    if (predicted->provenance.normalisation == Normalisation::NotStated)
        return fail(ErrorCode::Unsupported,
                    predicted->name + ": how its values were normalised is not stated",
                    "State it in the file, as uns['transcope'] = {'normalisation': 'cpm-selected'}");
    return m_comparisons.get({measured.get(), predicted.get()},
                             [&] { return compareLayers(*this, measured, predicted, stop); });
}

std::vector<float> LayerSet::carried(std::vector<float> values, const LayerPtr& from,
                                     const LayerPtr& to) const
{
    if (from->spots == to->spots)
        return values;
    const auto spots = matches(from, to);
    std::vector<float> carried(spots->size(), NAN);
    for (std::size_t s = 0; s < carried.size(); ++s) {
        if ((*spots)[s] >= 0)
            carried[s] = values[static_cast<std::size_t>((*spots)[s])];
    }
    return carried;
}

std::size_t LayerSet::sharedSpots(const LayerPtr& from, const LayerPtr& to) const
{
    const auto spots = matches(from, to);
    return static_cast<std::size_t>(std::ranges::count_if(*spots, [](int spot) { return spot >= 0; }));
}

int LayerSet::sameSpot(const LayerPtr& from, int spot, const LayerPtr& to) const
{
    return from->spots == to->spots ? spot : (*matches(to, from))[static_cast<std::size_t>(spot)];
}

std::shared_ptr<const std::vector<int>> LayerSet::matches(const LayerPtr& from, const LayerPtr& to) const
{
    const auto made = m_matches.get({from->spots.get(), to->spots.get()}, [&]() -> Result<std::vector<int>> {
        return matchSpots(*to->spots, *from->spots).rows;
    });
    return *made; // cannot fail
}

std::shared_ptr<const SmoothSurface> LayerSet::surface(const LayerPtr& layer) const
{
    const auto made = m_surfaces.get(
        layer->spots.get(), [&]() -> Result<SmoothSurface> { return SmoothSurface(*ground(layer)); });
    return *made; // cannot fail
}

std::shared_ptr<const SpotGround> LayerSet::ground(const LayerPtr& layer) const
{
    const auto made =
        m_grounds.get(layer->spots.get(), [&]() -> Result<SpotGround> { return SpotGround(layer->spots); });
    return *made; // cannot fail
}

std::shared_ptr<const PlacedSpots> LayerSet::placed(const std::shared_ptr<const SpotTable>& spots) const
{
    const auto made = m_placed.get(spots.get(), [&]() -> Result<PlacedSpots> { return PlacedSpots(spots); });
    return *made; // cannot fail
}

void LayerSet::forget(const Layer* layer) const
{
    const auto isOfLayer = [layer](const Pair& pair) { return pair.first == layer; };
    m_shown.forgetIf(isOfLayer); // of the layer beside only the genes are used
    m_components.forgetIf(isOfLayer);
    m_comparisons.forgetIf([&](const Pair& pair) { return isOfLayer(pair) || pair.second == layer; });
}

Result<Layer> measuredAlike(const LayerSet& layers, const LayerPtr& measured, const LayerPtr& predicted)
{
    TRY(const auto shown, layers.shown(measured, predicted));
    const auto columns = foundOf(shown->columns);
    ExpressionMatrix values(predicted->spots->size(), columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
        TRY(auto gene, shown->values->gene(static_cast<std::size_t>(columns[c])));
        std::ranges::copy(layers.carried(std::move(gene), measured, predicted), values.gene(c).begin());
    }
    Layer alike = *measured;
    alike.genes.clear();
    for (std::size_t g = 0; g < predicted->genes.size(); ++g) {
        if (shown->columns[g] >= 0)
            alike.genes.push_back(predicted->genes[g]);
    }
    alike.spots = predicted->spots;
    alike.values = denseExpression(std::move(values));
    alike.provenance.normalisation = shown->normalisation;
    alike.padded.clear();
    alike.observations.reset();
    return alike;
}

Phrase namePhrase(const Layer& layer)
{
    const auto measured = phrase("Map", "Measured");
    return layer.kind == LayerKind::Measured && layer.name == measured.text ? measured : Phrase(layer.name);
}

Phrase layerTitle(const Layer& layer)
{
    switch (layer.kind) {
    case LayerKind::Measured:
        return phrase("Map", "Measured");
    case LayerKind::Predicted:
        return phrase("Map", "Predicted (%1)").with({layer.name});
    case LayerKind::Imported:
    case LayerKind::Derived:
        break;
    }
    return {layer.name};
}

Phrase valuePhrase(Normalisation normalisation)
{
    return phrase("Map", std::string(valueLabel(normalisation)).c_str());
}

} // namespace transcope::core
