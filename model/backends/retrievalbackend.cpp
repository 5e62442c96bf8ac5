#include "model/backends/retrievalbackend.h"

#include "core/base/try.h"
#include "model/backends/torchbackend.h"
#include "model/nn/statedict.h"

namespace transcope::model {

using core::Result;

namespace {

/// Rows of length 1.
torch::Tensor normalised(const torch::Tensor& x)
{
    return x / x.norm(2, 1, /*keepdim=*/true).clamp_min(1e-12);
}

class RetrievalBackend final : public PatchBackend
{
public:
    RetrievalBackend(std::unique_ptr<PatchBackend> encoder, const HostTensor& embeddings,
                     const HostTensor& expression, const torch::Device& device)
        : m_encoder(std::move(encoder)), m_device(device),
          m_embeddings(normalised(toTorch(embeddings)).to(device)),
          m_expression(toTorch(expression).to(device))
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
        std::vector<float> embedded(static_cast<std::size_t>(count * m_embeddings.size(1)));
        TRY_RUN(m_encoder->forward(levels, count, embedded.data()));
        return guardedTorch(m_device.str(), [&]() -> Result<void> {
            const c10::InferenceMode inference;
            const auto patches =
                torch::from_blob(embedded.data(), {count, m_embeddings.size(1)}, torch::kFloat).to(m_device);
            const auto cosines = torch::matmul(normalised(patches), m_embeddings.t());
            const auto most = std::min<std::int64_t>(RetrievedSpots, m_embeddings.size(0));
            const auto nearest = std::get<1>(cosines.topk(most, 1, /*largest=*/true, /*sorted=*/false));
            const auto rows = m_expression.index_select(0, nearest.flatten())
                                  .view({count, most, m_expression.size(1)})
                                  .mean(1)
                                  .to(torch::kCPU)
                                  .contiguous();
            std::copy_n(rows.template data_ptr<float>(), rows.numel(), out);
            return {};
        });
    }

    std::unique_ptr<PatchBackend> m_encoder;
    torch::Device m_device;
    torch::Tensor m_embeddings, m_expression;
};

} // namespace

Result<std::unique_ptr<PatchBackend>> makeRetrievalBackend(std::unique_ptr<PatchBackend> encoder,
                                                           const HostTensor& embeddings,
                                                           const HostTensor& expression,
                                                           const DeviceChoice& choice)
{
    return guardedTorch(choice.device, [&]() -> Result<std::unique_ptr<PatchBackend>> {
        TORCH_CHECK(embeddings.shape.size() == 2 && expression.shape.size() == 2 && embeddings.shape[0] > 0 &&
                        embeddings.shape[0] == expression.shape[0],
                    "the training spots' embeddings ", torch::IntArrayRef(embeddings.shape),
                    " and expression ", torch::IntArrayRef(expression.shape), " do not belong together");
        return std::make_unique<RetrievalBackend>(std::move(encoder), embeddings, expression,
                                                  torch::Device(choice.device));
    });
}

} // namespace transcope::model
