#include "model/backends/graphbackend.h"
#include "model/graph/blocks.h"
#include "model/nn/graphmodule.h"
#include "model/nn/statedict.h"
#include "model/nn/windowattention.h"
#include "model/weights/hashtensor.h"

#include <doctest/doctest.h>

using namespace transcope;
using namespace transcope::model;

namespace {

/// A little of everything that fusing changes: a norm after a convolution, one after a pool, a shared value.
Graph smallNetwork()
{
    Graph graph;
    auto x = convolutionNorm(graph, "conv1", "bn1", graph.input("image", {3, 16, 16}),
                             {.out = 8, .kernel = 3, .stride = 2, .padding = 1});
    const auto y =
        convolutionNorm(graph, "conv2", "bn2", x, {.out = 8, .kernel = 3, .padding = 1, .groups = 4}, false);
    x = graph.relu(graph.add(x, graph.dropPath(y, 0.5)));
    x = graph.relu(graph.batchNorm("bn3", graph.maxPool(x, 2, 2)));
    x = graph.dropout(graph.globalAverage(x), 0.5);
    graph.output("expression", graph.linear("fc", x, 5));
    return graph;
}

TensorMap hashedTensors(const Graph& graph)
{
    TensorMap tensors;
    for (const auto& [name, shape] : graph.tensors())
        tensors[name] = hashedWeight("t", name, shape);
    return tensors;
}

torch::Tensor largestDifference(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max();
}

} // namespace

TEST_CASE("a graph's tensors are the module's, and fusing changes nothing but rounding")
{
    const torch::NoGradGuard noGrad;
    const Graph graph = smallNetwork();
    TensorMap tensors = hashedTensors(graph);
    GraphModule plain(graph);
    loadTensors(*plain, tensors);
    plain->eval();
    Shapes shapes;
    for (const auto& [name, tensor] : tensorsOf(*plain))
        shapes[name] = tensor.shape;
    CHECK(shapes == graph.tensors());

    const Graph fused = graph.fused(tensors);
    // Both norms after convolutions, one ReLU after such a norm, dropout and drop path are gone.
    CHECK(fused.nodes().size() == graph.nodes().size() - 5);
    CHECK(tensors.size() == fused.tensors().size());
    GraphModule quick(fused);
    loadTensors(*quick, tensors);
    quick->eval();
    quick->prepare(torch::kFloat);
    const auto image = toTorch(hashedInput("t", "image", {4, 3, 16, 16}));
    const auto expected = plain->forward({image}).front();
    const auto got = quick->forward({image.contiguous(torch::MemoryFormat::ChannelsLast)}).front();
    CHECK(expected.sizes().vec() == std::vector<std::int64_t>{4, 5});
    CHECK(expected.abs().max().item<float>() > 0.1F);
    CHECK(largestDifference(expected, got).item<float>() < 1e-5F);
}

TEST_CASE("a value that one operation takes twice, and nothing after it")
{
    Graph graph;
    const auto x = graph.input("x", {3});
    const auto y = graph.relu(x);
    graph.output("sum", graph.add(y, y));
    GraphModule module(graph);
    const auto sum = module->forward({torch::tensor({{1.F, -2.F, 3.F}})}).front();
    CHECK(torch::equal(sum, torch::tensor({{2.F, 0.F, 6.F}})));
}

TEST_CASE("in training chance leaves out, and statistics move")
{
    torch::manual_seed(1);
    GraphModule module(smallNetwork());
    loadTensors(*module, hashedTensors(module->graph()));
    module->train();
    const auto image = toTorch(hashedInput("t", "image", {4, 3, 16, 16}));
    const auto before = module->named_buffers()["bn1.running_mean"].clone();
    const auto first = module->forward({image}).front(), second = module->forward({image}).front();
    CHECK(largestDifference(first, second).item<float>() > 1e-4F);
    CHECK(largestDifference(before, module->named_buffers()["bn1.running_mean"]).item<float>() > 1e-4F);
    first.sum().backward();
    for (const auto& item : module->named_parameters())
        CHECK_MESSAGE(item.value().grad().defined(), item.key());
}

