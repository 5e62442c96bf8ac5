#pragma once

#include <string>

namespace transcope::model {

/// The most memory that work takes, from when the object is made. On a CUDA device: what LibTorch had
/// allocated on the card, network, activations and optimiser together. On the CPU: the whole process's
/// resident memory, program, libraries and the read part of a packed file included. One at a time in a
/// process.
class PeakMemory
{
public:
    /// device: "cpu", "cuda", "cuda:N".
    explicit PeakMemory(const std::string& device);
    /// 10⁶ bytes. NaN where it cannot be told: a LibTorch whose CUDA headers were missing when this was
    /// built, a system without Linux's /proc/self/clear_refs.
    double megabytes() const;

private:
    std::string m_device;
    bool m_begun = false; ///< the system's count could be set back
};

} // namespace transcope::model
