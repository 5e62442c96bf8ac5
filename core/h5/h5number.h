#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

namespace transcope::core {

/// As what numbers are wanted.
enum class H5Number : std::uint8_t { Int32, Int64, Float, Double };

/// Calls f with a null pointer to the C++ type, and gives what it returns.
template <class F> auto h5WithType(H5Number type, const F& f)
{
    switch (type) {
    case H5Number::Int32:
        return f(static_cast<std::int32_t*>(nullptr));
    case H5Number::Int64:
        return f(static_cast<std::int64_t*>(nullptr));
    case H5Number::Float:
        return f(static_cast<float*>(nullptr));
    default:
        return f(static_cast<double*>(nullptr));
    }
}

/// What a dataset holds.
enum class H5Content : std::uint8_t { Numbers, Flags, Texts, Other };

struct H5DatasetInfo
{
    H5Content content = H5Content::Other;
    std::vector<std::uint64_t> shape; ///< sizes of the dimensions; empty for a scalar
    std::uint64_t rowsAtOnce = 1;     ///< good to read together: whole chunks, some hundred thousand elements
};

/// Elements below one index of the first dimension.
inline std::uint64_t h5RowSize(std::span<const std::uint64_t> shape)
{
    return shape.empty()
               ? 1
               : std::accumulate(shape.begin() + 1, shape.end(), std::uint64_t{1}, std::multiplies<>());
}

} // namespace transcope::core
