#include "model/training/processgroup.h"

#include <cstring>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

ProcessGroup::Share ProcessGroup::shareOf(std::size_t count) const
{
    const auto rank = static_cast<std::size_t>(m_rank), size = static_cast<std::size_t>(m_size);
    const std::size_t first = count * rank / size;
    return {first, count * (rank + 1) / size - first};
}

core::Result<void> ProcessGroup::sum(torch::Tensor& values, const core::Result<void>& own)
{
    if (alone())
        return own;
    torch::NoGradGuard guard;
    // One message: the values, then a number per process that is not 0 where that process failed.
    auto outcome = torch::zeros({m_size}, torch::kFloat);
    if (!own)
        outcome[m_rank] = static_cast<float>(own.error().code) + 1;
    auto message = torch::cat({values.flatten(), outcome.to(values.device())});
    if (auto done = withPeers([&](Peers& peers) { peers.sum(message); }); !done)
        return own ? done : own;
    values.copy_(message.narrow(0, 0, values.numel()).view_as(values));
    outcome = message.narrow(0, values.numel(), m_size).to(torch::kCPU);
    if (!own)
        return own;
    for (int rank = 0; rank < m_size; ++rank)
        if (const auto code = outcome[rank].item<float>(); code != 0)
            return fail(static_cast<ErrorCode>(static_cast<int>(code) - 1),
                        "rank " + std::to_string(rank) + " of " + std::to_string(m_size) +
                            " ended the training",
                        "Its own message says why");
    return {};
}

core::Result<void> ProcessGroup::agree(const core::Result<void>& own)
{
    auto nothing = torch::empty({0}, torch::kFloat);
    return sum(nothing, own);
}

core::Result<void> ProcessGroup::broadcast(std::string& bytes)
{
    if (alone())
        return {};
    return withPeers([&](Peers& peers) {
        auto length = torch::tensor(static_cast<std::int64_t>(bytes.size()));
        peers.broadcast(length);
        auto content = torch::empty({length.item<std::int64_t>()}, torch::kByte);
        if (m_rank == 0)
            std::memcpy(content.data_ptr(), bytes.data(), bytes.size());
        peers.broadcast(content);
        bytes.assign(static_cast<const char*>(content.data_ptr()), static_cast<std::size_t>(content.numel()));
    });
}

core::Result<void> ProcessGroup::leave()
{
    return alone() ? core::Result<void>() : withPeers([](Peers& peers) { peers.leave(); });
}

core::Result<void> ProcessGroup::withPeers(const std::function<void(Peers&)>& work) const
{
    try {
        work(*m_peers);
        return {};
    } catch (const std::exception& e) {
        const std::string what = e.what();
        return fail(ErrorCode::DeviceFailure,
                    "rank " + std::to_string(m_rank) + " of " + std::to_string(m_size) +
                        " lost the other processes of the training: " + what.substr(0, what.find('\n')),
                    "See their messages; the last checkpoint stays, --resume goes on from it");
    }
}

} // namespace transcope::model
