#include "model/training/trainer.h"

#include "core/stats/correlation.h"
#include "model/training/batches.h"
#include "model/training/checkpoint.h"
#include "model/training/mixedmodel.h"

#include <chrono>
#include <cmath>
#include <numbers>
#include <numeric>

namespace transcope::model {

namespace {

using core::ErrorCode;
using core::fail;
using Clock = std::chrono::steady_clock;

constexpr double AdamBeta1 = 0.9, AdamBeta2 = 0.999, AdamEpsilon = 1e-8; // PyTorch's and the paper's
constexpr double CosineFloor = 0.05;
constexpr std::int64_t PredictionBatch = 16;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Validation figures of one set of weights.
struct Scores
{
    double loss = std::nan("");
    double meanScore = std::nan("");
    std::vector<float> geneScores;
};

std::vector<float> predictAll(const PackFile& data, std::span<const std::int64_t> spots, MixedModel& model,
                              const torch::Device& device)
{
    torch::NoGradGuard guard;
    model.network()->eval();
    std::vector<float> rows;
    for (std::size_t first = 0; first < spots.size(); first += PredictionBatch) {
        const auto part = spots.subspan(first, std::min<std::size_t>(PredictionBatch, spots.size() - first));
        const TrainBatch batch = makeBatch(data, part, {}, model.type(), device);
        const auto out = model.network()->forward(batch.levels).to(torch::kCPU, torch::kFloat).contiguous();
        rows.insert(rows.end(), out.data_ptr<float>(), out.data_ptr<float>() + out.numel());
    }
    return rows;
}

/// Correlation of every gene within one section; rows of `predicted` are that section's spots.
std::vector<double> correlations(const PackFile& data, const PackedSection& section, const float* predicted)
{
    const std::size_t genes = data.header().genes.size();
    const auto count = static_cast<std::size_t>(section.count);
    std::vector<float> truth(count), guess(count);
    std::vector<double> result(genes);
    for (std::size_t g = 0; g < genes; ++g) {
        for (std::size_t s = 0; s < count; ++s) {
            truth[s] = data.labels(section.first + static_cast<std::int64_t>(s))[g];
            guess[s] = predicted[s * genes + g];
        }
        result[g] = core::pearson(truth, guess);
    }
    return result;
}

Scores scoresOf(const PackFile& data, const Split& split, const std::vector<float>& rows)
{
    Scores scores;
    const std::size_t genes = data.header().genes.size();
    double squares = 0;
    for (std::size_t i = 0; i < split.validation.size(); ++i)
        for (std::size_t g = 0; g < genes; ++g) {
            const double difference = rows[i * genes + g] - data.labels(split.validation[i])[g];
            squares += difference * difference;
        }
    scores.loss = squares / static_cast<double>(rows.size());
    std::vector<double> sum(genes);
    std::vector<int> defined(genes);
    std::size_t row = 0;
    for (const std::size_t s : split.validationSections) {
        const PackedSection& section = data.header().sections[s];
        const auto values = correlations(data, section, rows.data() + row * genes);
        row += static_cast<std::size_t>(section.count);
        for (std::size_t g = 0; g < genes; ++g)
            if (!std::isnan(values[g])) {
                sum[g] += values[g];
                ++defined[g];
            }
    }
    double total = 0;
    int count = 0;
    for (std::size_t g = 0; g < genes; ++g) {
        const double mean = defined[g] > 0 ? sum[g] / defined[g] : std::nan("");
        scores.geneScores.push_back(static_cast<float>(mean));
        if (defined[g] > 0) {
            total += mean;
            ++count;
        }
    }
    scores.meanScore = count > 0 ? total / count : std::nan("");
    return scores;
}

/// One run of the optimiser over the data, epoch by epoch.
class Trainer
{
public:
    Trainer(const PackFile& data, const Split& split, const TrainOptions& options, std::stop_token stop)
        : m_data(data), m_split(split), m_options(options), m_stop(std::move(stop)), m_device(options.device),
          m_stepsPerEpoch((static_cast<std::int64_t>(split.train.size()) + options.batchSize - 1) /
                          options.batchSize)
    {
        torch::manual_seed(options.seed);
        m_model = std::make_unique<MixedModel>(options, trainingType(options.precision, m_device), m_device);
        startAtMean();
        for (const torch::Tensor& p : m_model->parameters()) {
            m_state.firstMoments.push_back(torch::zeros_like(p));
            m_state.secondMoments.push_back(torch::zeros_like(p));
            if (options.averaging > 0)
                m_state.average.push_back(p.detach().clone());
        }
    }

