#include "core/stats/calibration.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace transcope::core {

namespace {

constexpr std::size_t MostPairs = 4'000'000;

} // namespace

Calibrator::Calibrator(std::size_t spots, std::size_t genes) : m_step(1 + spots * genes / MostPairs) {}

void Calibrator::add(std::span<const float> deviations, std::span<const float> errors)
{
    std::vector<float> sizes;
    for (const float error : errors)
        sizes.push_back(std::abs(error));
    m_perGene.push_back(rankCorrelation(deviations, sizes));
    for (std::size_t spot = 0; spot < sizes.size(); spot += m_step) {
        if (std::isnan(deviations[spot]) || std::isnan(sizes[spot]))
            continue;
        m_deviations.push_back(deviations[spot]);
        m_errors.push_back(sizes[spot]);
    }
}

Calibration Calibrator::calibration(std::size_t bins) const
{
    Calibration result;
    result.perGene = m_perGene;
    result.withinGenes = summarise(m_perGene);
    result.pairs = m_deviations.size();
    result.overall = rankCorrelation(m_deviations, m_errors);
    std::vector<std::size_t> order(result.pairs);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [this](std::size_t i) { return m_deviations[i]; });
    bins = std::min(bins, order.size());
    for (std::size_t b = 0; b < bins; ++b) {
        const std::size_t first = b * order.size() / bins, end = (b + 1) * order.size() / bins;
        double deviations = 0, errors = 0;
        for (std::size_t i = first; i < end; ++i) {
            deviations += std::pow(static_cast<double>(m_deviations[order[i]]), 2);
            errors += std::pow(static_cast<double>(m_errors[order[i]]), 2);
        }
        const auto count = static_cast<double>(end - first);
        result.bins.push_back({std::sqrt(deviations / count), std::sqrt(errors / count), end - first});
    }
    return result;
}

} // namespace transcope::core
