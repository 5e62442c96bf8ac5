#include "core/predict/resamplepasses.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#include <cstring>

#define WITH_AVX2 __attribute__((target("avx2")))

namespace transcope::core {

namespace {

// Two weights side by side, as the multiply-and-add of neighbours wants them; 0 beyond the last.
template <int Taps> std::int32_t weightPair(const std::int16_t* weights, int pair)
{
    const auto low = static_cast<std::uint16_t>(weights[2 * pair]);
    const auto high = 2 * pair + 1 < Taps ? static_cast<std::uint16_t>(weights[2 * pair + 1]) : 0u;
    return static_cast<std::int32_t>(low | high << 16);
}

WITH_AVX2 inline __m256i sixteenBytes(const std::uint8_t* bytes)
{
    return _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)));
}

template <int Taps>
WITH_AVX2 void blendRows(const std::uint8_t* source, std::ptrdiff_t rowBytes, const std::int16_t* weights,
                         std::int16_t* out)
{
    constexpr int Pairs = (Taps + 1) / 2;
    __m256i pairs[Pairs];
    for (int pair = 0; pair < Pairs; ++pair)
        pairs[pair] = _mm256_set1_epi32(weightPair<Taps>(weights, pair));
    std::ptrdiff_t i = 0;
    for (; i + 16 <= rowBytes; i += 16) {
        __m256i low = _mm256_set1_epi32(1 << (FirstShift - 1)), high = low;
        for (int pair = 0; pair < Pairs; ++pair) {
            const __m256i a = sixteenBytes(source + 2 * pair * rowBytes + i);
            const __m256i b = 2 * pair + 1 < Taps ? sixteenBytes(source + (2 * pair + 1) * rowBytes + i)
                                                  : _mm256_setzero_si256();
            low = _mm256_add_epi32(low, _mm256_madd_epi16(_mm256_unpacklo_epi16(a, b), pairs[pair]));
            high = _mm256_add_epi32(high, _mm256_madd_epi16(_mm256_unpackhi_epi16(a, b), pairs[pair]));
        }
        const __m256i both =
            _mm256_packs_epi32(_mm256_srai_epi32(low, FirstShift), _mm256_srai_epi32(high, FirstShift));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), both);
    }
    for (; i < rowBytes; ++i) {
        int sum = 1 << (FirstShift - 1);
        for (int tap = 0; tap < Taps; ++tap)
            sum += weights[tap] * source[tap * rowBytes + i];
        out[i] = static_cast<std::int16_t>(sum >> FirstShift);
    }
}

// The red, green and blue of one output px in the low three bytes.
template <int Taps> WITH_AVX2 std::int32_t blendPx(const std::int16_t* px, const std::int16_t* weights)
{
    // r0 g0 b0 r1 g1 b1 · · → r0 r1 g0 g1 b0 b1 0 0
    const __m128i neighbours = _mm_setr_epi8(0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, -1, -1, -1, -1);
    __m128i sum = _mm_set1_epi32(1 << (SecondShift - 1));
    for (int pair = 0; pair < (Taps + 1) / 2; ++pair) {
        const __m128i two = _mm_loadu_si128(reinterpret_cast<const __m128i*>(px + 6 * pair));
        sum = _mm_add_epi32(sum, _mm_madd_epi16(_mm_shuffle_epi8(two, neighbours),
                                                _mm_set1_epi32(weightPair<Taps>(weights, pair))));
    }
    sum = _mm_srai_epi32(sum, SecondShift);
    sum = _mm_packs_epi32(sum, sum);
    return _mm_cvtsi128_si32(_mm_packus_epi16(sum, sum));
}

template <int Taps>
WITH_AVX2 void blendColumns(const std::int16_t* row, const FilterTable& x, std::uint8_t* out)
{
    const int last = static_cast<int>(x.first.size()) - 1;
    for (int i = 0; i <= last; ++i) {
        const std::int32_t rgb = blendPx<Taps>(row + static_cast<std::ptrdiff_t>(x.first[i] - x.begin) * 3,
                                               x.weights.data() + static_cast<std::ptrdiff_t>(i) * Taps);
        // Four bytes at once, where the next px overwrites the fourth.
        std::memcpy(out + 3 * static_cast<std::ptrdiff_t>(i), &rgb, i < last ? 4 : 3);
    }
}

template <int Taps>
WITH_AVX2 void resampleWith(const std::uint8_t* source, const FilterTable& x, const FilterTable& y,
                            std::uint8_t* out, std::int16_t* between)
{
    const std::ptrdiff_t rowBytes = static_cast<std::ptrdiff_t>(x.end - x.begin) * 3;
    for (std::size_t row = 0; row < y.first.size(); ++row) {
        blendRows<Taps>(source + (y.first[row] - y.begin) * rowBytes, rowBytes, y.weights.data() + row * Taps,
                        between);
        blendColumns<Taps>(between, x, out + row * x.first.size() * 3);
    }
}

} // namespace

bool resampleAvx2(const std::uint8_t* source, const FilterTable& x, const FilterTable& y, std::uint8_t* out,
                  std::int16_t* between)
{
    if (!__builtin_cpu_supports("avx2"))
        return false;
    switch (x.taps) {
    case 3:
        resampleWith<3>(source, x, y, out, between);
        return true;
    case 4:
        resampleWith<4>(source, x, y, out, between);
        return true;
    case 5:
        resampleWith<5>(source, x, y, out, between);
        return true;
    case 6:
        resampleWith<6>(source, x, y, out, between);
        return true;
    default:
        return false;
    }
}

} // namespace transcope::core

#else

namespace transcope::core {

bool resampleAvx2(const std::uint8_t*, const FilterTable&, const FilterTable&, std::uint8_t*, std::int16_t*)
{
    return false;
}

} // namespace transcope::core

#endif