    TrainState& state() { return m_state; }
    MixedModel& model() { return *m_model; }
    double stepSeconds() const { return m_stepSeconds; }
    std::int64_t spotsTrained() const { return m_spotsTrained; }

    /// Goes on from a state that was read from a checkpoint.
    void resume(TrainState state)
    {
        torch::NoGradGuard guard;
        m_state = std::move(state);
        for (std::size_t i = 0; i < m_state.parameters.size(); ++i)
            m_model->parameters()[i].copy_(m_state.parameters[i]);
    }

    core::Result<EpochRecord> epoch(int number, core::ProgressMeter& meter)
    {
        const auto start = Clock::now();
        EpochRecord record;
        record.epoch = number;
        auto loss = trainOnce(number, meter);
        if (!loss)
            return tl::unexpected(loss.error());
        record.trainLoss = *loss;
        const Scores scores = validate();
        record.validationLoss = scores.loss;
        record.validationScore = scores.meanScore;
        record.seconds = secondsSince(start);
        keepIfBest(record);
        m_state.curve.push_back(record);
        m_state.parameters.clear();
        for (const torch::Tensor& p : m_model->parameters())
            m_state.parameters.push_back(p.detach());
        return record;
    }

    /// Scores of the kept weights.
    Scores bestScores()
    {
        m_model->use(m_state.best);
        return m_split.validation.empty()
                   ? Scores{}
                   : scoresOf(m_data, m_split, predictAll(m_data, m_split.validation, *m_model, m_device));
    }

private:
    void startAtMean()
    {
        torch::NoGradGuard guard;
        std::vector<double> sum(m_data.header().genes.size());
        for (const std::int64_t spot : m_split.train)
            for (std::size_t g = 0; g < sum.size(); ++g)
                sum[g] += m_data.labels(spot)[g];
        auto mean = torch::empty({static_cast<std::int64_t>(sum.size())}, torch::kFloat);
        for (std::size_t g = 0; g < sum.size(); ++g)
            mean.data_ptr<float>()[g] =
                static_cast<float>(sum[g] / static_cast<double>(m_split.train.size()));
        m_model->headBias().copy_(mean);
    }