TEST_CASE("window attention, place by place")
{
    const torch::NoGradGuard noGrad;
    constexpr int Window = 2, Heads = 2, Side = 4, Width = 3, Channels = Heads * Width;
    for (const int shift : {0, 1}) {
        CAPTURE(shift);
        const WindowShape shape{Heads, Window, shift};
        const auto qkv = toTorch(hashedInput("t", "qkv", {1, Side, Side, 3 * Channels}));
        const auto table = toTorch(hashedInput("t", "table", {9, Heads}));
        const auto got = windowAttention(qkv, windowBias(table, shape, Side, Side), shape);
        // The definition, in double: places attend to those of their window after the roll that were
        // neighbours before it.
        const auto q = qkv.to(torch::kDouble);
        const auto rolled = [&](int at) { return (at - shift + Side) % Side; };
        const auto part = [&](int r) { return r < Side - Window ? 0 : r < Side - shift ? 1 : 2; };
        double worst = 0;
        for (int r = 0; r < Side; ++r)
            for (int c = 0; c < Side; ++c)
                for (int head = 0; head < Heads; ++head) {
                    double sum = 0;
                    std::vector<double> out(Width);
                    for (int kr = 0; kr < Side; ++kr)
                        for (int kc = 0; kc < Side; ++kc) {
                            const int ar = rolled(r), ac = rolled(c), br = rolled(kr), bc = rolled(kc);
                            if (ar / Window != br / Window || ac / Window != bc / Window)
                                continue;
                            if (shift > 0 && (part(ar) != part(br) || part(ac) != part(bc)))
                                continue;
                            double product = 0;
                            for (int i = 0; i < Width; ++i)
                                product += q[0][r][c][head * Width + i].item<double>() *
                                           q[0][kr][kc][Channels + head * Width + i].item<double>();
                            const int row = (ar - br + Window - 1) * (2 * Window - 1) + ac - bc + Window - 1;
                            const double share =
                                std::exp(product / std::sqrt(Width) + table[row][head].item<double>());
                            sum += share;
                            for (int i = 0; i < Width; ++i)
                                out[i] +=
                                    share * q[0][kr][kc][2 * Channels + head * Width + i].item<double>();
                        }
                    for (int i = 0; i < Width; ++i)
                        worst = std::max(
                            worst, std::abs(out[i] / sum - got[0][r][c][head * Width + i].item<double>()));
                }
        CHECK(worst < 1e-6);
    }
}

TEST_CASE("a graph that predicts: any batch, either precision, eight views")
{
    const Graph graph = smallNetwork();
    core::PatchSpec patches;
    patches.sizePx = 16;
    patches.downsamples = {1};
    patches.mean = {0.5, 0.4, 0.3};
    patches.sd = {0.2, 0.3, 0.25};
    std::vector<std::uint8_t> pixels(3 * 16 * 16 * 3);
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<std::uint8_t>(i * i % 251);
    const auto rowsOf = [&](const char* precision, int views, const std::vector<std::uint8_t>& from,
                            int count) {
        const auto backend =
            makeGraphBackend(graph, hashedTensors(graph), patches, views, {"cpu", {}, precision, {}}).value();
        std::vector<float> rows(static_cast<std::size_t>(count) * 5);
        REQUIRE(
            backend->forward(std::vector<const std::uint8_t*>{from.data()}, count, rows.data()).has_value());
        return torch::tensor(rows).view({count, 5});
    };
    const auto together = rowsOf("float32", 1, pixels, 3);
    const std::vector<std::uint8_t> last(pixels.end() - 16 * 16 * 3, pixels.end());
    CHECK(largestDifference(rowsOf("float32", 1, last, 1)[0], together[2]).item<float>() < 1e-5F);
    const float largest = together.abs().max().item<float>();
    CHECK(largestDifference(rowsOf("bfloat16", 1, pixels, 3), together).item<float>() < 0.03F * largest);

    // Turned by hand: the mean over the views does not change.
    std::vector<std::uint8_t> turned(last.size());
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 16; ++x)
            for (int c = 0; c < 3; ++c)
                turned[(y * 16 + x) * 3 + c] = last[(x * 16 + 15 - y) * 3 + c];
    CHECK(largestDifference(rowsOf("float32", 8, last, 1), rowsOf("float32", 8, turned, 1)).item<float>() <
          1e-5F);
    CHECK(largestDifference(rowsOf("float32", 1, last, 1), rowsOf("float32", 1, turned, 1)).item<float>() >
          1e-4F);
}
