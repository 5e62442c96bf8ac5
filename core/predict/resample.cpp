#include "core/predict/resample.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr int WeightBits = 14;
constexpr int WeightOne = 1 << WeightBits;
// Between the two passes values keep 8 bits after the point: 255 · 256 still fits into 16 bits.
constexpr int FirstShift = WeightBits - 8;
constexpr int SecondShift = WeightBits + 8;

// Rounds weights to sixteen bits so that they add up to one exactly: the largest takes the rest, and an even
// area keeps its colour.
void quantise(const std::vector<double>& weights, double sum, std::int16_t* out)
{
    int rest = WeightOne;
    std::size_t largest = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        out[i] = static_cast<std::int16_t>(std::lround(weights[i] / sum * WeightOne));
        rest -= out[i];
        if (weights[i] > weights[largest])
            largest = i;
    }
    out[largest] = static_cast<std::int16_t>(out[largest] + rest);
}

// Sums source rows into one row of 8.8 fixed point. The inner loop runs along the row, which vectorises.
void blendRows(const std::uint8_t* source, std::size_t rowBytes, const std::int16_t* weights, int taps,
               std::vector<std::uint32_t>& sums, std::uint16_t* out)
{
    std::fill_n(sums.begin(), rowBytes, 1u << (FirstShift - 1));
    for (int tap = 0; tap < taps; ++tap) {
        const auto weight = static_cast<std::uint32_t>(weights[tap]);
        const std::uint8_t* row = source + static_cast<std::size_t>(tap) * rowBytes;
        for (std::size_t i = 0; i < rowBytes; ++i)
            sums[i] += weight * row[i];
    }
    for (std::size_t i = 0; i < rowBytes; ++i)
        out[i] = static_cast<std::uint16_t>(sums[i] >> FirstShift);
}

void blendColumns(const std::uint16_t* row, const FilterTable& x, std::uint8_t* out)
{
    const int outputs = static_cast<int>(x.first.size());
    for (int i = 0; i < outputs; ++i) {
        const std::uint16_t* px = row + static_cast<std::ptrdiff_t>(x.first[i] - x.begin) * 3;
        const std::int16_t* weights = x.weights.data() + static_cast<std::ptrdiff_t>(i) * x.taps;
        std::uint32_t sum[3] = {1u << (SecondShift - 1), 1u << (SecondShift - 1), 1u << (SecondShift - 1)};
        for (int tap = 0; tap < x.taps; ++tap)
            for (int c = 0; c < 3; ++c)
                sum[c] += static_cast<std::uint32_t>(weights[tap]) * px[3 * tap + c];
        for (int c = 0; c < 3; ++c)
            out[3 * i + c] = static_cast<std::uint8_t>(sum[c] >> SecondShift);
    }
}

} // namespace

FilterTable triangleFilter(double origin, double ratio, int outputPx)
{
    const double support = std::max(1.0, ratio);
    FilterTable table;
    table.taps = static_cast<int>(std::ceil(2 * support)) + 1;
    table.weights.assign(static_cast<std::size_t>(outputPx) * table.taps, 0);
    std::vector<double> weights(table.taps);
    for (int i = 0; i < outputPx; ++i) {
        const double centre = origin + (i + 0.5) * ratio;
        const int first = static_cast<int>(std::floor(centre - support + 0.5));
        double sum = 0;
        for (int tap = 0; tap < table.taps; ++tap) {
            weights[tap] = std::max(0.0, 1 - std::abs((first + tap + 0.5 - centre) / support));
            sum += weights[tap];
        }
        table.first.push_back(first);
        quantise(weights, sum, table.weights.data() + static_cast<std::ptrdiff_t>(i) * table.taps);
    }
    table.begin = table.first.front();
    table.end = table.first.back() + table.taps;
    return table;
}

void resample(const std::uint8_t* source, const FilterTable& x, const FilterTable& y, std::uint8_t* out,
              std::vector<std::uint16_t>& scratch)
{
    const std::size_t rowBytes = static_cast<std::size_t>(x.end - x.begin) * 3;
    scratch.resize(std::max(scratch.size(), rowBytes));
    std::vector<std::uint32_t> sums(rowBytes);
    for (std::size_t row = 0; row < y.first.size(); ++row) {
        blendRows(source + static_cast<std::size_t>(y.first[row] - y.begin) * rowBytes, rowBytes,
                  y.weights.data() + row * static_cast<std::size_t>(y.taps), y.taps, sums, scratch.data());
        blendColumns(scratch.data(), x, out + row * x.first.size() * 3);
    }
}

} // namespace transcope::core
