#include "core/predict/attentionmap.h"

#include <algorithm>
#include <charconv>

namespace transcope::core {

namespace {

/// Adds a square's value to the px that it covers; squares beyond the patch are cut off.
void addSquare(std::vector<float>& sums, std::vector<float>& counts, int sizePx, const PatchSquare& square,
               float value)
{
    const int right = std::min(sizePx, square.left + square.side);
    const int bottom = std::min(sizePx, square.top + square.side);
    for (int y = std::max(0, square.top); y < bottom; ++y)
        for (int x = std::max(0, square.left); x < right; ++x) {
            const auto at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(sizePx) + static_cast<std::size_t>(x);
            sums[at] += value;
            counts[at] += 1;
        }
}

/// attention: of the part's columns.
std::vector<float> mapOf(const RowPart& part, int sizePx, std::span<const float> attention)
{
    const auto px = static_cast<std::size_t>(sizePx) * static_cast<std::size_t>(sizePx);
    std::vector<float> sums(px), counts(px);
    float sum = 0;
    for (const float value : attention)
        sum += value;
    const float even = sum / static_cast<float>(attention.size());
    for (std::size_t i = 0; i < attention.size(); ++i)
        if (const auto square = squareNamed(part.columns[i].symbol))
            addSquare(sums, counts, sizePx, *square, attention[i] / even);
    for (std::size_t i = 0; i < px; ++i)
        sums[i] /= counts[i]; // 0/0 is the NaN wanted
    return sums;
}

} // namespace

std::string attentionPart(std::size_t level)
{
    return "attention_" + std::to_string(level);
}

std::string squareName(const PatchSquare& square)
{
    return std::to_string(square.left) + ',' + std::to_string(square.top) + ',' + std::to_string(square.side);
}

std::optional<PatchSquare> squareNamed(const std::string& name)
{
    PatchSquare square;
    const char* at = name.data();
    const char* const end = at + name.size();
    for (int* number : {&square.left, &square.top, &square.side}) {
        if (number != &square.left && (at == end || *at++ != ','))
            return std::nullopt;
        const auto read = std::from_chars(at, end, *number);
        if (read.ec != std::errc())
            return std::nullopt;
        at = read.ptr;
    }
    return at == end ? std::optional(square) : std::nullopt;
}

std::vector<std::vector<float>> attentionMaps(const PredictorInfo& info, std::span<const float> row)
{
    std::vector<std::vector<float>> maps(info.patches.downsamples.size());
    std::size_t first = info.genes.size();
    for (const RowPart& part : info.parts) {
        const std::size_t width = part.width(info.genes.size());
        for (std::size_t level = 0; level < maps.size(); ++level)
            if (part.name == attentionPart(level))
                maps[level] = mapOf(part, info.patches.sizePx, row.subspan(first, width));
        first += width;
    }
    return maps;
}

} // namespace transcope::core
