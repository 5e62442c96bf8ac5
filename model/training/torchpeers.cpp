#include "model/training/processgroup.h"

#include "core/base/try.h"

#include <algorithm>
#include <thread>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/version.h>
#ifdef TRANSCOPE_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#ifdef TRANSCOPE_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

namespace transcope::model {

namespace {

using core::ErrorCode;
using core::fail;
using Clock = std::chrono::steady_clock;
using StorePtr = c10::intrusive_ptr<c10d::Store>;
#if TORCH_VERSION_MAJOR >= 2
using Backend = c10d::Backend;
#else
using Backend = c10d::ProcessGroup;
#endif

constexpr auto PollInterval = std::chrono::milliseconds(20);
constexpr auto ConnectTime = std::chrono::seconds(2); // a try; between tries Ctrl+C is heard
constexpr auto FarewellTime = std::chrono::seconds(5);

std::string firstLine(const std::exception& e)
{
    const std::string text = e.what();
    return text.substr(0, text.find('\n'));
}

std::string rankName(int rank)
{
    return "rank " + std::to_string(rank);
}

/// Waits until all processes have called this, or some seconds; the last of all words.
void farewell(c10d::Store& store, int size)
{
    const auto end = Clock::now() + FarewellTime;
    store.add("left", 1);
    try {
        while (store.add("left", 0) < size && Clock::now() < end)
            std::this_thread::sleep_for(PollInterval);
    } catch (const std::exception&) {
        // The keeper of the meeting point has seen all and is gone already: what was waited for.
    }
}

tl::unexpected<core::Error> cancelled()
{
    return fail(ErrorCode::Cancelled, "training was cancelled before all processes had come");
}

/// LibTorch from 2.1 on asks libuv to keep the meeting point, and some are built without it.
template <class Options> void withoutLibUv(Options& options)
{
    if constexpr (requires { options.useLibUV; })
        options.useLibUV = false;
}

core::Result<StorePtr> openStore(const Rendezvous& r, const std::stop_token& stop)
{
    const auto end = Clock::now() + r.timeout;
    c10d::TCPStoreOptions options;
    options.port = r.port;
    options.isServer = r.rank == 0 && !r.kept;
    options.waitWorkers = false; // says less about who is missing than checkRuns()
    withoutLibUv(options);
    options.timeout = std::min<std::chrono::milliseconds>(r.timeout, ConnectTime);
    while (!stop.stop_requested())
        try {
            const StorePtr store = c10::make_intrusive<c10d::TCPStore>(r.host, options);
            store->setTimeout(r.timeout);
            return c10::make_intrusive<c10d::PrefixStore>("transcope/" + std::to_string(r.attempt), store);
        } catch (const std::exception& e) {
            if (options.isServer)
                return fail(ErrorCode::DeviceFailure,
                            "rank 0 cannot open the meeting point " + r.place() + ": " + firstLine(e),
                            "MASTER_ADDR must be this machine's and MASTER_PORT free");
            if (Clock::now() >= end)
                return fail(ErrorCode::DeviceFailure,
                            rankName(r.rank) + " found no meeting point at " + r.place() + " within " +
                                std::to_string(r.timeout.count()) + " s: " + firstLine(e),
                            "Start rank 0 there; check MASTER_ADDR, MASTER_PORT and firewalls");
            std::this_thread::sleep_for(PollInterval);
        }
    return cancelled();
}

/// The part of a in which it differs from b, from the comma before.
std::string differenceOf(const std::string& a, const std::string& b)
{
    constexpr std::size_t Shown = 60;
    const auto length = std::min(a.size(), b.size());
    const auto at =
        static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + length, b.begin()).first - a.begin());
    const auto comma = a.rfind(',', at == 0 ? 0 : at - 1);
    return a.substr(comma == std::string::npos ? 0 : comma + 1, Shown);
}

