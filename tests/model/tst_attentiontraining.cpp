#include "model/kernels/attentiontraining.h"
#include "model/weights/hashtensor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace transcope::model;

namespace {

/// One head's attention and the gradients of Σ weights·out, in double precision, by the textbook formulas.
struct PlainAttention
{
    int queries, keys;
    std::vector<double> q, k, v, weights; // [rows, 64]
    std::vector<double> out, qGradient, kGradient, vGradient;

    double score(int i, int j) const
    {
        double dot = 0;
        for (int c = 0; c < 64; ++c)
            dot += q[i * 64 + c] * k[j * 64 + c];
        return dot / 8;
    }

    /// Returns Σ weights·out.
    double run()
    {
        out.assign(q.size(), 0);
        qGradient.assign(q.size(), 0);
        kGradient.assign(k.size(), 0);
        vGradient.assign(v.size(), 0);
        double loss = 0;
        for (int i = 0; i < queries; ++i) {
            std::vector<double> p(keys), dp(keys);
            double sum = 0, mean = 0;
            for (int j = 0; j < keys; ++j)
                sum += p[j] = std::exp(score(i, j));
            for (int j = 0; j < keys; ++j) {
                p[j] /= sum;
                for (int c = 0; c < 64; ++c) {
                    out[i * 64 + c] += p[j] * v[j * 64 + c];
                    dp[j] += weights[i * 64 + c] * v[j * 64 + c];
                    vGradient[j * 64 + c] += p[j] * weights[i * 64 + c];
                }
                mean += p[j] * dp[j];
            }
            for (int j = 0; j < keys; ++j)
                for (int c = 0; c < 64; ++c) {
                    const double ds = p[j] * (dp[j] - mean) / 8;
                    qGradient[i * 64 + c] += ds * k[j * 64 + c];
                    kGradient[j * 64 + c] += ds * q[i * 64 + c];
                }
            for (int c = 0; c < 64; ++c)
                loss += weights[i * 64 + c] * out[i * 64 + c];
        }
        return loss;
    }
};

/// [batch, rows, parts · heads · 64], as a merged projection leaves it.
std::vector<float> merged(const char* name, int batch, int rows, int parts, int heads)
{
    auto values = hashedInput("training", name, {batch, rows, parts * heads * 64}, 2).data;
    for (float& value : values)
        value -= 1;
    return values;
}

template <class T> HeadView<T> view(std::vector<float>& data, int rows, int parts, int part, int heads)
{
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(parts) * heads * 64;
    return {data.data() + part * heads * 64, rows * width, 64, width};
}

std::vector<double> head(HeadView<const float> tensor, int batch, int headIndex, int rows)
{
    std::vector<double> values;
    for (int r = 0; r < rows; ++r)
        values.insert(values.end(), tensor.row(batch, headIndex, r), tensor.row(batch, headIndex, r) + 64);
    return values;
}

/// Largest difference over the largest expected value (or 0.1: a single key has no gradient by its score).
double relativeError(const std::vector<double>& got, const std::vector<double>& expected)
{
    double worst = 0, largest = 0.1;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        worst = std::max(worst, std::abs(got[i] - expected[i]));
        largest = std::max(largest, std::abs(expected[i]));
    }
    return worst / largest;
}

