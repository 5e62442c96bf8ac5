#include "core/predict/resamplepasses.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace transcope::core {

namespace {

constexpr int WeightOne = 1 << WeightBits;

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

// Sums `Taps` source rows into one row of fixed point. The loop runs along the row, which vectorises.
template <int Taps>
void blendRows(const std::uint8_t* source, std::ptrdiff_t rowBytes, const std::int16_t* weights,
               std::int16_t* out)
{
    for (std::ptrdiff_t i = 0; i < rowBytes; ++i) {
        int sum = 1 << (FirstShift - 1);
        for (int tap = 0; tap < Taps; ++tap)
            sum += weights[tap] * static_cast<std::int16_t>(source[tap * rowBytes + i]);
        out[i] = static_cast<std::int16_t>(sum >> FirstShift);
    }
}

template <int Taps> void blendColumns(const std::int16_t* row, const FilterTable& x, std::uint8_t* out)
{
    const int outputs = static_cast<int>(x.first.size());
    for (int i = 0; i < outputs; ++i) {
        const std::int16_t* px = row + static_cast<std::ptrdiff_t>(x.first[i] - x.begin) * 3;
        const std::int16_t* weights = x.weights.data() + static_cast<std::ptrdiff_t>(i) * Taps;
        int sum[3] = {1 << (SecondShift - 1), 1 << (SecondShift - 1), 1 << (SecondShift - 1)};
        for (int tap = 0; tap < Taps; ++tap)
            for (int c = 0; c < 3; ++c)
                sum[c] += weights[tap] * px[3 * tap + c];
        for (int c = 0; c < 3; ++c)
            out[3 * i + c] = static_cast<std::uint8_t>(sum[c] >> SecondShift);
    }
}

template <int Taps>
void resampleWith(const std::uint8_t* source, const FilterTable& x, const FilterTable& y, std::uint8_t* out,
                  std::int16_t* between)
{
    const std::ptrdiff_t rowBytes = static_cast<std::ptrdiff_t>(x.end - x.begin) * 3;
    for (std::size_t row = 0; row < y.first.size(); ++row) {
        blendRows<Taps>(source + (y.first[row] - y.begin) * rowBytes, rowBytes, y.weights.data() + row * Taps,
                        between);
        blendColumns<Taps>(between, x, out + row * x.first.size() * 3);
    }
}

std::size_t betweenSize(const FilterTable& x)
{
    return static_cast<std::size_t>(x.end - x.begin) * 3 + BetweenSlack;
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

void resamplePortable(const std::uint8_t* source, const FilterTable& x, const FilterTable& y,
                      std::uint8_t* out, std::vector<std::int16_t>& scratch)
{
    scratch.resize(std::max(scratch.size(), betweenSize(x)));
    // taps = ⌈2 · max(1, ratio)⌉ + 1 with a ratio of at most MaxResampleRatio.
    switch (x.taps) {
    case 3:
        return resampleWith<3>(source, x, y, out, scratch.data());
    case 4:
        return resampleWith<4>(source, x, y, out, scratch.data());
    case 5:
        return resampleWith<5>(source, x, y, out, scratch.data());
    case 6:
        return resampleWith<6>(source, x, y, out, scratch.data());
    default:
        assert(!"ratio above MaxResampleRatio");
    }
}

void resample(const std::uint8_t* source, const FilterTable& x, const FilterTable& y, std::uint8_t* out,
              std::vector<std::int16_t>& scratch)
{
    scratch.resize(std::max(scratch.size(), betweenSize(x)));
    if (!resampleAvx2(source, x, y, out, scratch.data()))
        resamplePortable(source, x, y, out, scratch);
}

} // namespace transcope::core