    double learningRate() const
    {
        const auto step = static_cast<double>(m_state.steps);
        double rate = m_options.learningRate;
        if (m_options.warmupSteps > 0)
            rate *= std::min(1.0, (step + 1) / m_options.warmupSteps);
        if (m_options.cosine) {
            const double done = step / static_cast<double>(m_stepsPerEpoch * m_options.epochs);
            rate *= CosineFloor +
                    (1 - CosineFloor) * 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, done)));
        }
        return rate;
    }

    core::Result<double> trainOnce(int number, core::ProgressMeter& meter)
    {
        // All randomness of an epoch comes from here, so that a resumed run draws the same.
        std::mt19937_64 random(m_options.seed * 0x9E3779B97F4A7C15ull + static_cast<std::uint64_t>(number));
        torch::manual_seed(random());
        std::vector<std::int64_t> order = m_split.train;
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[random() % i]);
        double sum = 0;
        for (std::size_t first = 0; first < order.size(); first += m_options.batchSize) {
            if (m_stop.stop_requested())
                return fail(ErrorCode::Cancelled, "training was cancelled");
            const std::span<const std::int64_t> spots(
                order.data() + first, std::min<std::size_t>(m_options.batchSize, order.size() - first));
            const auto start = Clock::now();
            const double loss = step(spots, random);
            m_stepSeconds += secondsSince(start);
            m_spotsTrained += static_cast<std::int64_t>(spots.size());
            if (!std::isfinite(loss))
                return fail(ErrorCode::ModelFailure,
                            "the loss is not a finite number in epoch " + std::to_string(number),
                            "lower the learning rate");
            sum += loss * static_cast<double>(spots.size());
            meter.advance(static_cast<std::int64_t>(spots.size()));
        }
        return sum / static_cast<double>(order.size());
    }

    double step(std::span<const std::int64_t> spots, std::mt19937_64& random)
    {
        std::vector<View> views;
        for (std::size_t i = 0; i < spots.size(); ++i)
            views.push_back(drawView(m_options, random));
        TrainBatch batch = makeBatch(m_data, spots, views, m_model->type(), m_device);
        const auto chance = static_cast<double>(random() >> 11) * 0x1p-53;
        if (batch.levels.size() > 1 && chance < m_options.missingLevelRate)
            batch.levels[random() % batch.levels.size()] = torch::Tensor();
        m_model->network()->train();
        m_model->network()->setMaskRate(m_options.maskRate);
        m_model->network()->setTokenShare(m_options.tokenShare);
        m_model->use(m_model->parameters());
        const auto predicted = m_model->network()->forward(batch.levels).to(torch::kFloat);
        const auto loss = torch::mse_loss(predicted, batch.labels);
        loss.backward();
        m_model->takeGradients();
        adam();
        return loss.item<double>();
    }

    void adam()
    {
        torch::NoGradGuard guard;
        const double rate = learningRate();
        const auto steps = static_cast<double>(++m_state.steps);
        const double correction1 = 1 - std::pow(AdamBeta1, steps),
                     correction2 = 1 - std::pow(AdamBeta2, steps);
        for (std::size_t i = 0; i < m_model->parameters().size(); ++i) {
            const torch::Tensor& p = m_model->parameters()[i];
            if (!p.grad().defined()) // a missing level: its streams stay where they are
                continue;
            m_state.firstMoments[i].mul_(AdamBeta1).add_(p.grad(), 1 - AdamBeta1);
            m_state.secondMoments[i].mul_(AdamBeta2).addcmul_(p.grad(), p.grad(), 1 - AdamBeta2);
            const auto scale = (m_state.secondMoments[i].sqrt() / std::sqrt(correction2)).add_(AdamEpsilon);
            p.addcdiv_(m_state.firstMoments[i], scale, -rate / correction1);
            p.mutable_grad().reset();
        }
        // Early on a short average follows the fast changes.
        const double decay = std::min(m_options.averaging, (1 + steps) / (10 + steps));
        for (std::size_t i = 0; i < m_state.average.size(); ++i)
            m_state.average[i].lerp_(m_model->parameters()[i], 1 - decay);
    }

    const std::vector<torch::Tensor>& candidates() const
    {
        return m_state.average.empty() ? m_model->parameters() : m_state.average;
    }

    Scores validate()
    {
        if (m_split.validation.empty())
            return {};
        m_model->use(candidates());
        return scoresOf(m_data, m_split, predictAll(m_data, m_split.validation, *m_model, m_device));
    }

    void keepIfBest(const EpochRecord& record)
    {
        double bestLoss = std::numeric_limits<double>::infinity();
        for (const EpochRecord& earlier : m_state.curve)
            bestLoss = std::min(bestLoss, earlier.validationLoss);
        if (!m_split.validation.empty() && !(record.validationLoss < bestLoss))
            return;
        m_state.bestEpoch = record.epoch;
        m_state.best.clear();
        for (const torch::Tensor& value : candidates())
            m_state.best.push_back(value.detach().clone());
    }

    const PackFile& m_data;
    const Split& m_split;
    TrainOptions m_options;
    std::stop_token m_stop;
    torch::Device m_device;
    std::int64_t m_stepsPerEpoch;
    std::unique_ptr<MixedModel> m_model;
    TrainState m_state;
    double m_stepSeconds = 0;
    std::int64_t m_spotsTrained = 0;
};

/// What must be the same for a checkpoint to be gone on from.
std::string runText(const PackFile& data, const Split& split, const TrainOptions& options)
{
    return toJson(options).dump() + " on " + std::to_string(split.train.size()) + " spots of " +
           data.header().origin + ", " + split.description;
}

