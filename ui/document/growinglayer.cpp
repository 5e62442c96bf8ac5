#include "ui/document/growinglayer.h"

#include "core/base/try.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {

core::Result<GrowingLayer> GrowingLayer::begin(core::RunId run, core::Layer& layer)
{
    TRY(auto values, core::columnsOf(*layer.values));
    GrowingLayer growing;
    growing.m_run = run;
    growing.m_present.assign(values.spots(), false);
    for (std::size_t spot = 0; values.genes() > 0 && spot < values.spots(); ++spot)
        growing.m_present[spot] = !std::isnan(values.at(spot, 0));
    growing.m_rowsPresent = std::ranges::count(growing.m_present, true);
    growing.m_padded = layer.padded;
    growing.m_padded.resize(values.spots());
    growing.m_values = std::make_shared<core::DenseExpression>(std::move(values));
    layer.values = growing.m_values;
    return growing;
}

bool GrowingLayer::fits(const core::RunRows& rows) const
{
    const auto isOurs = [this](int spot) {
        return spot >= 0 && static_cast<std::size_t>(spot) < m_present.size();
    };
    return rows.run == m_run && rows.values.size() == rows.spots.size() * m_values->genes() &&
           rows.padded.size() == rows.spots.size() && std::ranges::all_of(rows.spots, isOurs);
}

bool GrowingLayer::take(const core::RunRows& rows)
{
    if (!fits(rows))
        return false;
    m_values->write(rows.spots, rows.values);
    for (std::size_t row = 0; row < rows.spots.size(); ++row) {
        const auto spot = static_cast<std::size_t>(rows.spots[row]);
        m_rowsPresent += m_present[spot] ? 0 : 1;
        m_present[spot] = true;
        m_padded[spot] = rows.padded[row];
    }
    return true;
}

} // namespace transcope::ui
