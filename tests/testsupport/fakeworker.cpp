// A worker without LibTorch for tests of the protocol and of its client. Its "weights" are a small JSON file
// that says how the fake predictor behaves; all fields but "batch" are optional:
//   batch      spots per batch
//   gateAfter  from this call of predict() on, wait until the file `gate` exists
//   gate       path of that file; while it waits, a file of that name with ".waiting" exists
//   gateOnce   take the file away, so that each opening lets one batch through
//   loadGate   loading waits until this file exists
//   failAfter  from this call on, predict() fails
//   crashAt    at this call the process aborts
//   digit      makes them other weights than those of another digit, with the file's name
//   chatter    print to standard output, as libraries do
//   section    predict a section as a whole; calls are then those of its pass
//   mostSpots  of a section

#include "core/rpc/workermain.h"
#include "tests/testsupport/fakepredictor.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

using namespace transcope;

namespace {

void waitForFile(const std::string& path)
{
    while (!std::filesystem::exists(path))
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void waitAtGate(const std::string& path)
{
    const std::string sign = path + ".waiting";
    std::ofstream(sign) << "here";
    waitForFile(path);
    std::filesystem::remove(sign);
}

core::Result<std::unique_ptr<core::Predictor>> loadFake(const core::LoadWeightsParams& params)
{
    std::ifstream file(params.path);
    if (!file)
        return core::fail(core::ErrorCode::NotFound, params.path + " does not exist", "Check the name.");
    const auto behaviour = nlohmann::json::parse(file, nullptr, false);
    if (!behaviour.is_object())
        return core::fail(core::ErrorCode::BadInput, params.path + " is damaged", "Download it again.");
    if (behaviour.contains("loadGate"))
        waitForFile(behaviour["loadGate"]);
    if (params.device != "auto" && params.device != "cpu")
        return core::fail(core::ErrorCode::DeviceFailure, "There is no device " + params.device, "Use cpu.");

    core::PatchSpec patches;
    patches.sizePx = 16;
    patches.downsamples = {1, 2};
    const auto before = [behaviour](int call) -> core::Result<void> {
        if (behaviour.value("chatter", false))
            std::printf("predicting %d\n", call);
        if (call == behaviour.value("crashAt", -1))
            std::abort();
        if (behaviour.contains("gate") && call >= behaviour.value("gateAfter", 0))
            waitAtGate(behaviour["gate"]);
        if (behaviour.value("gateOnce", false))
            std::filesystem::remove(behaviour["gate"].get<std::string>());
        if (behaviour.contains("failAfter") && call >= behaviour["failAfter"].get<int>())
            return core::fail(core::ErrorCode::ModelFailure, "The fake model was told to fail", "Nothing.");
        return {};
    };
    if (behaviour.value("section", false)) {
        auto predictor = std::make_unique<test::FakeSectionPredictor>(patches, behaviour.value("batch", 4));
        predictor->before = before;
        predictor->mostSpots = behaviour.value("mostSpots", predictor->mostSpots);
        return predictor;
    }
    auto predictor = std::make_unique<test::FakePredictor>(patches, behaviour.value("batch", 4));
    predictor->before = before;
    if (const std::string digit = behaviour.value("digit", ""); !digit.empty())
        predictor->nameWeights(std::filesystem::path(params.path).filename().string(), digit.front());
    return predictor;
}

} // namespace

int main()
{
    return core::runWorker(loadFake);
}
