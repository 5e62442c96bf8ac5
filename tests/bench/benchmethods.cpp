// bench_methods [--repeats N] [METHOD…]: every method that is a graph (or those named) as eager float32
// LibTorch computes it, contiguous, nothing folded, in batches of 32, and as Transcope does, alternating:
// medians of spots per second and their ratio, by the clock and by processor time (which alone is steady on a
// shared machine, with OMP_NUM_THREADS=1), as JSON.
#include "core/base/median.h"
#include "model/backends/graphbackend.h"
#include "model/methods/methods.h"
#include "model/nn/graphmodule.h"
#include "model/nn/statedict.h"
#include "model/weights/hashtensor.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>

using namespace transcope::model;

namespace {

constexpr int Batch = 32;
constexpr int Genes = 250;

struct Seconds
{
    std::vector<double> wall, processor;

    template <class Work> void add(Work&& work)
    {
        const auto start = std::chrono::steady_clock::now();
        const auto before = std::clock();
        work();
        processor.push_back(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
        wall.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
};

TensorMap hashedTensors(const Graph& graph)
{
    TensorMap tensors;
    for (const auto& [name, shape] : graph.tensors())
        tensors[name] = hashedWeight("bench", name, shape);
    return tensors;
}

nlohmann::json benchOf(const Method& method, const DeviceChoice& choice, int repeats)
{
    const Graph graph = method.network(Genes);
    const TensorMap tensors = hashedTensors(graph);
    GraphModule eager(graph);
    loadTensors(*eager, tensors);
    eager->eval();
    auto backend = makeGraphBackend(graph, tensors, method.patches, 1, choice);
    if (!backend)
        throw std::runtime_error(backend.error().text());
    const std::vector<std::uint8_t> pixels(static_cast<std::size_t>(Batch) * 224 * 224 * 3, 100);
    const auto image = torch::full({Batch, 3, 224, 224}, 0.1F);
    std::vector<float> rows(static_cast<std::size_t>(Batch) * Genes);
    const auto runEager = [&] {
        const torch::NoGradGuard noGrad;
        eager->forward({image});
    };
    const auto runOurs = [&] {
        if (const auto done =
                (*backend)->forward(std::vector<const std::uint8_t*>{pixels.data()}, Batch, rows.data());
            !done)
            throw std::runtime_error(done.error().text());
    };
    runEager();
    runOurs();
    Seconds theirs, ours;
    for (int i = 0; i < repeats; ++i) {
        theirs.add(runEager);
        ours.add(runOurs);
    }
    using transcope::core::median;
    const double their = median(theirs.wall), our = median(ours.wall);
    return {{"method", method.name},
            {"precision", choice.precision},
            {"threads", torch::get_num_threads()},
            {"eagerSpotsPerSecond", Batch / their},
            {"spotsPerSecond", Batch / our},
            {"ratio", their / our},
            {"ratioOfProcessorTime", median(theirs.processor) / median(ours.processor)}};
}

} // namespace

int main(int argc, char** argv)
{
    int repeats = 3;
    std::vector<std::string> wanted(argv + 1, argv + argc);
    if (wanted.size() >= 2 && wanted[0] == "--repeats") {
        repeats = std::stoi(wanted[1]);
        wanted.erase(wanted.begin(), wanted.begin() + 2);
    }
    const auto choice = chooseDevice("cpu", "auto");
    if (!choice) {
        std::cerr << choice.error().text() << "\n";
        return 1;
    }
    for (const Method& method : methods())
        if (method.network && (wanted.empty() || std::ranges::find(wanted, method.name) != wanted.end()))
            std::cout << benchOf(method, *choice, repeats).dump() << std::endl;
    return 0;
}
