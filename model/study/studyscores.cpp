#include "model/study/studyscores.h"

namespace transcope::model {

namespace {

void append(std::vector<double>& all, const std::vector<double>& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

std::vector<float> depthsOf(const PackHeader& header, const PackedSection& section)
{
    if (header.depth.empty())
        return {};
    const auto first = header.depth.begin() + static_cast<std::ptrdiff_t>(section.first);
    return {first, first + static_cast<std::ptrdiff_t>(section.count)};
}

} // namespace

core::SectionScores scoresOfHeldOut(const PackFile& data, const Split& split, std::span<const float> rows)
{
    const std::size_t genes = data.header().genes.size();
    core::SectionScores scores;
    std::size_t row = 0;
    for (const std::size_t index : split.validationSections) {
        const PackedSection& section = data.header().sections[index];
        const auto spots = static_cast<std::size_t>(section.count);
        core::ExpressionMatrix measured(spots, genes), predicted(spots, genes);
        for (std::size_t s = 0; s < spots; ++s, ++row) {
            measured.setSpot(s, data.labels(section.first + static_cast<std::int64_t>(s)));
            predicted.setSpot(s, rows.subspan(row * genes, genes));
        }
        const core::SectionScores one =
            core::scoreSection(measured, predicted, depthsOf(data.header(), section));
        append(scores.pccSpot, one.pccSpot);
        append(scores.rmseSpot, one.rmseSpot);
        append(scores.pccGene, one.pccGene);
        append(scores.pccGeneBeyondDepth, one.pccGeneBeyondDepth);
    }
    return scores;
}

} // namespace transcope::model
