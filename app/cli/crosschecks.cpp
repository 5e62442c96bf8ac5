#include "app/cli/crosschecks.h"

#include "core/base/try.h"
#include "model/weights/weightsfile.h"

#include <cmath>

namespace transcope::app {

using namespace core;

Result<CrossChecks> readCrossChecks(const std::vector<std::filesystem::path>& files, const GeneList& genes)
{
    std::vector<double> sums(genes.size());
    std::vector<int> counts(genes.size());
    CrossChecks checks;
    for (const auto& file : files) {
        TRY(const auto card, model::readModelCard(file));
        if (card.genes != genes)
            return fail(ErrorCode::InvalidArgument, file.string() + " was trained for other genes",
                        "Cross-check with weights trained from the same packed data");
        if (card.heldOutScores.size() != genes.size())
            return fail(ErrorCode::InvalidArgument, file.string() + " holds no scores of held-out sections",
                        "Train it with --split patient=NAME or section=NAME");
        for (std::size_t g = 0; g < genes.size(); ++g)
            if (!std::isnan(card.heldOutScores[g])) {
                sums[g] += card.heldOutScores[g];
                ++counts[g];
            }
        checks.description += (checks.description.empty() ? "" : "; ") + card.split;
    }
    for (std::size_t g = 0; g < genes.size(); ++g)
        checks.heldOutScores.push_back(counts[g] > 0 ? static_cast<float>(sums[g] / counts[g])
                                                     : std::nanf(""));
    return checks;
}

} // namespace transcope::app
