#include "core/region/regionstatistics.h"

#include "core/base/try.h"
#include "core/stats/ranksum.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

std::vector<float> picked(const std::vector<float>& values, const std::vector<int>& spots)
{
    std::vector<float> some;
    some.reserve(spots.size());
    for (const int spot : spots)
        some.push_back(values[static_cast<std::size_t>(spot)]);
    return some;
}

double meanOf(const std::vector<float>& values)
{
    double sum = 0, count = 0;
    for (const float value : values) {
        if (std::isnan(value))
            continue;
        sum += value;
        count += 1;
    }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

std::vector<std::string> warningsFor(std::size_t inside, std::size_t outside)
{
    std::vector<std::string> warnings = {
        "Spots of one section are not independent: p values are smaller than they should be"};
    for (const auto& [count, where] : {std::pair(inside, "inside"), std::pair(outside, "outside")})
        if (count < FewSpots)
            warnings.push_back("Only " + std::to_string(count) +
                               (count == 1 ? " spot lies " : " spots lie ") + where +
                               ": too few for a statement");
    return warnings;
}

} // namespace

std::vector<int> otherSpots(const std::vector<int>& spots, std::size_t count)
{
    std::vector<int> others;
    for (int spot = 0; spot < static_cast<int>(count); ++spot)
        if (!std::ranges::binary_search(spots, spot))
            others.push_back(spot);
    return others;
}

Result<RegionStatistics> compareSpotSets(const Expression& values, const std::vector<int>& inside,
                                         const std::vector<int>& outside, const ProgressFn& progress,
                                         std::stop_token stop)
{
    if (inside.empty() || outside.empty())
        return fail(ErrorCode::InvalidArgument,
                    std::string("no spot lies ") + (inside.empty() ? "inside" : "outside") + " the region",
                    "Choose another region");
    RegionStatistics statistics{
        inside.size(), outside.size(), {}, warningsFor(inside.size(), outside.size())};
    ProgressMeter meter(progress, "comparing genes", static_cast<std::int64_t>(values.genes()));
    std::vector<double> p;
    for (std::size_t g = 0; g < values.genes(); ++g) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "The comparison of regions was cancelled");
        TRY(const auto gene, values.gene(g));
        const auto in = picked(gene, inside), out = picked(gene, outside);
        const auto test = rankSumTest(in, out);
        statistics.genes.push_back({g, meanOf(in), meanOf(out), test.auc, test.p, 0});
        p.push_back(test.p);
        meter.advance();
    }
    const auto adjusted = falseDiscoveryRates(p);
    for (std::size_t g = 0; g < adjusted.size(); ++g)
        statistics.genes[g].pAdjusted = adjusted[g];
    std::ranges::stable_sort(statistics.genes, [](const RegionGene& a, const RegionGene& b) {
        const auto known = [](const RegionGene& gene) { return std::isnan(gene.p) ? 2.0 : gene.p; };
        const auto effect = [](const RegionGene& gene) {
            return std::isnan(gene.auc) ? 0.0 : std::abs(gene.auc - 0.5);
        };
        return known(a) != known(b) ? known(a) < known(b) : effect(a) > effect(b);
    });
    return statistics;
}

} // namespace transcope::core
