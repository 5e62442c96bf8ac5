#include "model/kernels/alignedbuffer.h"
#include "model/kernels/kerneltable.h"
#include "model/kernels/workerpool.h"
#include "model/weights/hashtensor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <string>

using namespace transcope::model;

namespace {

/// Every kernel table that this machine can run.
std::vector<const KernelTable*> tables()
{
    std::vector<const KernelTable*> all;
    for (const Isa isa : supportedIsas())
        for (const Precision precision : {Precision::Float32, Precision::Bfloat16})
            if (const auto table = kernelsFor(isa, precision); table && (*table)->isa == isa)
                all.push_back(*table);
    return all;
}

std::string nameOf(const KernelTable& kernels)
{
    return std::string(isaName(kernels.isa)) + " " + std::string(precisionName(kernels.precision));
}

float roundToBfloat16(float x)
{
    auto bits = std::bit_cast<std::uint32_t>(x);
    bits += 0x7fffu + ((bits >> 16) & 1u);
    return std::bit_cast<float>(bits & 0xffff0000u);
}

/// Numbers in [-1, 1], already exact in the table's operands, so that only sums and results are rounded.
std::vector<float> numbers(const KernelTable& kernels, const char* name, std::int64_t count)
{
    std::vector<float> values = hashedInput("kernels", name, {count}, 2.0).data;
    for (float& value : values) {
        value -= 1.0f;
        if (kernels.precision == Precision::Bfloat16)
            value = roundToBfloat16(value);
    }
    return values;
}

AlignedBuffer toOperands(const KernelTable& kernels, const std::vector<float>& values, int rows, int width,
                         int stride)
{
    AlignedBuffer buffer(static_cast<std::size_t>(rows) * stride * kernels.operandBytes);
    for (int r = 0; r < rows; ++r)
        for (int i = 0; i < width; ++i) {
            const float value = values[r * width + i];
            if (kernels.precision == Precision::Float32)
                buffer.as<float>()[r * stride + i] = value;
            else
                buffer.as<std::uint16_t>()[r * stride + i] =
                    static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(value) >> 16);
        }
    return buffer;
}

float operandAt(const KernelTable& kernels, const AlignedBuffer& buffer, std::size_t index)
{
    if (kernels.precision == Precision::Float32)
        return buffer.as<float>()[index];
    return std::bit_cast<float>(static_cast<std::uint32_t>(buffer.as<std::uint16_t>()[index]) << 16);
}

double gelu(double x)
{
    return x * 0.5 * (1 + std::erf(x / std::sqrt(2.0)));
}

/// A result kept as an operand is rounded by up to 2^-9 of itself in bfloat16.
double operandTolerance(const KernelTable& kernels, double expected)
{
    return kernels.precision == Precision::Float32 ? 1e-5 : 1e-4 + std::abs(expected) / 256;
}

void checkGemm(const KernelTable& kernels, int rows, int depth, int columns, Finish kind)
{
    CAPTURE(nameOf(kernels));
    CAPTURE(rows);
    CAPTURE(depth);
    CAPTURE(columns);
    CAPTURE(static_cast<int>(kind));
    const auto a = numbers(kernels, "a", rows * depth), w = numbers(kernels, "w", columns * depth),
               bias = numbers(kernels, "bias", columns), before = numbers(kernels, "before", rows * columns);
    const int aStride = depth + depth % 2;
    const AlignedBuffer operands = toOperands(kernels, a, rows, depth, aStride);
    AlignedBuffer packed(packedElements(kernels, depth, columns) * kernels.operandBytes);
    kernels.packWeight(w.data(), columns, depth, nullptr, packed.as());
    std::vector<float> out = before;
    AlignedBuffer operandOut(static_cast<std::size_t>(rows) * columns * kernels.operandBytes);
    kernels.gemm(operands.as(), aStride, rows, {packed.as(), depth, columns},
                 {kind, bias.data(), out.data(), operandOut.as(), columns});
    int wrong = 0;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const std::size_t at = static_cast<std::size_t>(r) * columns + c;
            double expected = bias[c];
            for (int d = 0; d < depth; ++d)
                expected += static_cast<double>(a[r * depth + d]) * w[c * depth + d];
            if (kind == Finish::AddGelu || kind == Finish::GeluOperand)
                expected = gelu(expected);
            if (kind == Finish::Add || kind == Finish::AddGelu)
                expected += before[at];
            const bool asOperand = kind == Finish::Operand || kind == Finish::GeluOperand;
            const double got = asOperand ? operandAt(kernels, operandOut, at) : out[at];
            const double tolerance = asOperand ? operandTolerance(kernels, expected) : 1e-5;
            wrong += !(std::abs(got - expected) <= tolerance + 2e-6 * depth);
        }
    CHECK(wrong == 0);
}

