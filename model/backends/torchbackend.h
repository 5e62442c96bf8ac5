#pragma once

#include "model/backends/copystream.h"
#include "model/backends/device.h"
#include "model/backends/patchbackend.h"
#include "model/nn/channelnormalisation.h"

#include <memory>

namespace transcope::model {

/// A patch-level network as TorchBackend runs it.
class TorchNetwork
{
public:
    virtual ~TorchNetwork() = default;
    /// images: per level [B, 3, size, size], channels-last, float32 as the network itself takes them; 8-bit
    /// as they are where it takes those. Result: [B, genes] float32. In inference mode.
    virtual torch::Tensor forward(const std::vector<torch::Tensor>& images) = 0;
    virtual bool takesBytes() const { return false; }
};

/// What a TorchBackend needs to know of its network.
struct TorchBackendOptions
{
    int levels = 1;
    int sizePx = 224;
    int cpuPass = 1; ///< spots that the CPU computes at a time
    /// The same of a GPU. Libraries pick other code for other batch sizes and so round differently; a pass of
    /// a fixed size, filled up with black patches, keeps every spot's bits the same.
    int cudaPass = 64;
    std::array<double, 3> mean{}, sd{1, 1, 1}; ///< the network takes (value / 255 − mean) / sd
};

/// A network on LibTorch, on the CPU or a CUDA device.
class TorchBackend : public PatchBackend
{
public:
    TorchBackend(std::unique_ptr<TorchNetwork> network, const torch::Device& device,
                 const TorchBackendOptions& options);
    core::Result<void> forward(const std::vector<const std::uint8_t*>& levels, int count,
                               float* out) override;
    core::Result<void> forward(const std::vector<const float*>& levels, int count, float* out) override;

private:
    template <class Value>
    core::Result<void> run(const std::vector<const Value*>& levels, int count, float* out);

    std::unique_ptr<TorchNetwork> m_network;
    torch::Device m_device;
    CopyStream m_copies;
    TorchBackendOptions m_options;
    int m_pass;
    ChannelNormalisation m_normalise;
};

/// What a library's message means for the user of a device.
core::Error torchError(const std::string& device, std::string message);

/// Runs `work` and turns what libraries throw into an Error. threads: LibTorch's on the CPU from now on, for
/// the whole process; 0 leaves them as they are.
template <class Work>
auto guardedTorch(const std::string& device, Work work, int threads = 0) -> decltype(work())
{
    try {
        if (threads > 0)
            torch::set_num_threads(threads);
        return work();
    } catch (const c10::Error& e) {
        return tl::unexpected(torchError(device, e.what_without_backtrace()));
    } catch (const std::exception& e) { // std::bad_alloc, and oneDNN's own
        return tl::unexpected(torchError(device, e.what()));
    }
}

} // namespace transcope::model
