#include "model/backends/copystream.h"

// LibTorch's device-independent streams: they need no CUDA headers, so one build serves both.
#include <c10/core/Event.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace transcope::model {

CopyStream::CopyStream(const torch::Device& device) : m_device(device)
{
    if (!device.is_cpu())
        m_stream = c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device);
}

torch::Tensor CopyStream::upload(const torch::Tensor& host) const
{
    if (!m_stream)
        return host;
    const c10::Stream compute = c10::impl::VirtualGuardImpl(m_device.type()).getStream(m_device);
    torch::Tensor copy;
    {
        const c10::StreamGuard guard(*m_stream);
        copy = host.to(m_device, /*non_blocking=*/true);
    }
    c10::Event copied(m_device.type());
    copied.record(*m_stream);
    copied.block(compute);
    copy.record_stream(compute); // its memory is not given away before that stream is done with it
    return copy;
}

} // namespace transcope::model
