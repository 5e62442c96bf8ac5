#include "core/expression/normalisation.h"

#include "core/base/phrase.h"
#include "core/base/try.h"
#include "core/expression/denseexpression.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace transcope::core {

namespace {

constexpr double CountsPerMillion = 1e6;
constexpr double Theta = 100; // the overdispersion that the field's tools take

} // namespace

Normaliser::Normaliser(std::vector<double> sums, Normalisation normalisation)
    : m_sums(std::move(sums)), m_normalisation(normalisation)
{
    double used = 0;
    for (const double sum : m_sums) {
        m_total += sum;
        used += sum > 0 ? 1 : 0;
    }
    m_limit = std::sqrt(used);
}

Result<Normaliser> Normaliser::of(const Expression& counts, std::span<const int> selected,
                                  Normalisation normalisation)
{
    TRY(auto sums, normalisation == Normalisation::CpmSelected ? counts.sums(selected) : counts.totals());
    return Normaliser(std::move(sums), normalisation);
}

void Normaliser::apply(std::span<float> gene) const
{
    const double sum = std::accumulate(gene.begin(), gene.end(), 0.0);
    for (std::size_t s = 0; s < gene.size(); ++s)
        gene[s] = value(gene[s], s, sum);
}

float Normaliser::value(double count, std::size_t spot, double geneSum) const
{
    if (isEmpty(spot))
        return std::numeric_limits<float>::quiet_NaN();
    if (count == 0 && m_normalisation != Normalisation::PearsonResiduals)
        return 0; // as all others say, of nearly every spot of a gene, without a logarithm
    switch (m_normalisation) {
    case Normalisation::CpmSelected:
    case Normalisation::CpmAll:
        return static_cast<float>(std::log1p(CountsPerMillion * count / m_sums[spot]));
    case Normalisation::Log1p:
        return static_cast<float>(std::log1p(count));
    case Normalisation::PearsonResiduals:
        return pearsonResidual(count, spot, geneSum);
    case Normalisation::None:
    case Normalisation::NotStated:
        break;
    }
    return static_cast<float>(count);
}

float Normaliser::pearsonResidual(double count, std::size_t spot, double geneSum) const
{
    const double expected = m_sums[spot] * geneSum / m_total;
    if (!(expected > 0))
        return 0;
    const double residual = (count - expected) / std::sqrt(expected + expected * expected / Theta);
    return static_cast<float>(std::clamp(residual, -m_limit, m_limit));
}

Result<std::vector<float>> depths(const Expression& counts)
{
    TRY(const auto totals, counts.totals());
    std::vector<float> depths;
    for (const double total : totals)
        depths.push_back(total > 0 ? static_cast<float>(std::log1p(total))
                                   : std::numeric_limits<float>::quiet_NaN());
    return depths;
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
    case Normalisation::PearsonResiduals:
        return "pearson-residuals";
    case Normalisation::NotStated:
        return "not-stated";
    case Normalisation::None:
        break;
    }
    return "none";
}

std::optional<Normalisation> keptNormalisation(std::string_view wanted)
{
    return wanted == name(Normalisation::NotStated) ? Normalisation::NotStated : normalisationNamed(wanted);
}

std::optional<Normalisation> normalisationNamed(std::string_view wanted)
{
    for (const auto normalisation : allNormalisations()) {
        if (name(normalisation) == wanted)
            return normalisation;
    }
    return std::nullopt;
}

Result<Normalisation> parseNormalisation(const std::string& wanted)
{
    if (const auto normalisation = normalisationNamed(wanted))
        return *normalisation;
    return fail(ErrorCode::InvalidArgument, "--normalisation " + wanted + ": unknown",
                "Use " + normalisationNames());
}

std::string normalisationNames()
{
    std::string names;
    const auto& all = allNormalisations();
    for (std::size_t i = 0; i < all.size(); ++i)
        names += (i == 0 ? "" : i + 1 == all.size() ? " or " : ", ") + std::string(name(all[i]));
    return names;
}

const std::vector<Normalisation>& allNormalisations()
{
    static const std::vector<Normalisation> all = {Normalisation::CpmSelected, Normalisation::CpmAll,
                                                   Normalisation::Log1p, Normalisation::PearsonResiduals,
                                                   Normalisation::None};
    return all;
}

std::string_view valueLabel(Normalisation normalisation)
{
    switch (normalisation) {
    case Normalisation::CpmSelected:
        return phraseText("Map", "ln(1 + CPM of the selected genes)");
    case Normalisation::CpmAll:
        return phraseText("Map", "ln(1 + CPM of all genes)");
    case Normalisation::Log1p:
        return phraseText("Map", "ln(1 + count)");
    case Normalisation::PearsonResiduals:
        return phraseText("Map", "Pearson residual of the count");
    case Normalisation::NotStated:
        return phraseText("Map", "value, normalisation not stated");
    case Normalisation::None:
        break;
    }
    return phraseText("Map", "count");
}

Result<Normalised> normalise(const Expression& counts, std::span<const int> columns,
                             Normalisation normalisation)
{
    TRY(const auto normaliser, Normaliser::of(counts, columns, normalisation));
    TRY(auto values, columnsOf(counts, columns));
    Normalised result{std::move(values), {}};
    for (std::size_t s = 0; s < counts.spots(); ++s) {
        if (normaliser.isEmpty(s))
            result.emptySpots.push_back(static_cast<int>(s));
    }
    for (std::size_t c = 0; c < columns.size(); ++c)
        normaliser.apply(result.values.gene(c));
    return result;
}

} // namespace transcope::core
