#include "model/backends/copystream.h"

// LibTorch's device-independent streams: they need no CUDA headers, so one build serves both.
#include <algorithm>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <cstring>

namespace transcope::model {

namespace {

constexpr std::size_t TaskBytes = std::size_t{1} << 20;

} // namespace

CopyStream::CopyStream(const torch::Device& device) : m_device(device)
{
    if (device.is_cpu())
        return;
    m_stream = c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device);
    m_workers = std::make_unique<WorkerPool>();
}

const torch::Tensor& CopyStream::fill(Stage& stage, const void* from, std::size_t bytes, std::size_t wanted)
{
    while (stage.read && !stage.read->query())
        std::this_thread::yield();
    if (!stage.memory.defined() || stage.memory.nbytes() != wanted)
        stage.memory = torch::empty({static_cast<std::int64_t>(wanted)},
                                    torch::TensorOptions(torch::kByte).pinned_memory(true));
    auto* to = stage.memory.data_ptr<std::uint8_t>();
    const auto tasks = static_cast<int>((wanted + TaskBytes - 1) / TaskBytes);
    m_workers->run(tasks, [&](int task, int) {
        const std::size_t begin = static_cast<std::size_t>(task) * TaskBytes,
                          end = std::min(begin + TaskBytes, wanted);
        const std::size_t there = std::clamp(bytes, begin, end);
        std::memcpy(to + begin, static_cast<const std::uint8_t*>(from) + begin, there - begin);
        std::memset(to + there, 0, end - there);
    });
    return stage.memory;
}

torch::Tensor CopyStream::upload(const void* from, std::size_t bytes, at::IntArrayRef shape,
                                 torch::ScalarType type)
{
    if (!m_stream)
        return torch::from_blob(const_cast<void*>(from), shape, type);
    const std::size_t wanted =
        static_cast<std::size_t>(c10::multiply_integers(shape)) * c10::elementSize(type);
    Stage& stage = m_stages[m_next++ % m_stages.size()];
    const torch::Tensor& host = fill(stage, from, bytes, wanted);
    const c10::Stream compute = c10::impl::VirtualGuardImpl(m_device.type()).getStream(m_device);
    torch::Tensor copy;
    {
        const c10::StreamGuard guard(*m_stream);
        copy = host.to(m_device, /*non_blocking=*/true);
    }
    stage.read.emplace(m_device.type());
    stage.read->record(*m_stream);
    stage.read->block(compute);
    copy.record_stream(compute); // its memory is not given away before that stream is done with it
    return copy.view(type).view(shape);
}

} // namespace transcope::model
