#pragma once

#include "core/stats/correlation.h"

#include <span>
#include <vector>

namespace transcope::core {

/// Values whose predicted deviations are alike.
struct CalibrationBin
{
    double deviation = 0; ///< root mean square
    double error = 0;     ///< likewise; equal to the deviation where this tells the whole error
    std::size_t pairs = 0;
};

/// Whether a larger deviation goes with a larger error, in Spearman's rank correlation of the two sizes.
struct Calibration
{
    std::vector<CalibrationBin> bins; ///< of ascending deviation
    /// Over all values together. It follows also that some genes vary more than others, which is known
    /// without a deviation.
    double overall = 0;
    std::size_t pairs = 0;       ///< that `overall` and the bins are of
    ScoreSummary withinGenes;    ///< of perGene
    std::vector<double> perGene; ///< over the spots; NaN undefined
};

/// Collects one gene after another. Of more than four million values only every n-th spot counts for bins and
/// `overall`.
class Calibrator
{
public:
    /// How much is to come.
    Calibrator(std::size_t spots, std::size_t genes);
    /// One gene at all spots; values where either is NaN are left out. deviations: ≥ 0.
    /// errors: predicted − measured.
    void add(std::span<const float> deviations, std::span<const float> errors);
    /// bins: at most, with as many values each as can be.
    Calibration calibration(std::size_t bins) const;

private:
    std::size_t m_step;
    std::vector<float> m_deviations, m_errors; ///< the latter's sizes
    std::vector<double> m_perGene;
};

} // namespace transcope::core
