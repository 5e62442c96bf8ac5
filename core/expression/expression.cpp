#include "core/expression/expression.h"

#include "core/base/try.h"

#include <cmath>
#include <numeric>

namespace transcope::core {

void ValueTraits::add(const ValueTraits& other)
{
    whole = whole && other.whole;
    negative = negative || other.negative;
    finite = finite && other.finite;
}

Result<void> Expression::addEntries(std::size_t index, std::vector<std::int32_t>& geneIndices,
                                    std::vector<float>& values) const
{
    TRY(const auto row, spot(index));
    for (std::size_t g = 0; g < row.size(); ++g) {
        if (row[g] == 0)
            continue;
        geneIndices.push_back(static_cast<std::int32_t>(g));
        values.push_back(row[g]);
    }
    return {};
}

Result<std::vector<double>> Expression::sums(std::span<const int> columns) const
{
    std::vector<double> sums(spots(), 0.0);
    for (const int column : columns) {
        TRY(const auto values, gene(static_cast<std::size_t>(column)));
        for (std::size_t s = 0; s < sums.size(); ++s)
            sums[s] += std::isnan(values[s]) ? 0 : values[s];
    }
    return sums;
}

Result<std::vector<double>> Expression::totals() const
{
    std::vector<int> all(genes());
    std::iota(all.begin(), all.end(), 0);
    return sums(all);
}

Result<std::vector<double>> Expression::variances(std::span<const int> chosen, std::stop_token stop) const
{
    std::vector<double> variances;
    for (std::size_t g = 0; g < genes(); ++g) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "Reading genes was cancelled");
        TRY(const auto values, gene(g));
        double sum = 0, count = 0;
        for (const int s : chosen) {
            const double value = values[static_cast<std::size_t>(s)];
            sum += std::isnan(value) ? 0 : value;
            count += std::isnan(value) ? 0 : 1;
        }
        const double mean = sum / count;
        double squares = 0;
        for (const int s : chosen) {
            const double from = values[static_cast<std::size_t>(s)] - mean;
            squares += std::isnan(from) ? 0 : from * from;
        }
        variances.push_back(count > 0 ? squares / count : 0);
    }
    return variances;
}

Result<ValueTraits> Expression::traits() const
{
    ValueTraits traits;
    for (std::size_t g = 0; g < genes(); ++g) {
        TRY(const auto values, gene(g));
        for (const float value : values)
            traits.add(value);
    }
    return traits;
}

} // namespace transcope::core
