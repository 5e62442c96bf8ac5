#include "model/backends/trainingspots.h"

#include "model/comparators/bleep.h"
#include "model/nn/statedict.h"

namespace transcope::model {

namespace {

/// Rows of length 1.
torch::Tensor normalised(const torch::Tensor& x)
{
    return x / x.norm(2, 1, /*keepdim=*/true).clamp_min(1e-12);
}

} // namespace

TrainingSpots::TrainingSpots(const HostTensor& embeddings, const HostTensor& expression,
                             const torch::Device& device)
{
    TORCH_CHECK(embeddings.shape.size() == 2 && expression.shape.size() == 2 && embeddings.shape[0] > 0 &&
                    embeddings.shape[0] == expression.shape[0],
                "the training spots' embeddings ", torch::IntArrayRef(embeddings.shape), " and expression ",
                torch::IntArrayRef(expression.shape), " do not belong together");
    m_embeddings = normalised(toTorch(embeddings)).to(device);
    m_expression = toTorch(expression).to(device);
}

torch::Tensor TrainingSpots::expressionLike(const torch::Tensor& patches) const
{
    const auto cosines = torch::matmul(normalised(patches), m_embeddings.t());
    const auto most = std::min<std::int64_t>(RetrievedSpots, m_embeddings.size(0));
    const auto nearest = std::get<1>(cosines.topk(most, 1, /*largest=*/true, /*sorted=*/false));
    return m_expression.index_select(0, nearest.flatten())
        .view({patches.size(0), most, m_expression.size(1)})
        .mean(1);
}

} // namespace transcope::model
