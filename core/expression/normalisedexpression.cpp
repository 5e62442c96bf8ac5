#include "core/expression/normalisedexpression.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"

#include <mutex>
#include <numeric>

namespace transcope::core {

namespace {

class NormalisedExpression final : public Expression
{
public:
    NormalisedExpression(std::shared_ptr<const Expression> counts, Normaliser normaliser)
        : m_counts(std::move(counts)), m_normaliser(std::move(normaliser))
    {
    }
    std::size_t spots() const override { return m_counts->spots(); }
    std::size_t genes() const override { return m_counts->genes(); }
    Result<std::vector<float>> gene(std::size_t index) const override
    {
        auto values = m_counts->gene(index);
        if (values)
            m_normaliser.apply(*values);
        return values;
    }
    Result<std::vector<float>> spot(std::size_t index) const override
    {
        TRY_RUN(sumGenes());
        auto values = m_counts->spot(index);
        for (std::size_t g = 0; values && g < values->size(); ++g)
            (*values)[g] = m_normaliser.value((*values)[g], index, m_geneSums[g]);
        return values;
    }

private:
    /// Once, and at the first spot only: it looks at all genes where the normalisation needs their sums.
    Result<void> sumGenes() const
    {
        const std::lock_guard lock(m_mutex);
        if (!m_geneSums.empty())
            return {};
        std::vector<double> sums(genes());
        if (m_normaliser.normalisation() == Normalisation::PearsonResiduals)
            for (std::size_t g = 0; g < sums.size(); ++g) {
                TRY(const auto values, m_counts->gene(g));
                sums[g] = std::accumulate(values.begin(), values.end(), 0.0);
            }
        m_geneSums = std::move(sums);
        return {};
    }

    std::shared_ptr<const Expression> m_counts;
    Normaliser m_normaliser;
    mutable std::mutex m_mutex; ///< guards the rest while it is empty
    mutable std::vector<double> m_geneSums;
};

} // namespace

Result<std::shared_ptr<const Expression>> normalised(std::shared_ptr<const Expression> counts,
                                                     Normalisation normalisation,
                                                     std::span<const int> selected)
{
    TRY(auto normaliser, Normaliser::of(*counts, selected, normalisation));
    return std::make_shared<const NormalisedExpression>(std::move(counts), std::move(normaliser));
}

} // namespace transcope::core
