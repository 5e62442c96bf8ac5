#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace transcope::model {

/// Where the processes of one training meet, and which of them this one is.
struct Rendezvous
{
    int rank = 0;           ///< 0 … size − 1; rank 0 keeps the meeting point and writes the files
    int size = 1;           ///< processes in all
    int localRank = 0;      ///< among the processes of this machine; picks the device of "cuda"
    std::string host;       ///< rank 0's, as every process reaches it
    std::uint16_t port = 0; ///< free on that host
    bool kept = false;      ///< a launcher (torchrun) already keeps the meeting point there
    int attempt = 0;        ///< counts the launcher's restarts of the same training
    std::chrono::seconds timeout{300}; ///< for all processes to come

    std::string place() const { return host + ":" + std::to_string(port); }
};

/// Reads torchrun's environment variables RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT, and where they are set
/// LOCAL_RANK (else the rank), TORCHELASTIC_USE_AGENT_STORE and TORCHELASTIC_RESTART_COUNT.
/// environment: value of a variable, null where it is not set. Errors: InvalidArgument, naming the variable.
core::Result<Rendezvous> rendezvousFrom(const std::function<const char*(const char* variable)>& environment);

/// This machine's address on the way to a host, in numbers; empty where the host's name is not known.
std::string addressTowards(const std::string& host, std::uint16_t port);

} // namespace transcope::model
