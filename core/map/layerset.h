#pragma once

#include "core/base/phrase.h"
#include "core/expression/layer.h"
#include "core/map/components.h"
#include "core/map/layercomparison.h"
#include "core/map/memo.h"
#include "core/spots/placedspots.h"
#include "core/surface/smoothsurface.h"

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

using LayerPtr = std::shared_ptr<const Layer>;

/// A layer's values as people see them.
struct ShownLayer
{
    std::shared_ptr<const Expression> values; ///< all genes of the layer
    Normalisation normalisation = Normalisation::None;
    std::vector<int>
        columns; ///< per gene of the layer beside: its column here, -1 none; empty with none beside
};

/// One gene of it.
struct ShownGene
{
    std::shared_ptr<const Expression> values;
    std::size_t column = 0;
    Normalisation normalisation = Normalisation::None;
    Result<std::vector<float>> perSpot() const { return values->gene(column); }
};

/// Layers of one slide that maps are made of, with what is dear to derive from them and therefore kept until
/// forget(). Any thread.
class LayerSet
{
public:
    /// Before the set is shared. isCounts: whole counts, which are normalised for display.
    void add(LayerPtr layer, bool isCounts);
    /// The same, where a measured layer of whole numbers that nothing has normalised is counts. Errors: those
    /// of reading the layer.
    Result<void> add(LayerPtr layer);

    const std::vector<LayerPtr>& layers() const { return m_layers; }
    LayerPtr named(const std::string& name) const; ///< nullptr where there is none
    bool isCounts(const LayerPtr& layer) const { return m_counts.contains(layer.get()); }

    /// How shown() shows a layer.
    Normalisation normalisationOf(const LayerPtr& layer, const LayerPtr& beside) const;
    /// Counts are normalised: as the layer beside where there is one (the denominator of CpmSelected are its
    /// genes that were counted), else as CpmAll. Other values are shown as they are. beside may be nullptr.
    /// Errors: those of reading the layer.
    Result<std::shared_ptr<const ShownLayer>> shown(const LayerPtr& layer, const LayerPtr& beside) const;
    /// The genes that a person names, absent where the layer lacks them: normalised like the layer beside
    /// where it has the gene too.
    Result<std::vector<std::optional<ShownGene>>> shownGenes(const LayerPtr& layer, const LayerPtr& beside,
                                                             const std::vector<std::string>& names) const;
    /// Of the genes that both have, where that is at least three, else of the most variable ones; of all
    /// genes of a prediction. Each layer is fitted by itself. Errors: Cancelled; those of reading.
    Result<std::shared_ptr<const Components>> components(const LayerPtr& layer, const LayerPtr& beside,
                                                         std::stop_token stop) const;
    /// Errors: Unsupported where the prediction's normalisation is NotStated, or it is a part of one that
    /// predicts no expression (a deviation, a share); Cancelled; those of reading.
    Result<std::shared_ptr<const LayerComparison>>
    comparison(const LayerPtr& measured, const LayerPtr& predicted, std::stop_token stop) const;
    /// Per spot of `to` the value of the same spot of `from`, by core/spots/spotmatching.h; NaN where there
    /// is none.
    std::vector<float> carried(std::vector<float> values, const LayerPtr& from, const LayerPtr& to) const;
    /// How many of to's spots `from` has.
    std::size_t sharedSpots(const LayerPtr& from, const LayerPtr& to) const;
    /// What a surface over the layer's spots stands on.
    std::shared_ptr<const SpotGround> ground(const LayerPtr& layer) const;
    /// Small squares that a smooth surface over the layer's spots is painted with.
    std::shared_ptr<const SmoothSurface> surface(const LayerPtr& layer) const;
    /// A table with what finds its spots; the same for every map over it.
    std::shared_ptr<const PlacedSpots> placed(const std::shared_ptr<const SpotTable>& spots) const;
    /// The same spot in another layer; -1 where it has none.
    int sameSpot(const LayerPtr& from, int spot, const LayerPtr& to) const;

    /// The layer's values have changed: nothing that was derived from them holds any more.
    void forget(const Layer* layer) const;

private:
    using Pair = std::pair<const void*, const void*>;
    std::shared_ptr<const std::vector<int>> matches(const LayerPtr& from, const LayerPtr& to) const;

    std::vector<LayerPtr> m_layers;
    std::set<const Layer*> m_counts; ///< those that are
    mutable Memo<Pair, ShownLayer> m_shown;
    mutable Memo<Pair, Components> m_components;
    mutable Memo<Pair, LayerComparison> m_comparisons;
    mutable Memo<Pair, std::vector<int>> m_matches;      ///< of spot tables: from, to
    mutable Memo<const void*, SpotGround> m_grounds;     ///< of spot tables
    mutable Memo<const void*, SmoothSurface> m_surfaces; ///< likewise
    mutable Memo<const void*, PlacedSpots> m_placed;     ///< likewise
};

/// The measurement as it is held against a prediction: its genes, at its spots, in its normalisation; for
/// exports. Errors: those of reading.
Result<Layer> measuredAlike(const LayerSet& layers, const LayerPtr& measured, const LayerPtr& predicted);

/// Whether it is a dense grid's: predicted for cells between the spots of the measurement, which is none.
/// measured may be nullptr.
bool isInferredBetweenSpots(const Layer& layer, const Layer* measured);
/// "Measured", "Predicted (M2OST)", or the name of any other layer.
Phrase layerTitle(const Layer& layer);
/// Its name; of the measurement, unless a person named it, one that can be translated.
Phrase namePhrase(const Layer& layer);
/// What the values of a layer as shown are.
Phrase valuePhrase(Normalisation normalisation);

} // namespace transcope::core
