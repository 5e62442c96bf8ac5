#include "core/expression/normalisation.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace transcope::core {

namespace {

constexpr double CountsPerMillion = 1e6;

std::vector<double> sumsOver(const ExpressionMatrix& counts, std::span<const int> columns)
{
    std::vector<double> sums(counts.spots(), 0.0);
    for (const int column : columns) {
        const auto gene = counts.gene(static_cast<std::size_t>(column));
        for (std::size_t s = 0; s < sums.size(); ++s)
            sums[s] += gene[s];
    }
    return sums;
}

std::vector<int> allColumns(const ExpressionMatrix& counts)
{
    std::vector<int> columns(counts.genes());
    std::iota(columns.begin(), columns.end(), 0);
    return columns;
}

} // namespace

float normalisedValue(double count, double sum, Normalisation normalisation)
{
    if (!(sum > 0))
        return std::numeric_limits<float>::quiet_NaN();
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

Normalised normalise(const ExpressionMatrix& rawCounts, std::span<const int> columns,
                     Normalisation normalisation)
{
    const auto sums = normalisation == Normalisation::CpmSelected
                          ? sumsOver(rawCounts, columns)
                          : sumsOver(rawCounts, allColumns(rawCounts));
    Normalised result{ExpressionMatrix(rawCounts.spots(), columns.size()), {}};
    for (std::size_t s = 0; s < sums.size(); ++s) {
        if (!(sums[s] > 0))
            result.emptySpots.push_back(static_cast<int>(s));
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto counts = rawCounts.gene(static_cast<std::size_t>(columns[c]));
        const auto values = result.values.gene(c);
        for (std::size_t s = 0; s < sums.size(); ++s)
            values[s] = normalisedValue(counts[s], sums[s], normalisation);
    }
    return result;
}

} // namespace transcope::core