core::Result<void> check(const PackFile& data, const Split& split, const TrainOptions& options)
{
    if (auto valid = validate(options); !valid)
        return valid;
    if (split.train.empty())
        return fail(ErrorCode::InvalidArgument, "there are no spots to train on");
    const core::PatchSpec& patches = data.header().patches;
    const auto& levels = options.config.levels;
    bool fits = patches.sizePx == options.config.imageSize && patches.downsamples.size() == levels.size();
    for (std::size_t i = 0; fits && i < levels.size(); ++i)
        fits = patches.downsamples[i] == static_cast<double>(1 << levels[i]);
    if (!fits)
        return fail(ErrorCode::InvalidArgument,
                    "the packed patches are not of the levels and size that the model wants",
                    "pack the data again with the model's levels");
    return {};
}

core::Result<TrainResult> run(const PackFile& data, const Split& split, const TrainOptions& options,
                              const core::ProgressFn& progress, const EpochFn& epochDone,
                              std::stop_token stop)
{
    const std::string description = runText(data, split, options);
    Trainer trainer(data, split, options, stop);
    if (options.resume && std::filesystem::exists(options.checkpoint)) {
        auto state = readCheckpoint(options.checkpoint, description);
        if (!state)
            return tl::unexpected(state.error());
        trainer.resume(std::move(*state));
    }
    const int done = static_cast<int>(trainer.state().curve.size());
    core::ProgressMeter meter(progress, "training",
                              (options.epochs - done) * static_cast<std::int64_t>(split.train.size()));
    for (int number = done + 1; number <= options.epochs; ++number) {
        if (options.patience > 0 && number - 1 - trainer.state().bestEpoch >= options.patience && number > 1)
            break;
        const auto record = trainer.epoch(number, meter);
        if (!record)
            return tl::unexpected(record.error());
        if (!options.checkpoint.empty())
            if (auto written = writeCheckpoint(options.checkpoint, trainer.state(), description); !written)
                return tl::unexpected(written.error());
        if (epochDone)
            epochDone(*record);
    }
    TrainResult result;
    result.weights = trainer.model().toTensorMap(trainer.state().best);
    result.curve = trainer.state().curve;
    result.epochsRun = static_cast<int>(result.curve.size());
    result.bestEpoch = trainer.state().bestEpoch;
    result.heldOutScores = trainer.bestScores().geneScores;
    result.spotsPerSecond =
        trainer.stepSeconds() > 0 ? static_cast<double>(trainer.spotsTrained()) / trainer.stepSeconds() : 0;
    result.precision = trainer.model().type() == torch::kBFloat16 ? "bfloat16" : "float32";
    return result;
}

} // namespace

core::Result<TrainResult> trainM2ost(const PackFile& data, const Split& split, TrainOptions options,
                                     const core::ProgressFn& progress, const EpochFn& epochDone,
                                     std::stop_token stop)
{
    options.config.genes = static_cast<int>(data.header().genes.size());
    if (auto fits = check(data, split, options); !fits)
        return tl::unexpected(fits.error());
    try {
        return run(data, split, options, progress, epochDone, stop);
    } catch (const c10::Error& e) {
        return fail(ErrorCode::ModelFailure, "LibTorch: " + std::string(e.what_without_backtrace()));
    }
}

core::Result<std::vector<float>> predictPacked(const PackFile& data, std::span<const std::int64_t> spots,
                                               const TensorMap& weights, const TrainOptions& options)
{
    try {
        const torch::Device device(options.device);
        TrainOptions own = options;
        own.config.genes = static_cast<int>(data.header().genes.size());
        MixedModel model(own, trainingType(own.precision, device), device);
        if (auto loaded = model.load(weights); !loaded)
            return tl::unexpected(loaded.error());
        return predictAll(data, spots, model, device);
    } catch (const c10::Error& e) {
        return fail(ErrorCode::ModelFailure, "LibTorch: " + std::string(e.what_without_backtrace()));
    }
}

} // namespace transcope::model
