#pragma once

#include <random>
#include <utility>
#include <vector>

namespace transcope::model {

/// Puts values into an order by chance, the same with every standard library.
template <class T> void shuffle(std::vector<T>& values, std::mt19937_64& random)
{
    for (std::size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[random() % i]);
}

} // namespace transcope::model
