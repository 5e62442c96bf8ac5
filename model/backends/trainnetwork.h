#pragma once

#include "model/backends/trainbatch.h"
#include "model/backends/trainlosses.h"
#include "model/nn/attention.h"
#include "model/weights/tensor.h"

#include <string>

namespace transcope::model {

/// The training labels at a glance, each [genes] float32.
struct LabelStart
{
    torch::Tensor mean, low, high;
};

/// A network as the trainer sees it, of any kind of method.
class TrainNetwork
{
public:
    virtual ~TrainNetwork() = default;
    virtual torch::nn::Module& module() = 0;
    /// What a weights file calls a tensor of the module.
    virtual std::string nameOf(const std::string& tensor) const { return tensor; }
    /// Predictions for a batch whose patches are in the network's dtype: [B, genes].
    virtual torch::Tensor forward(const TrainBatch& batch) = 0;
    /// What training makes small, a scalar in float32; other losses than the method's own are those of
    /// pointwiseLoss().
    virtual torch::Tensor loss(const TrainBatch& batch, Loss loss);
    /// Whether a weights file's tensor is the last layer's.
    virtual bool isHead(const std::string& tensor) const = 0;
    /// What of its start the labels decide: the last layer's biases are their mean.
    virtual void startAt(const LabelStart& labels);
    /// From now on the network computes in this precision.
    virtual void setType(torch::Dtype type) = 0;
    /// What the next steps leave out at random; a network that has no such thing takes no notice.
    virtual void leaveOut(const RandomMask& attention, double tokenShare);
    /// Where forward() looks up training spots: those of a weights file's tensors, all on this device. A
    /// network that does not look up takes no notice.
    virtual void recall(const TensorMap& weights, const torch::Device& device);
};

} // namespace transcope::model
