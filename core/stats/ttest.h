#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace transcope::core {

/// Student's paired t-test, two-sided.
struct PairedTTest
{
    std::size_t pairs = 0;     ///< pairs without NaN
    double meanDifference = 0; ///< mean of a − b; NaN with no pairs
    double t = 0;              ///< NaN when undefined: fewer than two pairs, or all differences equal
    double degreesOfFreedom = 0;
    double p = 0; ///< two-sided; NaN when undefined
};

/// a and b have the same length; pairs in which either is NaN are left out.
PairedTTest pairedTTest(std::span<const double> a, std::span<const double> b);

/// Means per group, NaN values left out (NaN for a group without any): per-spot values to per-patient values,
/// since spots of one patient are not independent. groups: one name per value.
std::map<std::string, double> groupMeans(std::span<const double> values,
                                         const std::vector<std::string>& groups);

/// Two methods' scores of the same spots.
struct PairedComparison
{
    PairedTTest perSpot;    ///< spots are not independent, so p is too small
    PairedTTest perPatient; ///< of the patients' means
};
/// a, b, patients: one per spot; spots at which either score is NaN count in neither test.
PairedComparison comparePaired(std::span<const double> a, std::span<const double> b,
                               const std::vector<std::string>& patients);

} // namespace transcope::core
