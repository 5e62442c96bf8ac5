#include "model/training/rendezvous.h"

#include "core/base/try.h"

#include <charconv>
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

constexpr const char* Expected = "Torchrun and most cluster launchers set RANK, WORLD_SIZE, MASTER_ADDR and "
                                 "MASTER_PORT; set them by hand for each process otherwise";

/// A whole number within bounds. Without a fallback the variable must be set.
core::Result<int> number(const Environment& environment, const char* name, int least, int most,
                         std::optional<int> fallback = {})
{
    const char* text = environment(name);
    if (!text && fallback)
        return *fallback;
    if (!text)
        return fail(ErrorCode::InvalidArgument,
                    std::string("training with several processes: ") + name + " is not set", Expected);
    const std::string_view view = text;
    int value = 0;
    const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
    if (error != std::errc() || end != view.data() + view.size() || value < least || value > most)
        return fail(ErrorCode::InvalidArgument, std::string(name) + "=" + text + " is not a number from " +
                                                    std::to_string(least) + " to " + std::to_string(most));
    return value;
}

} // namespace

core::Result<Rendezvous> rendezvousFrom(const Environment& environment)
{
    constexpr int Many = 1 << 20;
    Rendezvous r;
    TRY(const auto size, number(environment, "WORLD_SIZE", 1, Many));
    const auto rank = number(environment, "RANK", 0, size - 1);
    const auto port = number(environment, "MASTER_PORT", 1, 65535);
    const auto localRank = number(environment, "LOCAL_RANK", 0, Many, rank.value_or(0));
    const auto attempt = number(environment, "TORCHELASTIC_RESTART_COUNT", 0, Many, 0);
    for (const auto* value : {&rank, &port, &localRank, &attempt})
        if (!*value)
            return tl::unexpected(value->error());
    const char* host = environment("MASTER_ADDR");
    if (!host || !*host)
        return fail(ErrorCode::InvalidArgument, "training with several processes: MASTER_ADDR is not set",
                    Expected);
    const char* kept = environment("TORCHELASTIC_USE_AGENT_STORE");
    r.rank = *rank;
    r.size = size;
    r.localRank = *localRank;
    r.host = host;
    r.port = static_cast<std::uint16_t>(*port);
    r.kept = kept && std::string_view(kept) == "True";
    r.attempt = *attempt;
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
