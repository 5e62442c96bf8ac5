#pragma once

#include "model/nn/attention.h"

namespace transcope::model {

/// A patch-level network as the trainer sees it.
class TrainNetwork
{
public:
    virtual ~TrainNetwork() = default;
    virtual torch::nn::Module& module() = 0;
    /// levels: per level [B, 3, size, size] in the network's dtype, values in [0, 1]; an undefined tensor is
    /// a level that the batch does without. Result: [B, genes].
    virtual torch::Tensor forward(const std::vector<torch::Tensor>& levels) = 0;
    /// Whether a tensor of the module is the last layer's.
    virtual bool isHead(const std::string& tensor) const = 0;
    /// From now on the network computes in this precision.
    virtual void setType(torch::Dtype type) = 0;
    /// What the next steps leave out at random; a network that has no such thing takes no notice.
    virtual void leaveOut(const RandomMask& attention, double tokenShare);
};

} // namespace transcope::model