struct PlainAttention
{
    std::vector<double> out;     ///< [rows, 64]
    std::vector<double> logSums; ///< [rows]
    std::vector<double> shares;  ///< [keys], probabilities summed over the rows
};

/// softmax(q·kᵀ·ln 2)·v in double precision, since the kernels' exponentials are of base 2.
PlainAttention plainAttention(const std::vector<float>& q, const std::vector<float>& k,
                              const std::vector<float>& v, int rows, int keys)
{
    PlainAttention plain{std::vector<double>(static_cast<std::size_t>(rows) * 64), std::vector<double>(rows),
                         std::vector<double>(keys)};
    for (int r = 0; r < rows; ++r) {
        std::vector<double> p(keys);
        double sum = 0, top = -1e300;
        for (int j = 0; j < keys; ++j) {
            double dot = 0;
            for (int d = 0; d < 64; ++d)
                dot += static_cast<double>(q[r * 64 + d]) * k[j * 64 + d];
            p[j] = dot;
            top = std::max(top, dot);
        }
        for (double& value : p)
            sum += value = std::exp2(value - top);
        plain.logSums[r] = top + std::log2(sum);
        for (int j = 0; j < keys; ++j) {
            plain.shares[j] += p[j] / sum;
            for (int d = 0; d < 64; ++d)
                plain.out[r * 64 + d] += p[j] / sum * v[j * 64 + d];
        }
    }
    return plain;
}

/// laterScale: what keys from the 65th on are multiplied by.
void checkAttention(const KernelTable& kernels, int rows, int keys, float queryScale, float laterScale = 1)
{
    CAPTURE(nameOf(kernels));
    CAPTURE(rows);
    CAPTURE(keys);
    auto q = numbers(kernels, "q", rows * 64);
    for (float& value : q)
        value *= queryScale; // a power of two: still exact
    auto k = numbers(kernels, "k", keys * 64);
    for (std::size_t i = 64 * 64; i < k.size(); ++i)
        k[i] *= laterScale;
    const auto v = numbers(kernels, "v", keys * 64);
    const AlignedBuffer queries = toOperands(kernels, q, rows, 64, 192),
                        keyRows = toOperands(kernels, k, keys, 64, 64),
                        valueRows = toOperands(kernels, v, keys, 64, 64);
    AlignedBuffer packedKeys(packedElements(kernels, 64, keys) * kernels.operandBytes);
    AlignedBuffer packedValues(packedElements(kernels, keys, 64) * kernels.operandBytes);
    for (int first = 0; first < keys; first += 48) { // as the engine does it: block by block
        const int count = std::min(48, keys - first);
        const std::size_t at = static_cast<std::size_t>(first) * 64 * kernels.operandBytes;
        kernels.packKeys(keyRows.as() + at, 64, count, first, keys, packedKeys.as());
        kernels.packValues(valueRows.as() + at, 64, count, first, keys, packedValues.as());
    }
    AlignedBuffer out(static_cast<std::size_t>(rows) * 64 * kernels.operandBytes);
    AlignedBuffer scratch(attentionScratchFloats(keys) * sizeof(float));
    std::vector<float> logSumExp(rows);
    AttentionArgs args;
    args.queries = queries.as();
    args.queryStride = 192;
    args.rows = rows;
    args.keys = packedKeys.as();
    args.values = packedValues.as();
    args.keyCount = keys;
    args.out = out.as();
    args.outStride = 64;
    args.scratch = scratch.as<float>();
    args.logSumExp = logSumExp.data();
    kernels.attention(args);
    AlignedBuffer shares(static_cast<std::size_t>(keys + kernels.lanes) * sizeof(float));
    args.keyShares = shares.as<float>();
    kernels.attention(args);

    const PlainAttention expected = plainAttention(q, k, v, rows, keys);
    double worst = 0, worstLog = 0, worstShare = 0;
    for (std::size_t i = 0; i < expected.out.size(); ++i)
        worst = std::max(worst, std::abs(operandAt(kernels, out, i) - expected.out[i]));
    for (int r = 0; r < rows; ++r)
        worstLog = std::max(worstLog, std::abs(logSumExp[r] - expected.logSums[r]));
    for (int j = 0; j < keys; ++j)
        worstShare = std::max(worstShare, std::abs(shares.as<float>()[j] - expected.shares[j]));
    // Sums of products, and with them the exponents, are as inexact as they are large.
    const double growth = std::max(1.0f, queryScale) * laterScale;
    const bool single = kernels.precision == Precision::Float32;
    CHECK(worst <= (single ? 1e-5 * laterScale : 8e-3)); // values up to 1, probabilities and result rounded
    // bfloat16: the sum is of the probabilities as they are stored, each off by up to 2^-9; 2^-9 / ln 2
    // = 2.8e-3.
    CHECK(worstLog <= (single ? 1e-5 : 2.8e-3) * growth);
    CHECK(worstShare <= (single ? 1e-5 * laterScale : 4e-3) * rows);
    for (int j = keys; j % kernels.lanes != 0; ++j)
        CHECK(shares.as<float>()[j] < 1e-30f);
}

} // namespace

