#pragma once

#include "core/expression/denseexpression.h"
#include "core/run/runrows.h"
#include "ui/document/section.h"

namespace transcope::ui {

/// The layer that a run is filling. Its values may be read on any thread meanwhile; everything else is of the
/// UI thread. Movable.
class GrowingLayer
{
public:
    /// layer: with the rows that are there already; its values are replaced by those that grow. Errors: those
    /// of reading them.
    static core::Result<GrowingLayer> begin(core::RunId run, core::Layer& layer);

    core::RunId run() const { return m_run; }
    std::int64_t rowsPresent() const { return m_rowsPresent; }
    /// Per spot, as far as it is known.
    const std::vector<std::uint8_t>& padded() const { return m_padded; }

    /// False, and nothing is changed, for rows of another run or of spots or genes that the layer does not
    /// have.
    bool take(const core::RunRows& rows);

private:
    bool fits(const core::RunRows& rows) const;

    core::RunId m_run = 0;
    std::shared_ptr<core::DenseExpression> m_values; ///< the layer's
    std::vector<bool> m_present;                     ///< per spot
    std::vector<std::uint8_t> m_padded;
    std::int64_t m_rowsPresent = 0;
};

} // namespace transcope::ui
