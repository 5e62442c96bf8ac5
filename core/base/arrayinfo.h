#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

namespace transcope::core {

/// As what numbers are wanted.
enum class NumberType : std::uint8_t { Int32, Int64, Float, Double };

/// Calls f with a null pointer to the C++ type, and gives what it returns.
template <class F> auto withNumberType(NumberType type, const F& f)
{
    switch (type) {
    case NumberType::Int32:
        return f(static_cast<std::int32_t*>(nullptr));
    case NumberType::Int64:
        return f(static_cast<std::int64_t*>(nullptr));
    case NumberType::Float:
        return f(static_cast<float*>(nullptr));
    default:
        return f(static_cast<double*>(nullptr));
    }
}

/// What an array holds.
enum class ArrayContent : std::uint8_t { Numbers, Flags, Texts, Other };

struct ArrayInfo
{
    ArrayContent content = ArrayContent::Other;
    std::vector<std::uint64_t> shape; ///< sizes of the dimensions; empty for a scalar
    std::uint64_t rowsAtOnce = 1;     ///< good to read together: whole chunks, some hundred thousand elements
};

/// Elements below one index of the first dimension.
inline std::uint64_t rowSizeOf(std::span<const std::uint64_t> shape)
{
    return shape.empty()
               ? 1
               : std::accumulate(shape.begin() + 1, shape.end(), std::uint64_t{1}, std::multiplies<>());
}

/// How many rows to read at once: whole chunks, some hundred thousand elements. chunkRows: 0 where the array
/// is not in chunks; chunks far larger than that are rather unpacked several times than held.
inline std::uint64_t rowsAtOnceOf(std::span<const std::uint64_t> shape, std::uint64_t chunkRows)
{
    constexpr std::uint64_t elementsAtOnce = std::uint64_t{1} << 18, largestChunk = 16;
    const auto wanted =
        std::max<std::uint64_t>(1, elementsAtOnce / std::max<std::uint64_t>(1, rowSizeOf(shape)));
    if (chunkRows == 0 || chunkRows > largestChunk * wanted)
        return wanted;
    return std::max<std::uint64_t>(wanted / chunkRows, 1) * chunkRows;
}

} // namespace transcope::core
