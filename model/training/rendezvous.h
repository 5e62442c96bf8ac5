#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

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
/// LOCAL_RANK (else the rank), TORCHELASTIC_USE_AGENT_STORE and TORCHELASTIC_RESTART_COUNT. In place of one
/// that is not set, those that srun sets for a job's step: SLURM_PROCID, SLURM_STEP_NUM_TASKS, SLURM_LOCALID,
/// SLURM_RESTART_COUNT; the first host of SLURM_STEP_NODELIST, or SLURM_LAUNCH_NODE_IPADDR where no host has
/// that name; a port that follows from SLURM_JOB_ID and SLURM_STEP_ID. environment: value of a variable, null
/// where it is not set. Errors: InvalidArgument, naming the variable.
core::Result<Rendezvous> rendezvousFrom(const std::function<const char*(const char* variable)>& environment);

/// Of a list as Slurm writes it: "gpu[03-07,9],cpu1" begins with gpu03.
std::string firstHostOf(std::string_view nodes);

/// The device that a process takes for "cuda", its own of those on its machine; where it sees a single one,
/// as Slurm's --gpus-per-task has it, that. Other devices as they are. visible: CUDA devices that it sees.
std::string deviceOf(const Rendezvous& rendezvous, const std::string& device, int visible);

/// This machine's address on the way to a host, in numbers; empty where the host's name is not known.
std::string addressTowards(const std::string& host, std::uint16_t port);

} // namespace transcope::model
