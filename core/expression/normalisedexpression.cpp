#include "core/expression/normalisedexpression.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"

namespace transcope::core {

namespace {

class NormalisedExpression final : public Expression
{
public:
    NormalisedExpression(std::shared_ptr<const Expression> counts, std::vector<double> sums,
                         Normalisation normalisation)
        : m_counts(std::move(counts)), m_sums(std::move(sums)), m_normalisation(normalisation)
    {
    }
    std::size_t spots() const override { return m_counts->spots(); }
    std::size_t genes() const override { return m_counts->genes(); }
    Result<std::vector<float>> gene(std::size_t index) const override
    {
        auto values = m_counts->gene(index);
        for (std::size_t s = 0; values && s < values->size(); ++s)
            (*values)[s] = normalisedValue((*values)[s], m_sums[s], m_normalisation);
        return values;
    }
    Result<std::vector<float>> spot(std::size_t index) const override
    {
        auto values = m_counts->spot(index);
        for (std::size_t g = 0; values && g < values->size(); ++g)
            (*values)[g] = normalisedValue((*values)[g], m_sums[index], m_normalisation);
        return values;
    }

private:
    std::shared_ptr<const Expression> m_counts;
    std::vector<double> m_sums; ///< per spot
    Normalisation m_normalisation;
};

} // namespace

Result<std::shared_ptr<const Expression>> normalised(std::shared_ptr<const Expression> counts,
                                                     Normalisation normalisation,
                                                     std::span<const int> selected)
{
    TRY(auto sums, normalisation == Normalisation::CpmSelected ? counts->sums(selected) : counts->totals());
    return std::make_shared<const NormalisedExpression>(std::move(counts), std::move(sums), normalisation);
}

} // namespace transcope::core
