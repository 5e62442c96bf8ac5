#include "model/backends/maketrainnetwork.h"
#include "model/backends/trainingspots.h"
#include "model/backends/trainnetwork.h"
#include "model/comparators/bleep.h"
#include "model/nn/graphmodule.h"
#include "model/nn/graphstart.h"

#include <optional>

namespace transcope::model {

namespace {

class BleepTrainNetwork final : public TrainNetwork
{
public:
    BleepTrainNetwork(int genes, const core::PatchSpec& patches)
        : m_image(makeGraphTrainNetwork(bleepImage(), patches, /*zeroHead=*/false)), m_spot(bleepSpot(genes))
    {
        initialise(m_spot->graph(), *m_spot, Start::Pytorch);
        m_both.register_module("image", m_image->module().shared_from_this());
        m_both.register_module("spot", m_spot);
    }
    torch::nn::Module& module() override { return m_both; }
    std::string nameOf(const std::string& tensor) const override
    {
        return tensor.substr(tensor.find('.') + 1);
    }
    torch::Tensor forward(const TrainBatch& batch) override
    {
        TORCH_CHECK(m_spots, "BLEEP has no training spots to look up");
        return m_spots->expressionLike(m_image->forward(batch));
    }
    torch::Tensor loss(const TrainBatch& batch, Loss loss) override
    {
        TORCH_CHECK(loss == Loss::Contrastive, "BLEEP has no such loss");
        return contrastiveLoss(m_spot->forward({batch.labels}).front(), m_image->forward(batch));
    }
    /// The weights alone: there is no bias that could start at the mean expression.
    bool isHead(const std::string& tensor) const override
    {
        return tensor == "spot_projection.projection.weight";
    }
    void setType(torch::Dtype type) override
    {
        m_image->setType(type);
        m_spot->prepare(type);
    }
    void recall(const TensorMap& weights, const torch::Device& device) override
    {
        m_spots.emplace(weights.at(BleepEmbeddings), weights.at(BleepExpression), device);
    }

private:
    std::shared_ptr<TrainNetwork> m_image;
    GraphModule m_spot;
    torch::nn::Module m_both;
    std::optional<TrainingSpots> m_spots;
};

} // namespace

std::shared_ptr<TrainNetwork> makeBleepTrainNetwork(int genes, const core::PatchSpec& patches)
{
    return std::make_shared<BleepTrainNetwork>(genes, patches);
}

} // namespace transcope::model
