#pragma once

#include "ui/document/comparison.h"
#include "ui/document/section.h"

#include <optional>

namespace transcope::ui {

/// What principal components are computed from: copies, since the work is done in the background.
struct PcaInput
{
    std::optional<core::ExpressionMatrix> measured;  ///< spots × genes, no gene missing altogether
    std::optional<core::ExpressionMatrix> predicted; ///< rows not there yet are NaN
    bool sameSpots = false;
};

/// The first three components per side; empty where that side has nothing.
struct PcaScores
{
    core::ExpressionMatrix measured;
    core::ExpressionMatrix predicted;
};

/// Measured values over the genes that the prediction has too, or over the section's 250 most variable genes.
/// Errors: those of reading them.
core::Result<PcaInput> pcaInput(const OpenLayer* measured, const OpenLayer* prediction,
                                const Comparison* comparison);

/// Each side is fitted by itself. A component's sign is arbitrary, so where both sides have the same spots
/// the predicted ones are turned to correlate positively with the measured.
PcaScores pcaScores(const PcaInput& input);

} // namespace transcope::ui
