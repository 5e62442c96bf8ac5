#pragma once

#include "model/backends/trainnetwork.h"
#include "model/training/trainsetup.h"
#include "model/weights/tensor.h"

namespace transcope::model {

/// A network's tensors in float32 with a copy that computes in the wanted precision. In bfloat16 both forward
/// and backward run on the copy; sums and the optimiser's steps stay in float32. Running statistics are among
/// the parameters: they get no gradients, and takeGradients() brings what the copy made of them.
class MixedModel
{
public:
    /// Weights start as PyTorch does (torch's global generator), position embeddings scaled as the options
    /// say.
    MixedModel(const TrainSetup& setup, const TrainOptions& options, torch::Dtype type,
               const torch::Device& device);

    torch::Dtype type() const { return m_type; }
    /// What computes; in training mode or not as it was last set.
    TrainNetwork& network() { return *m_work; }
    /// The float32 parameters, in a fixed order.
    const std::vector<torch::Tensor>& parameters() const { return m_parameters; }
    /// What of the start the labels decide.
    void startAt(const LabelStart& labels);

    /// Copies the given values (in the order of parameters()) into the network that computes.
    void use(const std::vector<torch::Tensor>& values);
    /// Moves the gradients of the network that computes to parameters(), as float32, and clears them there.
    void takeGradients();

    /// Values in the order of parameters() as a weights file names them.
    TensorMap toTensorMap(const std::vector<torch::Tensor>& values) const;
    /// Sets those of parameters() that `tensors` holds with the same shape; without `withHead` the head stays
    /// as it is. Returns how many were set.
    int loadMatching(const TensorMap& tensors, bool withHead);
    /// Sets parameters(). Errors: ModelFailure (a tensor is missing or has another shape).
    core::Result<void> load(const TensorMap& tensors);

private:
    torch::Dtype m_type;
    std::shared_ptr<TrainNetwork> m_master, m_work;
    std::vector<std::string> m_names;
    std::vector<torch::Tensor> m_parameters, m_working;
};

/// The precision that "auto" means on a device: bfloat16 where training with it is fast.
torch::Dtype trainingType(const std::string& precision, const torch::Device& device);

} // namespace transcope::model
