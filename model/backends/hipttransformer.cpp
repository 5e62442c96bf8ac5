#include "model/backends/hipttransformer.h"

#include "model/nn/positiongrid.h"
#include "model/nn/statedict.h"

namespace transcope::model {

namespace {

/// The tensors below a prefix that a graph has, without the prefix.
TensorMap below(const TensorMap& tensors, const std::string& prefix, const Shapes& wanted)
{
    TensorMap part;
    for (const auto& [name, shape] : wanted)
        if (const auto found = tensors.find(prefix + name); found != tensors.end())
            part[name] = found->second;
    return part;
}

torch::Tensor tensorAt(const TensorMap& tensors, const std::string& name)
{
    const auto found = tensors.find(name);
    TORCH_CHECK(found != tensors.end(), "tensor ", name, " is missing");
    return toTorch(found->second);
}

} // namespace

HiptTransformer::HiptTransformer(const HiptStage& stage, const TensorMap& tensors, const std::string& prefix,
                                 torch::ScalarType type, const torch::Device& device)
    : m_embedding(
          readyGraph(stage.embedding, below(tensors, prefix, stage.embedding.tensors()), type, device)),
      m_encoder(readyGraph(stage.encoder, below(tensors, prefix, stage.encoder.tensors()), type, device)),
      m_cls(tensorAt(tensors, prefix + "cls_token").to(device)),
      m_positions(tensorAt(tensors, prefix + "pos_embed").to(device))
{
}

torch::Tensor HiptTransformer::forward(const torch::Tensor& input, std::int64_t rows, std::int64_t columns)
{
    const auto tokens = m_embedding->forward({input}).front();
    const auto withCls = torch::cat({m_cls.expand({tokens.size(0), 1, m_cls.size(2)}), tokens}, 1);
    return m_encoder->forward({withCls + positionsForGrid(m_positions, rows, columns)}).front();
}

} // namespace transcope::model
