#include "model/training/heldoutscores.h"

#include "core/stats/correlation.h"
#include "model/nn/fusedattention.h"

namespace transcope::model {

namespace {

/// Of every gene within one section; rows of `predicted` are that section's spots.
core::SectionScores scoresWithin(const PackFile& data, const PackedSection& section, const float* predicted)
{
    const PackHeader& header = data.header();
    const std::size_t genes = header.genes.size();
    const auto first = static_cast<std::size_t>(section.first),
               count = static_cast<std::size_t>(section.count);
    const auto begin = header.depth.begin() + static_cast<std::ptrdiff_t>(header.depth.empty() ? 0 : first);
    core::SectionScorer scorer(count, header.depth.empty()
                                          ? std::vector<float>()
                                          : std::vector<float>(begin, begin + section.count));
    std::vector<float> truth(count), guess(count);
    for (std::size_t g = 0; g < genes; ++g) {
        for (std::size_t s = 0; s < count; ++s) {
            truth[s] = data.labels(static_cast<std::int64_t>(first + s))[g];
            guess[s] = predicted[s * genes + g];
        }
        scorer.add(truth, guess);
    }
    return scorer.scores();
}

/// Means over sections, per gene, of what is defined.
class GeneMeans
{
public:
    explicit GeneMeans(std::size_t genes) : m_sums(genes), m_defined(genes) {}
    void add(const std::vector<double>& scores)
    {
        for (std::size_t g = 0; g < scores.size(); ++g)
            if (!std::isnan(scores[g])) {
                m_sums[g] += scores[g];
                ++m_defined[g];
            }
    }
    std::vector<float> means() const
    {
        std::vector<float> means;
        for (std::size_t g = 0; g < m_sums.size(); ++g)
            means.push_back(m_defined[g] > 0 ? static_cast<float>(m_sums[g] / m_defined[g]) : std::nanf(""));
        return means;
    }

private:
    std::vector<double> m_sums;
    std::vector<int> m_defined;
};

/// The view-th of 8 ways to show a square; 0 is as it is.
BatchDraws shownAs(int view, std::size_t spots)
{
    BatchDraws draws;
    if (view > 0)
        draws.views.assign(spots, View{view % 4, view >= 4});
    return draws;
}

} // namespace

std::vector<float> predictSpots(const BatchSource& source, std::span<const std::int64_t> spots,
                                MixedModel& model, const torch::Device& device, int views)
{
    torch::NoGradGuard guard;
    const FusedAttentionGuard fused;
    model.network().module().eval();
    std::vector<float> rows;
    for (const auto part : source.inOrder(spots)) {
        torch::Tensor sum;
        for (int view = 0; view < views; ++view) {
            const auto seen =
                model.network().forward(source.make(part, shownAs(view, part.size()), model.type(), device));
            sum = sum.defined() ? sum + seen.to(torch::kFloat) : seen.to(torch::kFloat);
        }
        const auto out = (sum / views).to(torch::kCPU).contiguous();
        rows.insert(rows.end(), out.data_ptr<float>(), out.data_ptr<float>() + out.numel());
    }
    return rows;
}

HeldOutScores scoreHeldOut(const PackFile& data, const Split& split, const std::vector<float>& rows)
{
    HeldOutScores scores;
    const std::size_t genes = data.header().genes.size();
    double squares = 0;
    for (std::size_t i = 0; i < split.validation.size(); ++i)
        for (std::size_t g = 0; g < genes; ++g) {
            const double difference = rows[i * genes + g] - data.labels(split.validation[i])[g];
            squares += difference * difference;
        }
    scores.loss = squares / static_cast<double>(rows.size());
    GeneMeans means(genes), beyond(genes);
    std::size_t row = 0;
    for (const std::size_t s : split.validationSections) {
        const PackedSection& section = data.header().sections[s];
        const auto within = scoresWithin(data, section, rows.data() + row * genes);
        row += static_cast<std::size_t>(section.count);
        means.add(within.pccGene);
        beyond.add(within.pccGeneBeyondDepth);
    }
    scores.geneScores = means.means();
    scores.beyondDepth = beyond.means();
    const std::vector<double> perGene(scores.geneScores.begin(), scores.geneScores.end());
    scores.meanScore = core::summarise(perGene).mean;
    return scores;
}

} // namespace transcope::model
