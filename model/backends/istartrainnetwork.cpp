#include "model/backends/istarheads.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/trainnetwork.h"

namespace transcope::model {

namespace {

/// levels[0] of a batch are features of superpixels. All heads are trained at once: they share no weight, so
/// that each goes its own way.
class IstarTrainNetwork final : public TrainNetwork
{
public:
    IstarTrainNetwork(int heads, int genes) : m_heads(heads, genes) {}
    torch::nn::Module& module() override { return *m_heads; }
    torch::Tensor forward(const TrainBatch& batch) override
    {
        return meansOfSpots(m_heads->predict(features(batch)), batch.superpixels);
    }
    torch::Tensor loss(const TrainBatch& batch, Loss loss) override
    {
        const auto labels = m_heads->scaled(batch.labels);
        auto sum = torch::zeros({}, labels.options());
        for (const torch::Tensor& predicted : m_heads->each(features(batch)))
            sum = sum + pointwiseLoss(loss, meansOfSpots(predicted, batch.superpixels), labels);
        return sum;
    }
    bool isHead(const std::string& tensor) const override
    {
        return tensor.find("net_out.") != std::string::npos;
    }
    void setType(torch::Dtype type) override
    {
        m_type = type;
        const torch::NoGradGuard noGrad;
        for (torch::Tensor& parameter : module().parameters()) // and not the ranges
            parameter.set_data(parameter.to(type));
    }
    void startAt(const LabelStart& labels) override { m_heads->setRange(labels.low, labels.high); }

private:
    torch::Tensor features(const TrainBatch& batch) const { return batch.levels.at(0).to(m_type); }

    IstarHeads m_heads;
    torch::Dtype m_type = torch::kFloat;
};

} // namespace

std::shared_ptr<TrainNetwork> makeIstarTrainNetwork(int heads, int genes)
{
    return std::make_shared<IstarTrainNetwork>(heads, genes);
}

} // namespace transcope::model
