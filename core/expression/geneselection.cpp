#include "core/expression/geneselection.h"

#include "core/base/try.h"
#include "core/expression/genematching.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <vector>

namespace transcope::core {

namespace {

struct RankedGene
{
    Gene gene;
    double variance = 0; ///< summed over sections while they are gathered
    std::size_t sections = 0;
};

/// Keeps the `count` best: highest variance first, ties by name.
void keepBest(std::vector<RankedGene>& genes, int count)
{
    const auto better = [](const RankedGene& a, const RankedGene& b) {
        return a.variance != b.variance ? a.variance > b.variance : a.gene.name() < b.gene.name();
    };
    std::sort(genes.begin(), genes.end(), better);
    genes.resize(std::min(genes.size(), static_cast<std::size_t>(std::max(count, 0))));
}

Result<std::vector<RankedGene>> mostVariable(const SectionCounts& section, int count,
                                             const std::stop_token& stop)
{
    std::vector<RankedGene> genes;
    if (section.counts->spots() == 0)
        return genes;
    std::vector<int> spots(section.counts->spots());
    std::iota(spots.begin(), spots.end(), 0);
    TRY(const auto variances, section.counts->variances(spots, stop));
    for (std::size_t g = 0; g < section.genes->size(); ++g)
        genes.push_back({(*section.genes)[g], variances[g], 1});
    keepBest(genes, count);
    return genes;
}

} // namespace

Result<GeneList> selectGenes(std::span<const SectionCounts> sections, int wanted, int perSection,
                             std::stop_token stop)
{
    std::unordered_map<std::string, RankedGene> gathered;
    for (const auto& section : sections) {
        TRY(const auto best, mostVariable(section, perSection, stop));
        for (const auto& ranked : best) {
            auto& total =
                gathered.try_emplace(geneKey(ranked.gene), RankedGene{ranked.gene, 0, 0}).first->second;
            total.variance += ranked.variance;
            ++total.sections;
        }
    }
    std::vector<RankedGene> common;
    for (const auto& [key, ranked] : gathered) {
        if (ranked.sections == sections.size())
            common.push_back(
                {ranked.gene, ranked.variance / static_cast<double>(sections.size()), ranked.sections});
    }
    keepBest(common, wanted);
    GeneList genes;
    for (const auto& ranked : common)
        genes.push_back(ranked.gene);
    return genes;
}

} // namespace transcope::core
