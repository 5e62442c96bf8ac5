#pragma once

#include "model/training/packfile.h"

namespace transcope::model {

/// What the log total count of a spot adds to each gene's label, a straight line over the training spots: the
/// part of a label that TrainOptions::depthInput explains by depth, so that the image has to explain the
/// rest. Predictions are then those at the training spots' mean depth.
class DepthEffect
{
public:
    DepthEffect() = default; ///< none: labels stay as they are
    /// Least squares per gene over these spots. Needs header().depth.
    DepthEffect(const PackFile& data, std::span<const std::int64_t> spots);

    bool isNone() const { return m_slopes.empty(); }
    /// Label units per unit of ln(1 + total count); length genes.
    const std::vector<float>& slopes() const { return m_slopes; }
    /// What the labels of these spots have beyond those at the mean depth: [spots × genes] row by row.
    std::vector<float> of(const PackFile& data, std::span<const std::int64_t> spots) const;

private:
    double m_meanDepth = 0;
    std::vector<float> m_slopes;
};

} // namespace transcope::model