TEST_CASE("products with every finish, against plain loops")
{
    for (const KernelTable* kernels : tables())
        for (const Finish kind :
             {Finish::Store, Finish::Add, Finish::AddGelu, Finish::Operand, Finish::GeluOperand}) {
            checkGemm(*kernels, 1, 1, 1, kind);
            checkGemm(*kernels, 13, 12, 72, kind);
            checkGemm(*kernels, 7, 37, 129, kind);
            checkGemm(*kernels, 25, 192, 250, kind);
        }
}

TEST_CASE("every number of leftover rows and columns")
{
    for (const KernelTable* kernels : tables()) {
        for (int rows = 1; rows <= 13; ++rows)
            checkGemm(*kernels, rows, 5, 17, Finish::Store);
        for (int columns = 1; columns <= 70; columns += 3)
            checkGemm(*kernels, 6, 4, columns, Finish::Store);
    }
}

TEST_CASE("attention against the definition")
{
    for (const KernelTable* kernels : tables()) {
        for (const int keys : {1, 2, 15, 16, 17, 63, 65, 97, 197})
            checkAttention(*kernels, 13, keys, 0.25f);
        checkAttention(*kernels, 1, 589, 0.25f);
        checkAttention(*kernels, 5, 785, 0.25f);
        checkAttention(*kernels, 12, 100, 16.0f); // scores of hundreds: one key takes nearly everything
        // Later keys exceed the first ones by hundreds, more than a float's exponents bear without the true
        // maximum.
        checkAttention(*kernels, 50, 150, 4.0f, 64.0f);
    }
}

