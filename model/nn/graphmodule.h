#pragma once

#include "model/graph/graph.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// A Graph on LibTorch: its tensors are the module's parameters (running statistics: its buffers) under the
/// names that the graph gives them, and forward() computes it. Parameters are not initialised.
class GraphModuleImpl : public torch::nn::Module
{
public:
    explicit GraphModuleImpl(Graph graph);

    const Graph& graph() const { return m_graph; }
    /// inputs: in the order of graph().inputs(), [B, shape] floating, images best channels-last.
    /// Result: in the order of graph().outputs(), float32. Throws c10::Error on other shapes.
    std::vector<torch::Tensor> forward(const std::vector<torch::Tensor>& inputs);
    /// For inference: from now on convolutions' weights are channels-last; with bfloat16, convolutions and
    /// linear layers take and give it, but for those that give an output. Norms, softmax, position embeddings
    /// and what they are added to stay float32.
    void prepare(torch::ScalarType type);

private:
    torch::Tensor compute(std::size_t node, const std::vector<torch::Tensor>& x);
    torch::Tensor attend(std::size_t node, const torch::Tensor& qkv);
    void registerTensors();

    Graph m_graph;
    std::vector<std::vector<torch::Tensor>> m_tensors; ///< per node, as Op lists them; undefined: none
    std::vector<torch::Tensor> m_windowBias;           ///< per node, for inference: made when first needed
    std::vector<int> m_lastUse;                        ///< per value: the node after which it may go
};
TORCH_MODULE(GraphModule);

/// Registers an uninitialised tensor below a module: "layer1.0.conv1.weight" is the parameter weight of the
/// module conv1 of the module 0 of layer1; "running_…" is a buffer.
torch::Tensor registerTensor(torch::nn::Module& module, const std::string& name,
                             const std::vector<std::int64_t>& shape);

/// A graph with its weights, fused and ready for inference. tensors: all that the graph lists, perhaps more.
/// Throws c10::Error when they do not fit.
GraphModule readyGraph(const Graph& graph, TensorMap tensors, torch::ScalarType type,
                       const torch::Device& device);

} // namespace transcope::model
