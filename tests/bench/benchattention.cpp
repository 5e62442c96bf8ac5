// Attention for training, forward and backward, as JSON: GFLOP/s (2 and 5 products of N × N × 64) and
// milliseconds a head.

#include "model/kernels/attentiontraining.h"
#include "model/weights/hashtensor.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace transcope::model;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kBatch = 8, kHeads = 3, kRepeats = 7;

template <class F> double medianSeconds(F&& run)
{
    std::vector<double> seconds;
    for (int i = 0; i < kRepeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        run();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[kRepeats / 2];
}

Json measure(AttentionTraining& training, int rows)
{
    const AttentionShape shape{kBatch, kHeads, rows, rows};
    auto qkv = hashedInput("bench", "qkv", {kBatch, rows, 3 * 192}).data;
    auto gradient = hashedInput("bench", "gradient", {kBatch, rows, 192}).data;
    std::vector<float> out(gradient.size()), qkvGradient(qkv.size()), sums(gradient.size() / 64);
    const auto third = [rows](auto& data, int part) {
        using T = std::remove_reference_t<decltype(data[0])>;
        return HeadView<T>{data.data() + part * 192, rows * 576l, 64, 576};
    };
    const auto whole = [rows](auto& data) {
        using T = std::remove_reference_t<decltype(data[0])>;
        return HeadView<T>{data.data(), rows * 192l, 64, 192};
    };
    const auto& constQkv = qkv;
    const auto& constGradient = gradient;
    const auto& constOut = out;
    const auto forward = [&] {
        training.forward(shape, third(constQkv, 0), third(constQkv, 1), third(constQkv, 2), whole(out),
                         sums.data());
    };
    const auto backward = [&] {
        training.backward(shape, third(constQkv, 0), third(constQkv, 1), third(constQkv, 2), whole(constOut),
                          sums.data(), whole(constGradient), third(qkvGradient, 0), third(qkvGradient, 1),
                          third(qkvGradient, 2));
    };
    forward();
    backward();
    const double gflop = 2e-9 * 64 * rows * rows * kBatch * kHeads;
    const double forwardSeconds = medianSeconds(forward), backwardSeconds = medianSeconds(backward);
    return {{"rows", rows},
            {"forwardGflops", 2 * gflop / forwardSeconds},
            {"backwardGflops", 5 * gflop / backwardSeconds},
            {"forwardMsPerHead", forwardSeconds * 1e3 / (kBatch * kHeads)},
            {"backwardMsPerHead", backwardSeconds * 1e3 / (kBatch * kHeads)}};
}

} // namespace

int main()
{
    Json report = Json::array();
    for (const Precision precision : {Precision::Float32, Precision::Bfloat16})
        if (auto training = AttentionTraining::create(precision)) {
            Json one{{"precision", precisionName(precision)}};
            for (const int rows : {197, 393, 589})
                one["sizes"].push_back(measure(**training, rows));
            report.push_back(one);
        }
    std::puts(report.dump(2).c_str());
}
