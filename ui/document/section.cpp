#include "ui/document/section.h"

#include "core/expression/normalisation.h"

#include <array>
#include <cmath>

namespace transcope::ui {

core::Normalisation shownNormalisation(const OpenLayer& measured, const core::Layer* predicted)
{
    if (!measured.isCounts)
        return core::Normalisation::None;
    return predicted != nullptr ? predicted->provenance.normalisation : core::Normalisation::CpmAll;
}

QString valueLabelText(core::Normalisation normalisation)
{
    const auto label = core::valueLabel(normalisation);
    return QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size()));
}

core::Result<std::vector<float>> geneValues(const OpenLayer& measured, int column,
                                            core::Normalisation normalisation)
{
    if (!measured.isCounts)
        return measured.layer->values->gene(static_cast<std::size_t>(column));
    if (normalisation == core::Normalisation::CpmSelected)
        normalisation = core::Normalisation::CpmAll;
    const auto normalised = core::normalise(*measured.layer->values, std::array{column}, normalisation);
    if (!normalised)
        return tl::unexpected(normalised.error());
    const auto gene = normalised->values.gene(0);
    return std::vector<float>(gene.begin(), gene.end());
}

} // namespace transcope::ui
