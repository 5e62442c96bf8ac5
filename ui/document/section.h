#pragma once

#include "core/expression/denseexpression.h"
#include "core/expression/layer.h"
#include "core/slide/slide.h"
#include "core/spots/spottable.h"

#include <QString>
#include <memory>
#include <optional>

namespace transcope::ui {

/// A slide as a person opened it.
struct OpenedSlide
{
    std::filesystem::path givenPath; ///< absolute; the original picture, where it was imported
    std::shared_ptr<const core::Slide> slide;
    std::string quickHash; ///< of givenPath
};

/// The measured expression of a section.
struct MeasuredSection
{
    std::filesystem::path source; ///< the expression file, or the session
    std::shared_ptr<const core::SpotTable> spots;
    core::GeneList genes;
    std::shared_ptr<const core::Expression> values; ///< spots × genes
    /// Whole counts, which are normalised for display; otherwise the values are shown as they are.
    bool rawCounts = true;
};

/// A prediction, complete or growing. Rows not there yet are NaN.
struct Prediction
{
    std::shared_ptr<const core::SpotTable> spots;
    core::Layer layer;
    std::shared_ptr<core::DenseExpression> values; ///< the layer's, to write rows to
    std::int64_t rowsPresent = 0;
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
core::Result<std::vector<float>> geneValues(const MeasuredSection& measured, int column,
                                            core::Normalisation normalisation);

} // namespace transcope::ui
