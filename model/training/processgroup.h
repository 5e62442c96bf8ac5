#pragma once

#include "model/nn/torch.h"
#include "model/training/rendezvous.h"

#include <memory>
#include <stop_token>

namespace transcope::model {

/// What the processes of a training can do together. Methods throw std::exception where one is lost.
class Peers
{
public:
    virtual ~Peers() = default;
    /// Adds up values over all processes, in place.
    virtual void sum(torch::Tensor& values) = 0;
    /// Replaces values by those of rank 0.
    virtual void broadcast(torch::Tensor& values) = 0;
    /// Waits until all are here: afterwards none needs another any more.
    virtual void leave() = 0;
};

/// Meets the other processes through torch's process groups: NCCL on a CUDA device, Gloo otherwise.
/// run: options and data in words, the same for all. Errors: InvalidArgument (a process that runs something
/// else, two of one rank), DeviceFailure (one did not come in time, the meeting point cannot be opened: names
/// the address), Cancelled, Unsupported (this build has no process groups).
core::Result<std::unique_ptr<Peers>> meetPeers(const Rendezvous& rendezvous, const std::string& run,
                                               const torch::Device& device, std::stop_token stop);

/// The processes that train one network together; this one alone by default, when everything here is free.
/// Every process must call the same methods in the same order.
class ProcessGroup
{
public:
    ProcessGroup() = default;
    ProcessGroup(const Rendezvous& rendezvous, std::unique_ptr<Peers> peers)
        : m_rank(rendezvous.rank), m_size(rendezvous.size), m_peers(std::move(peers))
    {
    }

    int rank() const { return m_rank; }
    int size() const { return m_size; }
    bool alone() const { return m_size == 1; }

    /// Which of 0 … count − 1 are this process's.
    struct Share
    {
        std::size_t first = 0;
        std::size_t count = 0;
    };
    Share shareOf(std::size_t count) const;

    /// Adds up values (float32, any shape) over all processes, in place. own: how this process fared. Where
    /// one failed, all of them fail: it with its own error, the others with its code and rank.
    /// Errors: also DeviceFailure, a process was lost.
    core::Result<void> sum(torch::Tensor& values, const core::Result<void>& own = {});
    /// sum() of nothing: whether all processes fared well.
    core::Result<void> agree(const core::Result<void>& own);
    /// Gives every process rank 0's bytes. Errors: DeviceFailure.
    core::Result<void> broadcast(std::string& bytes);
    /// Ends the work together. Errors: DeviceFailure.
    core::Result<void> leave();

private:
    core::Result<void> withPeers(const std::function<void(Peers&)>& work) const;

    int m_rank = 0;
    int m_size = 1;
    std::unique_ptr<Peers> m_peers;
};

} // namespace transcope::model
