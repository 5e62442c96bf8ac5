#include "model/backends/alteredpatches.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/sectionnetwork.h"
#include "model/backends/trainnetwork.h"

namespace transcope::model {

namespace {

// Zeng et al. 2022, as their program trains it.
constexpr double CountShare = 0.25, DistilledShare = 0.5;
constexpr int AlteredCopies = 5;

class SectionTrainNetwork final : public TrainNetwork
{
public:
    explicit SectionTrainNetwork(const SectionConfig& config) : m_network(config) {}
    torch::nn::Module& module() override { return *m_network; }
    std::string nameOf(const std::string& tensor) const override
    {
        return tensor.substr(tensor.find('.') + 1);
    }
    torch::Tensor forward(const TrainBatch& batch) override
    {
        return m_network->expression(m_network->hidden(batch.levels.at(0), batch.grid));
    }
    torch::Tensor loss(const TrainBatch& batch, Loss loss) override
    {
        return loss == Loss::CountsDistilled ? countsDistilled(batch) : TrainNetwork::loss(batch, loss);
    }
    bool isHead(const std::string& tensor) const override { return tensor.starts_with("gene_head.1."); }
    void setType(torch::Dtype type) override { m_network->prepare(type); }

private:
    torch::Tensor countsDistilled(const TrainBatch& batch);
    torch::Tensor distilled(const TrainBatch& batch);

    SectionNetwork m_network;
};

torch::Tensor SectionTrainNetwork::countsDistilled(const TrainBatch& batch)
{
    TORCH_CHECK(batch.counts.defined(), "Hist2ST's loss needs raw counts");
    const auto h = m_network->hidden(batch.levels.at(0), batch.grid);
    const auto predicted = m_network->expression(h);
    const auto model = m_network->countModel(h);
    const auto counts =
        zeroInflatedLoss(batch.counts, model.mean * batch.sizeFactors, model.dispersion, model.zeros);
    return torch::mse_loss(predicted, batch.labels) + CountShare * counts +
           DistilledShare * torch::mse_loss(distilled(batch), predicted);
}

/// What altered copies of the patches predict, each spot's copies weighted as the network thinks best.
torch::Tensor SectionTrainNetwork::distilled(const TrainBatch& batch)
{
    std::mt19937_64 random(batch.seed);
    const auto patches = batch.levels.at(0).to(torch::kFloat);
    std::vector<torch::Tensor> predictions, weights;
    for (int copy = 0; copy < AlteredCopies; ++copy) {
        const auto h = m_network->hidden(alteredPatches(patches, random), batch.grid);
        predictions.push_back(m_network->expression(h));
        weights.push_back(m_network->countModel(h).weight);
    }
    return (torch::stack(predictions) * torch::stack(weights).softmax(0)).sum(0);
}

} // namespace

std::shared_ptr<TrainNetwork> makeSectionTrainNetwork(const SectionConfig& config)
{
    return std::make_shared<SectionTrainNetwork>(config);
}

} // namespace transcope::model
