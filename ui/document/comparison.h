#pragma once

#include "core/stats/correlation.h"
#include "ui/document/section.h"

#include <vector>

namespace transcope::ui {

/// Measured against predicted values of one section over the genes that both have.
struct Comparison
{
    std::vector<int> measuredColumn; ///< per predicted gene: column of the measured genes; -1 not measured
    core::ExpressionMatrix
        measured;               ///< spots × predicted genes, in the prediction's normalisation; NaN unknown
    core::SectionScores scores; ///< of the spots predicted so far
    std::vector<double>
        meanPccSpot; ///< the baseline: the section's own mean profile against each predicted spot's
};

/// Measured values prepared as the prediction was (DATA.md), and their agreement. The baseline looks at no
/// image and knows the section's own mean, so a method that does not beat it has found no spatial pattern.
/// measured and predicted must have the same spots. Errors: those of reading the values.
core::Result<Comparison> compareWith(const OpenLayer& measured, const core::Layer& predicted);

} // namespace transcope::ui
