#include "model/counting/tally.h"

namespace transcope::model {

void Tally::linear(std::int64_t rows, std::int64_t in, std::int64_t out, bool bias)
{
    m_linearParameters += in * out + (bias ? out : 0);
    m_linearMacs += rows * in * out;
}

void Tally::norm(std::int64_t rows, std::int64_t width)
{
    m_normParameters += 2 * width;
    m_normOperations += 4 * rows * width;
}

void Tally::attention(std::int64_t queries, std::int64_t keys, std::int64_t channels, std::int64_t heads)
{
    m_attentionMacs += 2 * queries * keys * channels;
    m_softmaxOperations += heads * queries * (3 * keys - 1);
}

void Tally::mean(std::int64_t rows, std::int64_t width)
{
    m_meanOperations += (rows + 1) * width;
}

std::string groupedDigits(std::int64_t number)
{
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

} // namespace transcope::model
