#pragma once

#include "model/graph/graph.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// Whose way a network starts.
enum class Start {
    /// Convolutional networks (with ReLUs): convolutions Kaiming-normal by what they give, their biases 0,
    /// linear layers as PyTorch's own. Transformers (without): weights and learned tokens normal with a
    /// deviation of 0.02, biases 0.
    Torchvision,
    Pytorch, ///< each layer as PyTorch's own: uniform within 1 / √(values that go into one)
};

/// Starting values for a graph's module, from torch's global generator. Norms start as the identity.
void initialise(const Graph& graph, torch::nn::Module& module, Start start = Start::Torchvision);

} // namespace transcope::model
