#include "model/training/rendezvous.h"

#include "core/base/try.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>
#include <netdb.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace transcope::model {

namespace {

using core::ErrorCode;
using core::fail;
using Environment = std::function<const char*(const char*)>;

constexpr const char* Expected =
    "Start it with srun, torchrun or another launcher that sets RANK, WORLD_SIZE, "
    "MASTER_ADDR and MASTER_PORT; set them by hand for each process otherwise";

struct Variable
{
    const char* name;
    const char* text; ///< null where it is not set
};

/// The one that goes first, where it is set; else Slurm's.
Variable eitherOf(const Environment& environment, const char* name, const char* slurms)
{
    const char* text = environment(name);
    return !text && environment(slurms) ? Variable{slurms, environment(slurms)} : Variable{name, text};
}

/// A whole number within bounds. Without a fallback the variable must be set.
core::Result<int> number(const Variable& variable, int least, int most, std::optional<int> fallback = {})
{
    if (!variable.text && fallback)
        return *fallback;
    if (!variable.text)
        return fail(ErrorCode::InvalidArgument,
                    std::string("training with several processes: ") + variable.name + " is not set",
                    Expected);
    const std::string_view view = variable.text;
    int value = 0;
    const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
    if (error != std::errc() || end != view.data() + view.size() || value < least || value > most)
        return fail(ErrorCode::InvalidArgument, std::string(variable.name) + "=" + variable.text +
                                                    " is not a number from " + std::to_string(least) +
                                                    " to " + std::to_string(most));
    return value;
}

constexpr int Many = 1 << 20;

/// MASTER_PORT; else one that a step of a job of Slurm has for itself, below those that systems give away.
core::Result<int> portFrom(const Environment& environment)
{
    constexpr int First = 15000, Ports = 15000, StepsApart = 8;
    const Variable port{"MASTER_PORT", environment("MASTER_PORT")};
    const Variable job{"SLURM_JOB_ID", environment("SLURM_JOB_ID")};
    if (port.text || !job.text)
        return number(port, 1, 65535);
    TRY(const auto jobId, number(job, 0, std::numeric_limits<int>::max()));
    TRY(const auto step, number({"SLURM_STEP_ID", environment("SLURM_STEP_ID")}, 0, Many, 0));
    return First + (jobId % Ports * StepsApart + step) % Ports;
}

/// MASTER_ADDR; else the first host of a step of a job of Slurm, which has rank 0; else, where nobody knows a
/// host by its node's name, the host that srun was called on: of a batch script its first.
core::Result<std::string> hostFrom(const Environment& environment, int port)
{
    const Variable host = {"MASTER_ADDR", environment("MASTER_ADDR")};
    const char* nodes = environment("SLURM_STEP_NODELIST");
    if ((!host.text || !*host.text) && (host.text || !nodes))
        return fail(ErrorCode::InvalidArgument, "training with several processes: MASTER_ADDR is not set",
                    Expected);
    if (host.text)
        return std::string(host.text);
    const std::string first = firstHostOf(nodes);
    const char* launcher = environment("SLURM_LAUNCH_NODE_IPADDR");
    return launcher && addressTowards(first, static_cast<std::uint16_t>(port)).empty() ? launcher : first;
}

} // namespace

std::string firstHostOf(std::string_view nodes)
{
    std::string host;
    for (std::size_t at = 0; at < nodes.size() && nodes[at] != ','; ++at) {
        if (nodes[at] != '[') {
            host += nodes[at];
            continue;
        }
        const auto close = std::min(nodes.find(']', at), nodes.size());
        const auto end = std::min(nodes.find_first_of("-,]", at), close);
        host += nodes.substr(at + 1, end - at - 1);
        at = close;
    }
    return host;
}

std::string deviceOf(const Rendezvous& rendezvous, const std::string& device, int visible)
{
    if (device != "cuda")
        return device;
    return "cuda:" + std::to_string(visible == 1 ? 0 : rendezvous.localRank);
}

core::Result<Rendezvous> rendezvousFrom(const Environment& environment)
{
    Rendezvous r;
    const Variable own = eitherOf(environment, "RANK", "SLURM_PROCID");
    const Variable local =
        eitherOf(environment, "LOCAL_RANK", environment("RANK") ? "LOCAL_RANK" : "SLURM_LOCALID");
    TRY(r.size, number(eitherOf(environment, "WORLD_SIZE", "SLURM_STEP_NUM_TASKS"), 1, Many));
    TRY(r.rank, number(own, 0, r.size - 1));
    TRY(const auto port, portFrom(environment));
    TRY(r.localRank, number(local, 0, Many, r.rank));
    TRY(r.attempt,
        number(eitherOf(environment, "TORCHELASTIC_RESTART_COUNT", "SLURM_RESTART_COUNT"), 0, Many, 0));
    TRY(r.host, hostFrom(environment, port));
    const char* kept = environment("TORCHELASTIC_USE_AGENT_STORE");
    r.port = static_cast<std::uint16_t>(port);
    r.kept = kept && std::string_view(kept) == "True";
    return r;
}

std::string addressTowards(const std::string& host, std::uint16_t port)
{
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_DGRAM; // connecting one sends nothing, it only chooses the way
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        return {};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
    for (const addrinfo* a = found; a; a = a->ai_next) {
        const int probe = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol);
        if (probe < 0)
            continue;
        sockaddr_storage own{};
        socklen_t length = sizeof own;
        char text[NI_MAXHOST] = "";
        if (connect(probe, a->ai_addr, a->ai_addrlen) == 0 &&
            getsockname(probe, reinterpret_cast<sockaddr*>(&own), &length) == 0)
            getnameinfo(reinterpret_cast<sockaddr*>(&own), length, text, sizeof text, nullptr, 0,
                        NI_NUMERICHOST);
        close(probe);
        if (*text)
            return text;
    }
    return {};
}

} // namespace transcope::model
