#pragma once

#include "model/graph/graph.h"
#include "model/nn/torch.h"

namespace transcope::model {

/// Starting values for a graph's module, from torch's global generator, as torchvision starts such networks.
/// With ReLUs: convolutions Kaiming-normal by what they give, linear layers as PyTorch's own. Without:
/// weights and learned tokens normal with a deviation of 0.02, biases 0. Norms start as the identity.
void initialise(const Graph& graph, torch::nn::Module& module);

} // namespace transcope::model
