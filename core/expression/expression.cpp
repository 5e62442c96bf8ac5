#include "core/expression/expression.h"

#include <cmath>
#include <numeric>

namespace transcope::core {

void ValueTraits::add(const ValueTraits& other)
{
    whole = whole && other.whole;
    negative = negative || other.negative;
    finite = finite && other.finite;
}

Result<std::vector<double>> Expression::sums(std::span<const int> columns) const
{
    std::vector<double> sums(spots(), 0.0);
    for (const int column : columns) {
        const auto values = gene(static_cast<std::size_t>(column));
        if (!values)
            return tl::unexpected(values.error());
        for (std::size_t s = 0; s < sums.size(); ++s)
            sums[s] += std::isnan((*values)[s]) ? 0 : (*values)[s];
    }
    return sums;
}

Result<std::vector<double>> Expression::totals() const
{
    std::vector<int> all(genes());
    std::iota(all.begin(), all.end(), 0);
    return sums(all);
}

Result<ValueTraits> Expression::traits() const
{
    ValueTraits traits;
    for (std::size_t g = 0; g < genes(); ++g) {
        const auto values = gene(g);
        if (!values)
            return tl::unexpected(values.error());
        for (const float value : *values)
            traits.add(value);
    }
    return traits;
}

} // namespace transcope::core
