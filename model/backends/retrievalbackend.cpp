#include "model/backends/retrievalbackend.h"

#include "core/base/try.h"
#include "model/backends/torchbackend.h"
#include "model/backends/trainingspots.h"

namespace transcope::model {

using core::Result;

namespace {

class RetrievalBackend final : public PatchBackend
{
public:
    RetrievalBackend(std::unique_ptr<PatchBackend> encoder, const HostTensor& embeddings,
                     const HostTensor& expression, const torch::Device& device)
        : m_encoder(std::move(encoder)), m_device(device), m_spots(embeddings, expression, device)
    {
    }
    Result<void> forward(const std::vector<const std::uint8_t*>& levels, int count, float* out) override
    {
        return run(levels, count, out);
    }
    Result<void> forward(const std::vector<const float*>& levels, int count, float* out) override
    {
        return run(levels, count, out);
    }

private:
    template <class Value> Result<void> run(const std::vector<const Value*>& levels, int count, float* out)
    {
        std::vector<float> embedded(static_cast<std::size_t>(count * m_spots.width()));
        TRY_RUN(m_encoder->forward(levels, count, embedded.data()));
        return guardedTorch(m_device.str(), [&]() -> Result<void> {
            const c10::InferenceMode inference;
            const auto patches =
                torch::from_blob(embedded.data(), {count, m_spots.width()}, torch::kFloat).to(m_device);
            const auto rows = m_spots.expressionLike(patches).to(torch::kCPU).contiguous();
            std::copy_n(rows.data_ptr<float>(), rows.numel(), out);
            return {};
        });
    }

    std::unique_ptr<PatchBackend> m_encoder;
    torch::Device m_device;
    TrainingSpots m_spots;
};

} // namespace

Result<std::unique_ptr<PatchBackend>> makeRetrievalBackend(std::unique_ptr<PatchBackend> encoder,
                                                           const HostTensor& embeddings,
                                                           const HostTensor& expression,
                                                           const DeviceChoice& choice)
{
    return guardedTorch(choice.device, [&]() -> Result<std::unique_ptr<PatchBackend>> {
        return std::make_unique<RetrievalBackend>(std::move(encoder), embeddings, expression,
                                                  torch::Device(choice.device));
    });
}

} // namespace transcope::model
