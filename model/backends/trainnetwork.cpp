#include "model/backends/trainnetwork.h"

#include "model/backends/maketrainnetwork.h"
#include "model/m2ost/m2ost.h"
#include "model/nn/channelnormalisation.h"
#include "model/nn/graphmodule.h"
#include "model/nn/graphstart.h"

namespace transcope::model {

torch::Tensor TrainNetwork::loss(const TrainBatch& batch, Loss loss)
{
    return pointwiseLoss(loss, forward(batch).to(torch::kFloat), batch.labels);
}

void TrainNetwork::startAt(const LabelStart& labels)
{
    for (auto& item : module().named_parameters())
        if (item.value().dim() == 1 && isHead(nameOf(item.key())))
            item.value().copy_(labels.mean);
}

void TrainNetwork::leaveOut(const RandomMask&, double) {}
void TrainNetwork::recall(const TensorMap&, const torch::Device&) {}

namespace {

class M2ostTrainNetwork : public TrainNetwork
{
public:
    explicit M2ostTrainNetwork(const M2ostConfig& config) : m_model(config) {}
    torch::nn::Module& module() override { return *m_model; }
    torch::Tensor forward(const TrainBatch& batch) override { return m_model(batch.levels); }
    bool isHead(const std::string& tensor) const override { return tensor.starts_with("mlp_head"); }
    void setType(torch::Dtype type) override { m_model->to(type); }
    void leaveOut(const RandomMask& attention, double tokenShare) override
    {
        m_model->setMask(attention);
        m_model->setTokenShare(tokenShare);
    }

private:
    M2ost m_model;
};

class GraphTrainNetwork : public TrainNetwork
{
public:
    GraphTrainNetwork(const Graph& graph, const core::PatchSpec& patches)
        : m_model(graph), m_normalise(patches.mean, patches.sd)
    {
    }
    torch::nn::Module& module() override { return *m_model; }
    torch::Tensor forward(const TrainBatch& batch) override
    {
        const auto image = m_normalise(batch.levels.at(0).to(torch::kFloat), 1);
        return m_model->forward({image.contiguous(torch::MemoryFormat::ChannelsLast)}).front();
    }
    bool isHead(const std::string& tensor) const override { return m_model->graph().isHead(tensor); }
    void setType(torch::Dtype type) override { m_model->prepare(type); }

private:
    GraphModule m_model;
    ChannelNormalisation m_normalise;
};

} // namespace

std::shared_ptr<TrainNetwork> makeM2ostTrainNetwork(const M2ostConfig& config)
{
    return std::make_shared<M2ostTrainNetwork>(config);
}

std::shared_ptr<TrainNetwork> makeGraphTrainNetwork(const Graph& graph, const core::PatchSpec& patches,
                                                    bool zeroHead)
{
    auto network = std::make_shared<GraphTrainNetwork>(graph, patches);
    initialise(graph, network->module());
    const torch::NoGradGuard noGrad;
    for (const auto& item : network->module().named_parameters())
        if (zeroHead && network->isHead(item.key()))
            item.value().zero_();
    return network;
}

} // namespace transcope::model
