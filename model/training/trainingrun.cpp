#include "model/training/trainingrun.h"

#include "core/base/try.h"
#include "core/stats/meanprofile.h"
#include "model/nn/fusedattention.h"
#include "model/training/gradientsum.h"
#include "model/training/optimiser.h"
#include "model/training/torcherror.h"

#include <algorithm>
#include <chrono>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

TrainingRun::TrainingRun(const PackFile& data, const Split& split, const TrainOptions& options,
                         const TrainSetup& setup, const WeightsFile* start, ProcessGroup& group,
                         std::stop_token stop)
    : m_data(data), m_split(split), m_options(options), m_setup(setup), m_group(group),
      m_stop(std::move(stop)), m_device(options.device),
      m_source(makeBatchSource(data, split.train, m_options, m_setup)),
      m_depth(options.depthInput ? DepthEffect(data, split.train) : DepthEffect())
{
    torch::manual_seed(options.seed);
    m_model =
        std::make_unique<MixedModel>(m_setup, options, trainingType(options.precision, m_device), m_device);
    if (start)
        m_model->loadMatching(start->tensors, start->card.genes == data.header().genes);
    startAtLabels();
    for (const torch::Tensor& p : m_model->parameters()) {
        m_state.firstMoments.push_back(torch::zeros_like(p));
        m_state.secondMoments.push_back(torch::zeros_like(p));
        if (options.averaging > 0)
            m_state.average.push_back(p.detach().clone());
    }
}

void TrainingRun::resume(TrainState state)
{
    torch::NoGradGuard guard;
    m_state = std::move(state);
    for (std::size_t i = 0; i < m_state.parameters.size(); ++i)
        m_model->parameters()[i].copy_(m_state.parameters[i]);
}

core::Result<void> TrainingRun::startAsRankZero()
{
    if (m_group.alone())
        return {};
    keepParameters();
    std::string bytes = m_group.rank() == 0 ? stateToBytes(m_state) : std::string();
    TRY_RUN(m_group.broadcast(bytes));
    resume(stateFromBytes(bytes, m_device));
    return {};
}

core::Result<EpochRecord> TrainingRun::epoch(int number, core::ProgressMeter& meter)
{
    const auto start = Clock::now();
    EpochRecord record;
    record.epoch = number;
    TRY(auto loss, trainOnce(number, meter));
    record.trainLoss = loss;
    TRY(const auto scores, scoresOf(candidates()));
    record.validationLoss = scores.loss;
    record.validationScore = scores.meanScore;
    record.seconds = secondsSince(start);
    keepIfBest(record);
    m_state.curve.push_back(record);
    keepParameters();
    return record;
}

void TrainingRun::keepParameters()
{
    m_state.parameters.clear();
    for (const torch::Tensor& p : m_model->parameters())
        m_state.parameters.push_back(p.detach());
}

void TrainingRun::startAtLabels()
{
    const std::size_t genes = m_data.header().genes.size();
    core::MeanProfile profile(genes);
    constexpr float Far = std::numeric_limits<float>::infinity();
    std::vector<float> low(genes, Far), high(genes, -Far);
    for (const std::int64_t spot : m_split.train) {
        const auto labels = m_data.labels(spot);
        profile.add(labels);
        for (std::size_t g = 0; g < genes; ++g) {
            low[g] = std::min(low[g], labels[g]);
            high[g] = std::max(high[g], labels[g]);
        }
    }
    m_model->startAt({torch::tensor(profile.means()), torch::tensor(low), torch::tensor(high)});
}

core::Result<double> TrainingRun::trainOnce(int number, core::ProgressMeter& meter)
{
    // All randomness of an epoch comes from here, so that a resumed run draws the same.
    std::mt19937_64 random(m_options.seed * 0x9E3779B97F4A7C15ull + static_cast<std::uint64_t>(number));
    torch::manual_seed(random());
    double sum = 0;
    for (const auto& spots : m_source->epoch(random)) {
        const auto start = Clock::now();
        const auto loss = step(spots, random);
        if (!loss)
            return loss;
        m_stepSeconds += secondsSince(start);
        m_spotsTrained += static_cast<std::int64_t>(spots.size());
        if (!std::isfinite(*loss))
            return fail(ErrorCode::ModelFailure,
                        "the loss is not a finite number in epoch " + std::to_string(number),
                        "Lower the learning rate");
        sum += *loss * static_cast<double>(spots.size());
        meter.advance(static_cast<std::int64_t>(spots.size()));
    }
    return sum / static_cast<double>(m_split.train.size());
}

core::Result<double> TrainingRun::step(std::span<const std::int64_t> spots, std::mt19937_64& random)
{
    // Drawn for the whole batch by every process, so that nothing depends on how the batch is shared.
    const BatchDraws draws = drawBatch(m_options, m_setup.levels.size(), spots.size(), random);
    const auto loss = sumGradients(m_group, m_model->parameters(), gradients(spots, draws));
    if (!loss)
        return loss;
    TRY_RUN(shareStatistics(static_cast<double>(m_group.shareOf(spots.size()).count) /
                            static_cast<double>(spots.size())));
    optimiserStep(m_model->parameters(), m_state, m_options,
                  learningRateAt(m_options, m_state.steps, m_source->batchesPerEpoch()));
    averageStep(m_model->parameters(), m_state, m_options.averaging);
    return loss;
}