core::Result<void> checkRuns(c10d::Store& store, const Rendezvous& r, const std::string& run,
                             const std::stop_token& stop)
{
    const auto end = Clock::now() + r.timeout;
    for (int rank = 0; rank < r.size; ++rank) {
        const std::string key = "run/" + std::to_string(rank);
        while (!store.check({key}) && Clock::now() < end && !stop.stop_requested())
            std::this_thread::sleep_for(PollInterval);
        if (stop.stop_requested())
            return cancelled();
        if (!store.check({key}))
            return fail(ErrorCode::DeviceFailure,
                        rankName(rank) + " of " + std::to_string(r.size) + " did not come to " + r.place() +
                            " within " + std::to_string(r.timeout.count()) + " s",
                        "Start every rank with the same MASTER_ADDR, MASTER_PORT and WORLD_SIZE");
        const auto bytes = store.get(key);
        const std::string other(bytes.begin(), bytes.end());
        if (other != run) {
            farewell(store, r.size); // so that each process reads what is wrong before the meeting point goes
            return fail(ErrorCode::InvalidArgument,
                        rankName(rank) + " was started with other options or data than " + rankName(r.rank) +
                            ": " + differenceOf(other, run) + " … and not " + differenceOf(run, other) + " …",
                        "Start all processes with the same command");
        }
    }
    return {};
}

/// Each process tells what it runs, and sees that all are there and run the same.
core::Result<void> compareRuns(c10d::Store& store, const Rendezvous& r, const std::string& run,
                               const std::stop_token& stop)
{
    try {
        if (store.add("claim/" + std::to_string(r.rank), 1) != 1)
            return fail(ErrorCode::InvalidArgument, "two processes say that they are " + rankName(r.rank),
                        "Give each its own RANK");
        store.set("run/" + std::to_string(r.rank), std::vector<std::uint8_t>(run.begin(), run.end()));
        return checkRuns(store, r, run, stop);
    } catch (const std::exception& e) {
        return fail(ErrorCode::DeviceFailure,
                    rankName(r.rank) + " lost the meeting point " + r.place() + ": " + firstLine(e),
                    "See rank 0's message");
    }
}

core::Result<c10::intrusive_ptr<Backend>> makeBackend(const StorePtr& store, const Rendezvous& r,
                                                      [[maybe_unused]] const torch::Device& device)
{
#ifdef TRANSCOPE_NCCL
    if (device.is_cuda())
        return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, r.rank, r.size);
#endif
#ifdef TRANSCOPE_GLOO
    using Gloo = c10d::ProcessGroupGloo;
    auto options = Gloo::Options::create();
    // By the way to the meeting point: the machine's own name often leads no further than the machine.
    options->devices = {Gloo::createDeviceForHostname(addressTowards(r.host, r.port))};
    return c10::make_intrusive<Gloo>(store, r.rank, r.size, options);
#else
    return fail(ErrorCode::Unsupported, "this build trains with several processes on CUDA devices only",
                "Build it with Gloo's headers (Debian: libgloo-dev); see docs/training.md");
#endif
}

class TorchPeers : public Peers
{
public:
    TorchPeers(StorePtr store, c10::intrusive_ptr<Backend> backend, const torch::Device& device)
        : m_store(std::move(store)), m_backend(std::move(backend)),
          m_reach(m_backend->getBackendName() == "nccl" ? device : torch::Device(torch::kCPU))
    {
    }

    void sum(torch::Tensor& values) override
    {
        std::vector<torch::Tensor> there = {inReach(values)};
        m_backend->allreduce(there)->wait();
        values.copy_(there.front());
    }

    void broadcast(torch::Tensor& values) override
    {
        std::vector<torch::Tensor> there = {inReach(values)};
        m_backend->broadcast(there)->wait();
        values.copy_(there.front());
    }

    void leave() override { farewell(*m_store, m_backend->getSize()); }

private:
    /// Gloo works on the CPU's memory, NCCL on the process's own device.
    torch::Tensor inReach(const torch::Tensor& values) const { return values.to(m_reach).contiguous(); }

    StorePtr m_store;
    c10::intrusive_ptr<Backend> m_backend;
    torch::Device m_reach;
};

} // namespace

core::Result<std::unique_ptr<Peers>> meetPeers(const Rendezvous& rendezvous, const std::string& run,
                                               const torch::Device& device, std::stop_token stop)
{
    TRY(auto store, openStore(rendezvous, stop));
    TRY_RUN(compareRuns(*store, rendezvous, run, stop));
    try {
        TRY(auto backend, makeBackend(store, rendezvous, device));
        return std::make_unique<TorchPeers>(store, backend, device);
    } catch (const std::exception& e) {
        return fail(ErrorCode::DeviceFailure,
                    rankName(rendezvous.rank) + " cannot reach the other processes: " + firstLine(e),
                    "Check that the machines reach each other on all ports");
    }
}

} // namespace transcope::model
