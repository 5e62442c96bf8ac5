#pragma once

#include "model/nn/torch.h"
#include "model/weights/tensor.h"

namespace transcope::model {

/// Spots whose embeddings and expression are known, to look up.
class TrainingSpots
{
public:
    /// embeddings: [spots, width]; expression: [spots, genes]. Throws c10::Error where they do not belong
    /// together.
    TrainingSpots(const HostTensor& embeddings, const HostTensor& expression, const torch::Device& device);
    std::int64_t width() const { return m_embeddings.size(1); }

    /// The plain mean over the RetrievedSpots spots (all, where there are fewer) whose embeddings have the
    /// largest cosine with the patch's. One matrix product finds them. patches: [n, width] → [n, genes].
    torch::Tensor expressionLike(const torch::Tensor& patches) const;

private:
    torch::Tensor m_embeddings, m_expression; ///< embeddings of length 1
};

} // namespace transcope::model