core::Result<double> TrainingRun::gradients(std::span<const std::int64_t> spots, const BatchDraws& draws)
{
    if (m_stop.stop_requested())
        return fail(ErrorCode::Cancelled, "training was cancelled");
    const auto [first, count] = m_group.shareOf(spots.size());
    if (count == 0) // the last batch of an epoch may be smaller than the group
        return 0;
    // An error must not keep this process from the sum that the others wait in.
    return withTorchErrors([&]() -> core::Result<double> {
        const BatchDraws mine = draws.part(first, count);
        TrainBatch batch = m_source->make(spots.subspan(first, count), mine, m_model->type(), m_device);
        if (!m_depth.isNone())
            batch.labels -= torch::tensor(m_depth.of(m_data, spots.subspan(first, count)))
                                .view_as(batch.labels)
                                .to(m_device);
        const FusedAttentionGuard fused;
        TrainNetwork& network = m_model->network();
        network.module().train();
        network.leaveOut({m_options.maskRate, mine.maskSeeds}, m_options.tokenShare);
        m_model->use(m_model->parameters());
        const auto loss = network.loss(batch, m_options.loss) *
                          (static_cast<double>(count) / static_cast<double>(spots.size()));
        loss.backward();
        m_model->takeGradients();
        return loss.item<double>();
    });
}

core::Result<void> TrainingRun::shareStatistics(double share)
{
    if (m_group.alone())
        return {};
    torch::NoGradGuard guard;
    std::vector<torch::Tensor> statistics, parts;
    for (const torch::Tensor& p : m_model->parameters())
        if (!p.requires_grad()) {
            statistics.push_back(p);
            parts.push_back((p * share).flatten());
        }
    if (statistics.empty())
        return {};
    auto all = torch::cat(parts);
    TRY_RUN(m_group.sum(all));
    std::int64_t at = 0;
    for (torch::Tensor& values : statistics) {
        values.copy_(all.narrow(0, at, values.numel()).view_as(values));
        at += values.numel();
    }
    return {};
}

core::Result<TensorMap> TrainingRun::weightsOf(const std::vector<torch::Tensor>& values) const
{
    TensorMap weights = m_model->toTensorMap(values);
    if (!m_setup.method->memory)
        return weights;
    HostTensor expression{{static_cast<std::int64_t>(m_split.train.size()),
                           static_cast<std::int64_t>(m_data.header().genes.size())},
                          {}};
    for (const std::int64_t spot : m_split.train)
        std::ranges::copy(m_data.labels(spot), std::back_inserter(expression.data));
    TRY(auto memory, m_setup.method->memory(weights, expression));
    weights.merge(memory);
    return weights;
}

core::Result<void> TrainingRun::predictWith(const std::vector<torch::Tensor>& values)
{
    m_model->use(values);
    if (m_setup.method->memory) {
        TRY(const auto weights, weightsOf(values));
        m_model->network().recall(weights, m_device);
    }
    return {};
}

core::Result<HeldOutScores> TrainingRun::scoresOf(const std::vector<torch::Tensor>& values)
{
    const std::span<const std::int64_t> spots = m_split.validation;
    if (spots.empty())
        return HeldOutScores{};
    const std::size_t genes = m_data.header().genes.size();
    std::vector<float> rows(spots.size() * genes);
    // Whole batches are shared, so that rows do not depend on who computes them.
    const auto batches = m_source->inOrder(spots);
    const auto share = m_group.shareOf(batches.size());
    const auto firstSpot = [&](std::size_t batch) {
        return batch < batches.size() ? static_cast<std::size_t>(batches[batch].data() - spots.data())
                                      : spots.size();
    };
    const std::size_t first = firstSpot(share.first);
    const auto part = spots.subspan(first, firstSpot(share.first + share.count) - first);
    const auto own = withTorchErrors([&]() -> core::Result<void> {
        TRY_RUN(predictWith(values));
        std::ranges::copy(predictSpots(*m_source, part, *m_model, m_device),
                          rows.begin() + static_cast<std::ptrdiff_t>(first * genes));
        return {};
    });
    auto all = torch::from_blob(rows.data(), {static_cast<std::int64_t>(rows.size())});
    TRY_RUN(m_group.sum(all, own));
    return scoreHeldOut(m_data, m_split, rows);
}

void TrainingRun::keepIfBest(const EpochRecord& record)
{
    double bestLoss = std::numeric_limits<double>::infinity();
    for (const EpochRecord& earlier : m_state.curve)
        bestLoss = std::min(bestLoss, earlier.validationLoss);
    if (!m_split.validation.empty() && !m_options.keepLast && !(record.validationLoss < bestLoss))
        return;
    m_state.bestEpoch = record.epoch;
    m_state.best.clear();
    for (const torch::Tensor& value : candidates())
        m_state.best.push_back(value.detach().clone());
}

const std::vector<torch::Tensor>& TrainingRun::candidates() const
{
    return m_state.average.empty() ? m_model->parameters() : m_state.average;
}

} // namespace transcope::model
