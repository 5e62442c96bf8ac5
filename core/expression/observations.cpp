#include "core/expression/observations.h"

namespace transcope::core {

namespace {

template <class T> std::vector<T> picked(const std::vector<T>& values, std::span<const int> spots)
{
    std::vector<T> result;
    for (const int spot : spots)
        if (!values.empty())
            result.push_back(values[static_cast<std::size_t>(spot)]);
    return result;
}

} // namespace

std::shared_ptr<const Observations> pickedObservations(const std::shared_ptr<const Observations>& all,
                                                       std::span<const int> spots)
{
    if (!all)
        return nullptr;
    auto chosen = std::make_shared<Observations>();
    for (const auto& column : *all)
        chosen->push_back(
            {column.name, picked(column.numbers, spots), picked(column.codes, spots), column.categories});
    return chosen;
}

} // namespace transcope::core
