#include "core/expression/normalisation.h"

#include "core/base/try.h"
#include "core/expression/denseexpression.h"

#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

constexpr double CountsPerMillion = 1e6;

} // namespace

float normalisedValue(double count, double sum, Normalisation normalisation)
{
    if (!(sum > 0))
        return std::numeric_limits<float>::quiet_NaN();
    if (count == 0)
        return 0; // as all of the below say, of nearly every spot of a gene, without a logarithm
    switch (normalisation) {
    case Normalisation::CpmSelected:
    case Normalisation::CpmAll:
        return static_cast<float>(std::log1p(CountsPerMillion * count / sum));
    case Normalisation::Log1p:
        return static_cast<float>(std::log1p(count));
    case Normalisation::None:
        break;
    }
    return static_cast<float>(count);
}

std::string_view name(Normalisation normalisation)
{
    switch (normalisation) {
    case Normalisation::CpmSelected:
        return "cpm-selected";
    case Normalisation::CpmAll:
        return "cpm-all";
    case Normalisation::Log1p:
        return "log1p";
    case Normalisation::None:
        break;
    }
    return "none";
}

std::optional<Normalisation> normalisationNamed(std::string_view wanted)
{
    for (const auto normalisation : allNormalisations()) {
        if (name(normalisation) == wanted)
            return normalisation;
    }
    return std::nullopt;
}

const std::vector<Normalisation>& allNormalisations()
{
    static const std::vector<Normalisation> all = {Normalisation::CpmSelected, Normalisation::CpmAll,
                                                   Normalisation::Log1p, Normalisation::None};
    return all;
}

std::string_view valueLabel(Normalisation normalisation)
{
    switch (normalisation) {
    case Normalisation::CpmSelected:
        return "ln(1 + CPM of the selected genes)";
    case Normalisation::CpmAll:
        return "ln(1 + CPM of all genes)";
    case Normalisation::Log1p:
        return "ln(1 + count)";
    case Normalisation::None:
        break;
    }
    return "count";
}

Result<Normalised> normalise(const Expression& counts, std::span<const int> columns,
                             Normalisation normalisation)
{
    TRY(const auto sums,
        normalisation == Normalisation::CpmSelected ? counts.sums(columns) : counts.totals());
    TRY(auto values, columnsOf(counts, columns));
    Normalised result{std::move(values), {}};
    for (std::size_t s = 0; s < sums.size(); ++s) {
        if (!(sums[s] > 0))
            result.emptySpots.push_back(static_cast<int>(s));
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto gene = result.values.gene(c);
        for (std::size_t s = 0; s < sums.size(); ++s)
            gene[s] = normalisedValue(gene[s], sums[s], normalisation);
    }
    return result;
}

} // namespace transcope::core
