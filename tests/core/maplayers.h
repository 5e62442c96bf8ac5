#pragma once

#include "core/expression/denseexpression.h"
#include "core/map/map.h"

#include <cmath>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::tests {

/// Four spots at the corners of a square, 10 px apart, that number columns reach in the order a, b, c, d.
inline std::shared_ptr<const core::SpotTable> cornerSpots(double shiftLevel0Px = 0,
                                                          const std::string& prefix = {})
{
    core::SpotTable table;
    table.spots = {{prefix + "a", {shiftLevel0Px, 0}},
                   {prefix + "b", {shiftLevel0Px + 10, 0}},
                   {prefix + "c", {shiftLevel0Px, 10}},
                   {prefix + "d", {shiftLevel0Px + 10, 10}}};
    table.diameterLevel0Px = 8;
    table.pitchLevel0Px = 10;
    return std::make_shared<const core::SpotTable>(std::move(table));
}

/// A gene and its value at each spot.
struct Column
{
    std::string gene;
    std::vector<float> values;
};

inline core::ExpressionMatrix matrixOf(const std::vector<Column>& columns)
{
    core::ExpressionMatrix matrix(columns.front().values.size(), columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c)
        std::copy(columns[c].values.begin(), columns[c].values.end(), matrix.gene(c).begin());
    return matrix;
}

inline core::Layer layerOf(std::string name, core::LayerKind kind, core::Normalisation normalisation,
                           const std::vector<Column>& columns,
                           std::shared_ptr<const core::SpotTable> spots = cornerSpots())
{
    core::Layer layer;
    layer.name = std::move(name);
    layer.kind = kind;
    layer.provenance.normalisation = normalisation;
    layer.spots = std::move(spots);
    for (const auto& column : columns)
        layer.genes.push_back({column.gene, ""});
    layer.values = core::denseExpression(matrixOf(columns));
    return layer;
}

/// Counts how often genes are read, and asks for a stop at a chosen reading.
class WatchedExpression final : public core::Expression
{
public:
    WatchedExpression(std::shared_ptr<const core::Expression> inner, int stopAt = -1)
        : m_inner(std::move(inner)), m_stopAt(stopAt)
    {
    }
    std::size_t spots() const override { return m_inner->spots(); }
    std::size_t genes() const override { return m_inner->genes(); }
    core::Result<std::vector<float>> gene(std::size_t index) const override
    {
        if (++reads == m_stopAt)
            stop.request_stop();
        return m_inner->gene(index);
    }
    core::Result<std::vector<float>> spot(std::size_t index) const override { return m_inner->spot(index); }

    mutable int reads = 0;
    mutable std::stop_source stop;

private:
    std::shared_ptr<const core::Expression> m_inner;
    int m_stopAt;
};

/// The input for maps on one of the layers; measured and predicted are the first of either kind.
inline core::MapInput inputOf(std::vector<core::Layer> layers, std::size_t painted)
{
    const auto set = std::make_shared<core::LayerSet>();
    core::MapInput input;
    for (auto& layer : layers) {
        const auto shared = std::make_shared<const core::Layer>(std::move(layer));
        const bool isMeasured = shared->kind == core::LayerKind::Measured;
        set->add(shared, isMeasured && shared->provenance.normalisation == core::Normalisation::None);
        if (isMeasured && !input.measured)
            input.measured = shared;
        if (shared->kind == core::LayerKind::Predicted && !input.predicted)
            input.predicted = shared;
    }
    input.painted = set->layers()[painted];
    input.layers = set;
    return input;
}

} // namespace transcope::tests
