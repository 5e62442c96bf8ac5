#pragma once

#include "core/expression/layer.h"
#include "core/run/plan.h"
#include "core/run/runrows.h"
#include "core/spots/spottable.h"

#include <QString>
#include <memory>
#include <optional>

namespace transcope::ui {

using core::OpenedSlide;

/// The measured expression of a section.
struct MeasuredSection
{
    std::filesystem::path source; ///< the expression file, or the session
    std::shared_ptr<const core::SpotTable> spots;
    core::GeneList genes;
    core::ExpressionMatrix values; ///< spots × genes
    /// Whole counts, which are normalised for display; otherwise the values are shown as they are.
    bool rawCounts = true;
};

/// A prediction, complete or growing. Rows not there yet are NaN.
struct Prediction
{
    std::shared_ptr<const core::SpotTable> spots;
    core::Layer layer;
    std::int64_t rowsPresent = 0;
    core::RunId run = 0; ///< whose rows it takes; 0 for none
};

/// Whether two tables are the same spots in the same order.
bool sameSpots(const core::SpotTable& a, const core::SpotTable& b);

/// The spot whose centre is nearest to the position and not further than half a pitch (or a diameter where
/// the pitch is unknown); -1 where there is none.
int spotNear(const core::SpotTable& spots, core::PointD level0Px);

/// How the measured values are shown: as the prediction's normalisation where there is one, else CpmAll; None
/// where the file did not hold counts.
core::Normalisation shownNormalisation(const MeasuredSection& measured, const core::Layer* predicted);

/// What the values are, for legends.
QString valueLabelText(core::Normalisation normalisation);

/// One measured gene over all spots. CpmSelected's denominator needs the whole selection: see compareWith();
/// this takes CpmAll instead.
std::vector<float> geneValues(const MeasuredSection& measured, int column, core::Normalisation normalisation);

} // namespace transcope::ui
