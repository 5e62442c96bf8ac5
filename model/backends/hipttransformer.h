#pragma once

#include "model/comparators/hipt.h"
#include "model/nn/graphmodule.h"

namespace transcope::model {

/// One of HIPT's transformers on LibTorch, for inference.
class HiptTransformer
{
public:
    /// tensors: what stage.tensors() lists, perhaps more, below `prefix`. Throws c10::Error.
    HiptTransformer(const HiptStage& stage, const TensorMap& tensors, const std::string& prefix,
                    torch::ScalarType type, const torch::Device& device);
    /// input: what the embedding takes, [B, …] → [B, 1 + rows · columns, width] float32, the cls token first.
    torch::Tensor forward(const torch::Tensor& input, std::int64_t rows, std::int64_t columns);

private:
    GraphModule m_embedding, m_encoder;
    torch::Tensor m_cls, m_positions;
};

} // namespace transcope::model