TEST_CASE("layer norms of odd widths, in both forms")
{
    for (const KernelTable* kernels : tables())
        for (const int width : {1, 5, 12, 48, 192, 577}) {
            CAPTURE(nameOf(*kernels));
            CAPTURE(width);
            const int rows = 7; // four at once, and some left over
            const auto x = numbers(*kernels, "x", rows * width), gamma = numbers(*kernels, "gamma", width),
                       beta = numbers(*kernels, "beta", width),
                       addend = numbers(*kernels, "addend", rows * width);
            std::vector<float> plain(x.size());
            AlignedBuffer operands(x.size() * kernels->operandBytes);
            kernels->layerNorm(x.data(), width, rows, width, gamma.data(), beta.data(), operands.as(), width);
            kernels->layerNormFloat(x.data(), width, rows, width, gamma.data(), beta.data(), addend.data(),
                                    width, plain.data(), width);
            int wrong = 0;
            for (int r = 0; r < rows; ++r) {
                double mean = 0, variance = 0;
                for (int i = 0; i < width; ++i)
                    mean += x[r * width + i] / static_cast<double>(width);
                for (int i = 0; i < width; ++i)
                    variance += std::pow(x[r * width + i] - mean, 2) / width;
                for (int i = 0; i < width; ++i) {
                    const std::size_t at = static_cast<std::size_t>(r) * width + i;
                    const double expected = (x[at] - mean) / std::sqrt(variance + 1e-5) * gamma[i] + beta[i];
                    wrong += !(std::abs(plain[at] - addend[at] - expected) <= 1e-5);
                    wrong += !(std::abs(operandAt(*kernels, operands, at) - expected) <=
                               operandTolerance(*kernels, expected));
                }
            }
            CHECK(wrong == 0);
        }
}

TEST_CASE("patches: flattened row, column, channel, and normalised, from bytes and from floats")
{
    // A 12 × 12 picture, patches of 4 px in its central 8 px, hence a 2 × 2 grid; patch 3 begins at (6, 6).
    const int width = 12, patch = 4, n = 3 * patch * patch;
    std::vector<std::uint8_t> bytes(3 * width * width);
    std::vector<float> floats(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(i * i * 7 + i * 3);
        floats[i] = bytes[i] / 255.0f;
    }
    for (const KernelTable* kernels : tables())
        for (const PixelFormat format : {PixelFormat::Bytes, PixelFormat::Floats}) {
            CAPTURE(nameOf(*kernels));
            const std::vector<float> gamma(n, 1.0f), beta(n, 0.0f);
            AlignedBuffer out(static_cast<std::size_t>(2 * n) * kernels->operandBytes);
            const void* pixels =
                format == PixelFormat::Bytes ? static_cast<const void*>(bytes.data()) : floats.data();
            kernels->normalisePatches({pixels, format, width, 2, patch, 2, 2, 2}, gamma.data(), beta.data(),
                                      out.as(), n);
            std::vector<double> values;
            for (int y = 6; y < 10; ++y)
                for (int x = 6; x < 10; ++x)
                    for (int channel = 0; channel < 3; ++channel)
                        values.push_back(bytes[3 * (y * width + x) + channel] / 255.0);
            double mean = 0, variance = 0;
            for (const double value : values)
                mean += value / n;
            for (const double value : values)
                variance += (value - mean) * (value - mean) / n;
            int wrong = 0;
            for (int i = 0; i < n; ++i) {
                const double expected = (values[i] - mean) / std::sqrt(variance + 1e-5);
                wrong += !(std::abs(operandAt(*kernels, out, n + i) - expected) <=
                           operandTolerance(*kernels, expected));
            }
            CHECK(wrong == 0);
        }
}

TEST_CASE("a patch of one colour becomes beta")
{
    const std::vector<std::uint8_t> grey(3 * 16 * 16, 200);
    for (const KernelTable* kernels : tables()) {
        CAPTURE(nameOf(*kernels));
        const int n = 3 * 16 * 16;
        const std::vector<float> gamma(n, 1.0f), beta(n, 0.25f);
        AlignedBuffer out(static_cast<std::size_t>(n) * kernels->operandBytes);
        kernels->normalisePatches({grey.data(), PixelFormat::Bytes, 16, 0, 16, 1, 0, 1}, gamma.data(),
                                  beta.data(), out.as(), n);
        for (int i = 0; i < n; ++i)
            REQUIRE(operandAt(*kernels, out, i) == doctest::Approx(0.25));
    }
}

