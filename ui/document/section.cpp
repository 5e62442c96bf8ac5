#include "ui/document/section.h"

#include "core/expression/normalisation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace transcope::ui {

bool sameSpots(const core::SpotTable& a, const core::SpotTable& b)
{
    return std::equal(a.spots.begin(), a.spots.end(), b.spots.begin(), b.spots.end(),
                      [](const core::Spot& left, const core::Spot& right) {
                          return left.id == right.id && left.centreLevel0Px == right.centreLevel0Px;
                      });
}

int spotNear(const core::SpotTable& spots, core::PointD level0Px)
{
    double nearest = spots.pitchLevel0Px ? *spots.pitchLevel0Px / 2 : spots.diameterLevel0Px;
    int found = -1;
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const auto& centre = spots.spots[s].centreLevel0Px;
        const double distance = std::hypot(centre.x - level0Px.x, centre.y - level0Px.y);
        if (distance <= nearest) {
            nearest = distance;
            found = static_cast<int>(s);
        }
    }
    return found;
}

core::Normalisation shownNormalisation(const MeasuredSection& measured, const core::Layer* predicted)
{
    if (!measured.rawCounts)
        return core::Normalisation::None;
    return predicted != nullptr ? predicted->provenance.normalisation : core::Normalisation::CpmAll;
}

QString valueLabelText(core::Normalisation normalisation)
{
    const auto label = core::valueLabel(normalisation);
    return QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size()));
}

core::Result<std::vector<float>> geneValues(const MeasuredSection& measured, int column,
                                            core::Normalisation normalisation)
{
    if (!measured.rawCounts)
        return measured.values->gene(static_cast<std::size_t>(column));
    if (normalisation == core::Normalisation::CpmSelected)
        normalisation = core::Normalisation::CpmAll;
    const auto normalised = core::normalise(*measured.values, std::array{column}, normalisation);
    if (!normalised)
        return tl::unexpected(normalised.error());
    const auto gene = normalised->values.gene(0);
    return std::vector<float>(gene.begin(), gene.end());
}

} // namespace transcope::ui
