#include "app/cli/crosschecks.h"

#include "core/base/try.h"
#include "model/weights/weightsfile.h"

#include <cmath>

namespace transcope::app {

using namespace core;

namespace {

/// Per gene the mean over files of the scores that are defined.
std::vector<float> meanScores(const std::vector<model::ModelCard>& cards,
                              std::vector<float> model::ModelCard::*scores, std::size_t genes)
{
    std::vector<float> means;
    for (std::size_t g = 0; g < genes; ++g) {
        double sum = 0;
        int count = 0;
        for (const auto& card : cards)
            if (g < (card.*scores).size() && !std::isnan((card.*scores)[g])) {
                sum += (card.*scores)[g];
                ++count;
            }
        means.push_back(count > 0 ? static_cast<float>(sum / count) : std::nanf(""));
    }
    return means;
}

} // namespace

Result<CrossChecks> readCrossChecks(const std::vector<std::filesystem::path>& files, const GeneList& genes)
{
    std::vector<model::ModelCard> cards;
    CrossChecks checks;
    for (const auto& file : files) {
        TRY(auto card, model::readModelCard(file));
        if (card.genes != genes)
            return fail(ErrorCode::InvalidArgument, file.string() + " was trained for other genes",
                        "Cross-check with weights trained from the same packed data");
        if (card.heldOutScores.size() != genes.size())
            return fail(ErrorCode::InvalidArgument, file.string() + " holds no scores of held-out sections",
                        "Train it with --split patient=NAME or section=NAME");
        checks.description += (checks.description.empty() ? "" : "; ") + card.split;
        cards.push_back(std::move(card));
    }
    checks.heldOutScores = meanScores(cards, &model::ModelCard::heldOutScores, genes.size());
    checks.heldOutBeyondDepth = meanScores(cards, &model::ModelCard::heldOutBeyondDepth, genes.size());
    return checks;
}

} // namespace transcope::app