TEST_CASE("sums, scaling, matrix times vector and GELU")
{
    for (const KernelTable* kernels : tables())
        for (const int width : {1, 31, 64, 77}) {
            CAPTURE(nameOf(*kernels));
            CAPTURE(width);
            const int rows = 13; // eight at once, and some left over
            auto x = numbers(*kernels, "rows", rows * width);
            const auto scale = numbers(*kernels, "scale", width);
            std::vector<float> sums(std::max(width, rows)), product(rows);
            kernels->columnSums(x.data(), width, rows, width, sums.data());
            kernels->matrixVector(x.data(), width, rows, width, scale.data(), sums.data(), product.data());
            const auto before = x;
            AlignedBuffer operands(x.size() * kernels->operandBytes);
            kernels->scaleRows(x.data(), width, rows, width, scale.data(), operands.as(), width);
            for (int i = 0; i < width; ++i) {
                double sum = 0;
                for (int r = 0; r < rows; ++r) {
                    sum += before[r * width + i];
                    CHECK(x[r * width + i] == before[r * width + i] * scale[i]);
                }
                CHECK(sums[i] == doctest::Approx(sum).epsilon(1e-5));
            }
            for (int r = 0; r < rows; ++r) {
                double dot = sums[r];
                for (int i = 0; i < width; ++i)
                    dot += static_cast<double>(before[r * width + i]) * scale[i];
                CHECK(product[r] == doctest::Approx(dot).epsilon(1e-5));
            }
            std::vector<float> wide(width);
            for (int i = 0; i < width; ++i)
                wide[i] = -9.0f + 18.0f * static_cast<float>(i) / static_cast<float>(width);
            const auto inputs = wide;
            kernels->gelu(wide.data(), width);
            for (int i = 0; i < width; ++i)
                CHECK(std::abs(wide[i] - gelu(inputs[i])) <= 2e-6);
        }
}

TEST_CASE("instruction sets: names, the environment variable, precision and its reason")
{
    for (const Isa isa : supportedIsas()) {
        CHECK(isaFromName(isaName(isa)) == isa);
        setenv("TRANSCOPE_ISA", std::string(isaName(isa)).c_str(), 1);
        CHECK(chooseIsa() == isa);
    }
    setenv("TRANSCOPE_ISA", "avx1024", 1);
    CHECK(chooseIsa().error().code == transcope::core::ErrorCode::InvalidArgument);
    unsetenv("TRANSCOPE_ISA");
    CHECK(chooseIsa() == supportedIsas().back());

    CHECK(choosePrecision("auto", Isa::Avx512Bf16)->precision == Precision::Bfloat16);
    CHECK(choosePrecision("auto", Isa::Amx)->reason.find("AMX") != std::string::npos);
    CHECK(choosePrecision("auto", Isa::Avx2)->precision == Precision::Float32);
    CHECK(choosePrecision("auto", Isa::Avx2)->reason.find("avx2") != std::string::npos);
    CHECK(choosePrecision("float32", Isa::Avx512Bf16)->precision == Precision::Float32);
    CHECK(choosePrecision("bfloat16", Isa::Avx512).error().code == transcope::core::ErrorCode::Unsupported);
    CHECK(choosePrecision("half", Isa::Avx512).error().code == transcope::core::ErrorCode::InvalidArgument);
    CHECK(kernelsFor(Isa::Portable, Precision::Bfloat16).error().code ==
          transcope::core::ErrorCode::Unsupported);
}

TEST_CASE("a pool runs every task once, set after set")
{
    for (const int threads : {1, 2, 5}) {
        WorkerPool pool(threads);
        CHECK(pool.size() == threads);
        for (int count : {0, 1, 3, 100, 7}) {
            std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
            std::atomic<int> badWorkers = 0;
            pool.run(count, [&](int task, int worker) {
                ++runs[static_cast<std::size_t>(task)];
                badWorkers += worker < 0 || worker >= threads;
            });
            CHECK(badWorkers == 0);
            for (const auto& n : runs)
                CHECK(n == 1);
        }
    }
}

TEST_CASE("what a task throws is thrown where the pool was asked, and the pool goes on")
{
    for (const int threads : {1, 3}) {
        WorkerPool pool(threads);
        CHECK_THROWS_AS(pool.run(100,
                                 [](int task, int) {
                                     if (task == 41)
                                         throw std::bad_alloc();
                                 }),
                        std::bad_alloc);
        std::atomic<int> runs = 0;
        pool.run(100, [&](int, int) { ++runs; });
        CHECK(runs == 100);
    }
}
