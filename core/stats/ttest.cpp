#include "core/stats/ttest.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
}

PairedTTest pairedTTest(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> differences;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (!std::isnan(a[i]) && !std::isnan(b[i]))
            differences.push_back(a[i] - b[i]);
    }
    PairedTTest test{differences.size(), NaN, NaN, NaN, NaN};
    if (differences.empty())
        return test;
    const auto n = static_cast<double>(differences.size());
    double sum = 0;
    for (const double d : differences)
        sum += d;
    test.meanDifference = sum / n;
    test.degreesOfFreedom = n - 1;
    const bool allEqual = std::all_of(differences.begin(), differences.end(),
                                      [&](double d) { return d == differences.front(); });
    if (allEqual)
        return test;
    double squares = 0;
    for (const double d : differences)
        squares += (d - test.meanDifference) * (d - test.meanDifference);
    const double standardError = std::sqrt(squares / (n - 1) / n);
    test.t = test.meanDifference / standardError;
    const boost::math::students_t_distribution<double> distribution(test.degreesOfFreedom);
    test.p = 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(test.t)));
    return test;
}

std::map<std::string, double> groupMeans(std::span<const double> values,
                                         const std::vector<std::string>& groups)
{
    struct Sum
    {
        double total = 0;
        double count = 0;
    };
    std::map<std::string, Sum> sums;
    for (std::size_t i = 0; i < std::min(values.size(), groups.size()); ++i) {
        auto& sum = sums[groups[i]];
        if (std::isnan(values[i]))
            continue;
        sum.total += values[i];
        sum.count += 1;
    }
    std::map<std::string, double> means;
    for (const auto& [group, sum] : sums)
        means[group] = sum.count > 0 ? sum.total / sum.count : NaN;
    return means;
}

PairedComparison comparePaired(std::span<const double> a, std::span<const double> b,
                               const std::vector<std::string>& patients)
{
    std::vector<double> bothA, bothB;
    std::vector<std::string> theirs;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i]))
            continue;
        bothA.push_back(a[i]);
        bothB.push_back(b[i]);
        theirs.push_back(patients[i]);
    }
    std::vector<double> meansA, meansB;
    for (const auto& [patient, mean] : groupMeans(bothA, theirs))
        meansA.push_back(mean);
    for (const auto& [patient, mean] : groupMeans(bothB, theirs))
        meansB.push_back(mean);
    return {pairedTTest(bothA, bothB), pairedTTest(meansA, meansB)};
}

} // namespace transcope::core