void check(Isa isa, Precision precision, int queries, int keys)
{
    CAPTURE(std::string(isaName(isa)));
    CAPTURE(std::string(precisionName(precision)));
    CAPTURE(queries);
    CAPTURE(keys);
    const AttentionShape shape{2, 3, queries, keys};
    auto q = merged("q", 2, queries, 1, 3), kv = merged("kv", 2, keys, 2, 3),
         weights = merged("w", 2, queries, 1, 3);
    std::vector<float> out(q.size(), NAN), qGradient(q.size(), NAN), kvGradient(kv.size(), NAN);
    std::vector<float> logSumExp(static_cast<std::size_t>(2 * 3 * queries));
    auto training = AttentionTraining::create(precision, 2, isa);
    REQUIRE(training.has_value());
    const auto qView = view<const float>(q, queries, 1, 0, 3), kView = view<const float>(kv, keys, 2, 0, 3),
               vView = view<const float>(kv, keys, 2, 1, 3),
               weightView = view<const float>(weights, queries, 1, 0, 3),
               outView = view<const float>(out, queries, 1, 0, 3);
    (*training)->forward(shape, qView, kView, vView, view<float>(out, queries, 1, 0, 3), logSumExp.data());
    (*training)->backward(shape, qView, kView, vView, outView, logSumExp.data(), weightView,
                          view<float>(qGradient, queries, 1, 0, 3), view<float>(kvGradient, keys, 2, 0, 3),
                          view<float>(kvGradient, keys, 2, 1, 3));
    const double tolerance = precision == Precision::Float32 ? 1e-5 : 0.02;
    for (int batch = 0; batch < 2; ++batch)
        for (int h = 0; h < 3; ++h) {
            PlainAttention plain{queries,
                                 keys,
                                 head(qView, batch, h, queries),
                                 head(kView, batch, h, keys),
                                 head(vView, batch, h, keys),
                                 head(weightView, batch, h, queries),
                                 {},
                                 {},
                                 {},
                                 {}};
            plain.run();
            CHECK(relativeError(head(outView, batch, h, queries), plain.out) < tolerance);
            CHECK(relativeError(head(view<const float>(qGradient, queries, 1, 0, 3), batch, h, queries),
                                plain.qGradient) < tolerance);
            CHECK(relativeError(head(view<const float>(kvGradient, keys, 2, 0, 3), batch, h, keys),
                                plain.kGradient) < tolerance);
            CHECK(relativeError(head(view<const float>(kvGradient, keys, 2, 1, 3), batch, h, keys),
                                plain.vGradient) < tolerance);
        }
}

} // namespace

TEST_CASE("the textbook gradients themselves agree with differences")
{
    const auto of = [](const char* name, int rows) {
        const auto values = merged(name, 1, rows, 1, 1);
        return std::vector<double>(values.begin(), values.end());
    };
    PlainAttention plain{5, 7, of("q", 5), of("k", 7), of("v", 7), of("w", 5), {}, {}, {}, {}};
    plain.run();
    const double step = 1e-5;
    const auto difference = [&](std::vector<double> PlainAttention::*input, std::size_t i) {
        PlainAttention up = plain, down = plain;
        (up.*input)[i] += step;
        (down.*input)[i] -= step;
        return (up.run() - down.run()) / (2 * step);
    };
    for (std::size_t i = 3; i < 5 * 64; i += 37) {
        CHECK(plain.qGradient[i] == doctest::Approx(difference(&PlainAttention::q, i)).epsilon(1e-6));
        CHECK(plain.kGradient[i] == doctest::Approx(difference(&PlainAttention::k, i)).epsilon(1e-6));
        CHECK(plain.vGradient[i] == doctest::Approx(difference(&PlainAttention::v, i)).epsilon(1e-6));
    }
}

TEST_CASE("attention and its gradients against the textbook, on every instruction set")
{
    for (const Isa isa : supportedIsas())
        for (const Precision precision : {Precision::Float32, Precision::Bfloat16}) {
            if (precision == Precision::Bfloat16 && isa < Isa::Avx512Bf16)
                continue;
            check(isa, precision, 1, 1);
            check(isa, precision, 13, 27);
            check(isa, precision, 64, 33);
            check(isa, precision, 197, 101);
        }
}

TEST_CASE("one trainer serves changing shapes, with the same bits for any number of threads")
{
    auto one = AttentionTraining::create(Precision::Float32, 1),
         three = AttentionTraining::create(Precision::Float32, 3);
    for (const int rows : {40, 9, 77}) {
        const AttentionShape shape{2, 2, rows, rows};
        auto qkv = merged("qkv", 2, rows, 3, 2), gradient = merged("gradient", 2, rows, 1, 2);
        std::vector<std::vector<float>> results;
        for (auto* training : {one->get(), three->get()}) {
            std::vector<float> out(gradient.size()), qkvGradient(qkv.size()),
                sums(static_cast<std::size_t>(4 * rows));
            const auto part = [&](int i) { return view<const float>(qkv, rows, 3, i, 2); };
            training->forward(shape, part(0), part(1), part(2), view<float>(out, rows, 1, 0, 2), sums.data());
            training->backward(
                shape, part(0), part(1), part(2), view<const float>(out, rows, 1, 0, 2), sums.data(),
                view<const float>(gradient, rows, 1, 0, 2), view<float>(qkvGradient, rows, 3, 0, 2),
                view<float>(qkvGradient, rows, 3, 1, 2), view<float>(qkvGradient, rows, 3, 2, 2));
            out.insert(out.end(), qkvGradient.begin(), qkvGradient.end());
            results.push_back(out);
        }
        CHECK(results[0] == results[1]);
    }
}
