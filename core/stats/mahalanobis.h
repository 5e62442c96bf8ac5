#pragma once

#include "core/base/result.h"

#include <memory>
#include <span>
#include <vector>

namespace transcope::core {

/// Where vectors lie and how they spread.
struct Spread
{
    std::vector<float> mean;       ///< [d]
    std::vector<float> covariance; ///< [d, d], shrunk
    double shrinkage = 0;          ///< share of the identity's multiple in it, 0 … 1
};

/// Of rows [n, d], n ≥ 1. The covariance (divided by n) is shrunk towards the identity times its mean
/// variance as Ledoit and Wolf say (J Multivariate Anal 2004), so that it can be inverted with fewer rows
/// than columns.
Spread spreadOf(std::span<const float> rows, std::size_t columns);

/// Mahalanobis distances √((x − mean)ᵀ covariance⁻¹ (x − mean)). Any thread.
class Mahalanobis
{
public:
    /// Errors: BadInput (sizes that do not fit, a covariance that is not positive definite).
    static Result<Mahalanobis> of(std::span<const float> mean, std::span<const float> covariance);
    /// rows: [n, d] → n distances.
    std::vector<double> distances(std::span<const float> rows) const;
    std::size_t columns() const;

private:
    struct Private;
    explicit Mahalanobis(std::shared_ptr<const Private> p) : d(std::move(p)) {}
    std::shared_ptr<const Private> d;
};

/// Evenly spaced quantiles of values, the smallest first and the largest last. values: not empty.
std::vector<float> quantilesOf(std::vector<double> values, std::size_t count);

/// Which percentile a value is, 0 … 100, of what had such quantiles (two or more, ascending).
double percentileAmong(std::span<const float> quantiles, double value);

} // namespace transcope::core
