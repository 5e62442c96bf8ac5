#pragma once

#include "model/kernels/workerpool.h"
#include "model/nn/torch.h"

#include <array>
#include <c10/core/Event.h>
#include <optional>

namespace transcope::model {

/// Brings host memory to a GPU: by all cores into pinned memory, one alone being slower than a large GPU
/// computes, and from there on a stream of its own, so that the next batch travels while the last one is
/// computed. On the CPU there is nothing to copy. From one thread at a time.
class CopyStream
{
public:
    /// device: with its index, "cuda:0". Throws c10::Error where it does not exist.
    explicit CopyStream(const torch::Device& device);

    /// The `bytes` at `from` and zeros after them as a tensor on the device. On the CPU bytes must fill it,
    /// and it looks at them where they are. What the caller's stream is given from now on waits for the copy;
    /// the calling thread does not, and may change its memory at once.
    torch::Tensor upload(const void* from, std::size_t bytes, at::IntArrayRef shape, torch::ScalarType type);

private:
    /// Pinned memory, and when it was read.
    struct Stage
    {
        torch::Tensor memory;
        std::optional<c10::Event> read;
    };
    const torch::Tensor& fill(Stage& stage, const void* from, std::size_t bytes, std::size_t wanted);

    torch::Device m_device;
    std::optional<c10::Stream> m_stream; ///< none on the CPU
    std::unique_ptr<WorkerPool> m_workers;
    std::array<Stage, 8> m_stages; ///< of two passes of up to four levels
    std::size_t m_next = 0;
};

} // namespace transcope::model
