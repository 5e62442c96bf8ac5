#include "core/expression/pickedexpression.h"

namespace transcope::core {

namespace {

template <class T> std::vector<T> picked(const std::vector<T>& values, const std::vector<int>& indices)
{
    std::vector<T> result;
    result.reserve(indices.size());
    for (const int index : indices)
        result.push_back(values[static_cast<std::size_t>(index)]);
    return result;
}

class PickedSpots final : public Expression
{
public:
    PickedSpots(std::shared_ptr<const Expression> values, std::vector<int> picked)
        : m_values(std::move(values)), m_picked(std::move(picked))
    {
    }
    std::size_t spots() const override { return m_picked.size(); }
    std::size_t genes() const override { return m_values->genes(); }
    Result<std::vector<float>> gene(std::size_t index) const override
    {
        return pickedOf(m_values->gene(index));
    }
    Result<std::vector<float>> spot(std::size_t index) const override
    {
        return m_values->spot(static_cast<std::size_t>(m_picked[index]));
    }
    bool isSparse() const override { return m_values->isSparse(); }
    Result<void> addEntries(std::size_t spot, std::vector<std::int32_t>& genes,
                            std::vector<float>& values) const override
    {
        return m_values->addEntries(static_cast<std::size_t>(m_picked[spot]), genes, values);
    }
    Result<std::vector<double>> sums(std::span<const int> genes) const override
    {
        return pickedOf(m_values->sums(genes));
    }
    Result<std::vector<double>> totals() const override { return pickedOf(m_values->totals()); }
    Result<std::vector<double>> variances(std::span<const int> spots, std::stop_token stop) const override
    {
        return m_values->variances(picked(m_picked, {spots.begin(), spots.end()}), std::move(stop));
    }
    Result<ValueTraits> traits() const override { return m_values->traits(); }

private:
    template <class T> Result<std::vector<T>> pickedOf(const Result<std::vector<T>>& all) const
    {
        return all.map([&](const std::vector<T>& values) { return picked(values, m_picked); });
    }

    std::shared_ptr<const Expression> m_values;
    std::vector<int> m_picked;
};

bool isAll(const std::vector<int>& indices, std::size_t count)
{
    for (std::size_t i = 0; i < indices.size(); ++i)
        if (indices[i] != static_cast<int>(i))
            return false;
    return indices.size() == count;
}

} // namespace

std::shared_ptr<const Expression> pickedSpots(std::shared_ptr<const Expression> values,
                                              std::vector<int> spots)
{
    if (isAll(spots, values->spots()))
        return values;
    return std::make_shared<const PickedSpots>(std::move(values), std::move(spots));
}

} // namespace transcope::core
