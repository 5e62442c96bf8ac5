#include "core/map/components.h"

#include "core/base/try.h"
#include "core/stats/pca.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr std::size_t MostFitted = 20'000;

tl::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, "Principal components were cancelled");
}

/// Rows arrive whole, so that one gene tells which spots are known.
std::vector<std::size_t> fittedSpots(const std::vector<float>& gene)
{
    std::vector<std::size_t> known;
    for (std::size_t s = 0; s < gene.size(); ++s) {
        if (!std::isnan(gene[s]))
            known.push_back(s);
    }
    const std::size_t step = (known.size() + MostFitted - 1) / MostFitted;
    std::vector<std::size_t> fitted;
    for (std::size_t i = 0; i < known.size(); i += step)
        fitted.push_back(known[i]);
    return fitted;
}

Result<ExpressionMatrix> valuesAt(const Expression& values, std::span<const int> genes,
                                  const std::vector<std::size_t>& spots, const std::stop_token& stop)
{
    ExpressionMatrix chosen(spots.size(), genes.size());
    for (std::size_t g = 0; g < genes.size(); ++g) {
        if (stop.stop_requested())
            return cancelled();
        TRY(const auto gene, values.gene(static_cast<std::size_t>(genes[g])));
        std::ranges::transform(spots, chosen.gene(g).begin(), [&](std::size_t s) { return gene[s]; });
    }
    return chosen;
}

/// Mean of a gene over the spots that the fit has used.
double fittedMean(std::span<const float> gene, std::span<const float> scores)
{
    double sum = 0;
    double count = 0;
    for (std::size_t s = 0; s < gene.size(); ++s) {
        if (std::isnan(scores[s]))
            continue;
        sum += gene[s];
        ++count;
    }
    return sum / count;
}

/// Scores of all spots by a fit of some of them.
Result<void> project(Components& components, const Pca& pca, const ExpressionMatrix& fitted,
                     const Expression& values, std::span<const int> genes, const std::stop_token& stop)
{
    for (std::size_t g = 0; g < genes.size(); ++g) {
        if (stop.stop_requested())
            return cancelled();
        TRY(const auto gene, values.gene(static_cast<std::size_t>(genes[g])));
        const double mean = fittedMean(fitted.gene(g), pca.scores.gene(0));
        for (std::size_t c = 0; c < pca.loadings.genes(); ++c) {
            const double loading = pca.loadings.at(g, c);
            for (std::size_t s = 0; s < gene.size(); ++s)
                components.scores[c][s] += static_cast<float>(loading * (gene[s] - mean));
        }
    }
    return {};
}

} // namespace

Result<Components> fitComponents(const Expression& values, std::span<const int> genes, std::stop_token stop)
{
    Components components;
    components.scores.fill(std::vector<float>(values.spots(), NAN));
    if (genes.empty())
        return components;
    TRY(const auto first, values.gene(static_cast<std::size_t>(genes.front())));
    const auto spots = fittedSpots(first);
    TRY(const auto fitted, valuesAt(values, genes, spots, stop));
    const auto pca = principalComponents(fitted, Components::Count);
    if (stop.stop_requested())
        return cancelled();
    if (pca.scores.genes() == 0)
        return components;
    components.explainedShares = pca.explainedVariance;
    const auto known = std::ranges::count_if(first, [](float value) { return !std::isnan(value); });
    for (std::size_t s = 0; s < first.size(); ++s) {
        for (auto& scores : components.scores)
            scores[s] = std::isnan(first[s]) ? NAN : 0.F;
    }
    if (static_cast<std::size_t>(known) > spots.size()) {
        TRY_RUN(project(components, pca, fitted, values, genes, stop));
        return components;
    }
    for (std::size_t c = 0; c < pca.scores.genes(); ++c) {
        for (std::size_t s = 0; s < spots.size(); ++s)
            components.scores[c][spots[s]] = pca.scores.at(s, c);
    }
    return components;
}

} // namespace transcope::core
