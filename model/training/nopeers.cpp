// Where LibTorch has no process groups that can be used here; see CMakeLists.txt.
#include "model/training/processgroup.h"

namespace transcope::model {

core::Result<std::unique_ptr<Peers>> meetPeers(const Rendezvous&, const std::string&, const torch::Device&,
                                               std::stop_token)
{
    return core::fail(
        core::ErrorCode::Unsupported, "this build cannot train with several processes",
        "Install Gloo's headers (Debian: libgloo-dev) or NCCL's and build again; see docs/training.md");
}

} // namespace transcope::model
