#pragma once

#include "model/nn/torch.h"

#include <optional>

namespace transcope::model {

/// Copies to a GPU on a stream of their own, so that the next batch travels while the last one is computed.
/// On the CPU there is nothing to copy.
class CopyStream
{
public:
    /// device: with its index, "cuda:0". Throws c10::Error where it does not exist.
    explicit CopyStream(const torch::Device& device);

    /// host: contiguous, in pinned memory for a GPU → the same on the device. What the caller's stream is
    /// given from now on waits for the copy; the calling thread does not.
    torch::Tensor upload(const torch::Tensor& host) const;

private:
    torch::Device m_device;
    std::optional<c10::Stream> m_stream; ///< none on the CPU
};

} // namespace transcope::model
