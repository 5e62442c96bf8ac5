#include "model/training/ridgetraining.h"

#include "core/base/try.h"
#include "core/stats/pca.h"
#include "core/stats/ridge.h"
#include "model/backends/maketrainnetwork.h"
#include "model/backends/trainnetwork.h"
#include "model/methods/encoder.h"
#include "model/methods/ridge.h"
#include "model/nn/statedict.h"
#include "model/training/heldoutscores.h"
#include "model/training/torcherror.h"
#include "model/training/trainsetup.h"

#include <chrono>
#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::ExpressionMatrix;
using core::fail;
using core::Result;

namespace {

constexpr std::size_t EncoderBatch = 32;
/// HEST's (hest.bench.trainer): a hundred, by the number of values in the regression's coefficients.
constexpr double HestNumerator = 100;

/// Runs an encoder over packed spots.
class Encoding
{
public:
    static Result<Encoding> of(const PackFile& data, const TrainOptions& options)
    {
        TRY(const auto setup, setupOf(data, {}, options));
        TRY(const auto choice, chooseDevice(options.device, "float32"));
        TRY(auto encoder, loadEncoder(options.encoder, choice, 0, {}));
        if (!encoder->info().needsTrust.empty()) { // a program: not in this process
            if (!options.encoderOfProgram)
                return fail(
                    ErrorCode::Unsupported,
                    options.encoder.string() + " holds a program (TorchScript), which runs in Transcope's "
                                               "worker alone, and this build has none",
                    "Fit it where Transcope is installed with its worker, or take a backbone's weights");
            TRY(encoder, options.encoderOfProgram(options.encoder, options.device));
        }
        Encoding encoding(data, std::move(encoder));
        encoding.m_place = *data.header().placeOfLevel(setup.levels.front());
        return encoding;
    }

    const core::PredictorInfo& info() const { return m_encoder->info(); }
    /// [spots, features] row by row. Errors: those of predict(); Cancelled.
    Result<std::vector<float>> features(std::span<const std::int64_t> spots, core::ProgressMeter& meter,
                                        std::stop_token stop)
    {
        std::vector<float> rows;
        for (std::size_t first = 0; first < spots.size(); first += EncoderBatch) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, "training was cancelled");
            const auto part = spots.subspan(first, std::min(EncoderBatch, spots.size() - first));
            TRY(const auto batch, m_encoder->predict(batchOf(part)));
            rows.insert(rows.end(), batch.begin(), batch.end());
            meter.advance(static_cast<std::int64_t>(part.size()));
        }
        return rows;
    }

private:
    Encoding(const PackFile& data, std::unique_ptr<core::Predictor> encoder)
        : m_data(&data), m_encoder(std::move(encoder))
    {
    }
    core::PatchBatch batchOf(std::span<const std::int64_t> spots) const
    {
        core::PatchBatch batch;
        batch.count = static_cast<int>(spots.size());
        batch.sizePx = m_data->header().patches.sizePx;
        auto& pixels = batch.levels.emplace_back();
        const std::size_t bytes = m_data->header().patchBytes() / m_data->header().patches.downsamples.size();
        for (const std::int64_t spot : spots) {
            const auto patch = m_data->patches(spot).subspan(m_place * bytes, bytes);
            pixels.insert(pixels.end(), patch.begin(), patch.end());
        }
        return batch;
    }

    const PackFile* m_data;
    std::unique_ptr<core::Predictor> m_encoder;
    std::size_t m_place = 0;
};

/// Features brought to mean 0 and deviation 1 in place; what that took.
struct Standardised
{
    ExpressionMatrix values; ///< spots × features
    HostTensor mean, deviation;
};

Standardised standardise(const std::vector<float>& rows, std::size_t features)
{
    const std::size_t spots = rows.size() / features;
    Standardised result{ExpressionMatrix(spots, features), {}, {}};
    result.mean.shape = result.deviation.shape = {static_cast<std::int64_t>(features)};
    for (std::size_t f = 0; f < features; ++f) {
        double sum = 0, squares = 0;
        for (std::size_t s = 0; s < spots; ++s)
            sum += rows[s * features + f];
        const double mean = sum / static_cast<double>(spots);
        for (std::size_t s = 0; s < spots; ++s)
            squares += (rows[s * features + f] - mean) * (rows[s * features + f] - mean);
        const double deviation = squares > 0 ? std::sqrt(squares / static_cast<double>(spots)) : 1;
        for (std::size_t s = 0; s < spots; ++s)
            result.values.at(s, f) = static_cast<float>((rows[s * features + f] - mean) / deviation);
        result.mean.data.push_back(static_cast<float>(mean));
        result.deviation.data.push_back(static_cast<float>(deviation));
    }
    return result;
}

ExpressionMatrix labelsOf(const PackFile& data, std::span<const std::int64_t> spots)
{
    ExpressionMatrix labels(spots.size(), data.header().genes.size());
    for (std::size_t s = 0; s < spots.size(); ++s)
        labels.setSpot(s, data.labels(spots[s]));
    return labels;
}

/// Per spot: which section it is of.
std::vector<int> sectionsOf(const PackFile& data, std::span<const std::int64_t> spots)
{
    std::vector<int> groups;
    for (const std::int64_t spot : spots) {
        int section = 0;
        while (spot >= data.header().sections[static_cast<std::size_t>(section)].first +
                           data.header().sections[static_cast<std::size_t>(section)].count)
            ++section;
        groups.push_back(section);
    }
    return groups;
}

/// Penalties of the mean error to choose from: HEST's, and half decades around the features' variance, which
/// is their number.
std::vector<double> penaltiesFor(std::size_t features, double hest)
{
    std::vector<double> penalties{hest};
    for (int half = -12; half <= 2; ++half)
        penalties.push_back(static_cast<double>(features) * std::pow(10, half / 2.0));
    return penalties;
}

TensorMap ridgeTensors(Standardised features, const ExpressionMatrix& axes, const core::RidgeModel& model)
{
    const std::size_t d = axes.spots(), k = axes.genes(), genes = model.intercept.size();
    HostTensor components{{static_cast<std::int64_t>(k), static_cast<std::int64_t>(d)}, {}};
    HostTensor weight{{static_cast<std::int64_t>(genes), static_cast<std::int64_t>(k)}, {}};
    HostTensor bias{{static_cast<std::int64_t>(genes)}, {}};
    for (std::size_t c = 0; c < k; ++c)
        components.data.insert(components.data.end(), axes.gene(c).begin(), axes.gene(c).end());
    for (std::size_t g = 0; g < genes; ++g) {
        double intercept = model.intercept[g];
        for (std::size_t c = 0; c < k; ++c) {
            weight.data.push_back(static_cast<float>(model.coefficients[c * genes + g]));
            intercept -= model.centre[c] * model.coefficients[c * genes + g];
        }
        bias.data.push_back(static_cast<float>(intercept));
    }
    return {{RidgeTensors::Mean, std::move(features.mean)},
            {RidgeTensors::Deviation, std::move(features.deviation)},
            {RidgeTensors::Components, std::move(components)},
            {RidgeTensors::Coefficients, std::move(weight)},
            {RidgeTensors::Intercept, std::move(bias)}};
}

/// What was fitted, and the penalty as HEST writes it.
struct Fitted
{
    TensorMap tensors;
    double alpha = 0;
};

Result<Fitted> fit(const PackFile& data, const Split& split, const TrainOptions& options,
                   const std::vector<float>& rows, std::size_t features)
{
    Standardised standardised = standardise(rows, features);
    const core::Pca pca = core::principalComponents(standardised.values, options.components);
    if (pca.scores.genes() == 0)
        return fail(ErrorCode::InvalidArgument, "the features of the training spots do not differ",
                    "Give more spots, or another encoder");
    const ExpressionMatrix labels = labelsOf(data, split.train);
    const auto spots = static_cast<double>(split.train.size());
    double penalty = options.alpha / spots;
    if (options.alpha == 0) {
        const double hest = HestNumerator / static_cast<double>(pca.scores.genes() * labels.genes()) / spots;
        penalty = core::chooseRidgePenalty(pca.scores, labels, sectionsOf(data, split.train),
                                           penaltiesFor(features, hest), core::RidgeScale::Keep);
    }
    const auto model = core::fitRidge(pca.scores, labels, penalty, core::RidgeScale::Keep);
    return Fitted{ridgeTensors(std::move(standardised), pca.loadings, model), penalty * spots};
}

nlohmann::json describe(const TrainOptions& options, const core::PredictorInfo& encoder, const Fitted& fitted)
{
    std::error_code ignored; // the path as given will do
    const auto absolute = std::filesystem::absolute(options.encoder, ignored);
    return {{"encoder",
             {{"file", options.encoder.filename().string()},
              {"path", absolute.string()},
              {"sha256", encoder.weightsHash},
              {"title", encoder.title}}},
            {"features", encoder.genes.size()},
            {"components", fitted.tensors.at(RidgeTensors::Components).shape[0]},
            {"alpha", fitted.alpha}};
}

/// How well it does on the spots that were held out, and on its own.
Result<void> score(const PackFile& data, const Split& split, Encoding& encoding, const RidgeHead& head,
                   const std::vector<float>& trainFeatures, core::ProgressMeter& meter, std::stop_token stop,
                   TrainResult& result, EpochRecord& record)
{
    const auto own = head.rows(trainFeatures);
    const std::size_t genes = data.header().genes.size();
    double squares = 0;
    for (std::size_t s = 0; s < split.train.size(); ++s)
        for (std::size_t g = 0; g < genes; ++g)
            squares += std::pow(own[s * genes + g] - data.labels(split.train[s])[g], 2);
    record.trainLoss = squares / static_cast<double>(own.size());
    HeldOutScores scores;
    if (!split.validation.empty()) {
        TRY(const auto features, encoding.features(split.validation, meter, stop));
        scores = scoreHeldOut(data, split, head.rows(features));
    }
    record.validationLoss = scores.loss;
    record.validationScore = scores.meanScore;
    result.heldOutScores = std::move(scores.geneScores);
    result.heldOutBeyondDepth = std::move(scores.beyondDepth);
    return {};
}

} // namespace

Result<TrainResult> trainOnEncoder(const PackFile& data, const Split& split, const TrainOptions& options,
                                   const core::ProgressFn& progress, const EpochFn& epochDone,
                                   std::stop_token stop)
{
    if (options.rendezvous && options.rendezvous->size > 1)
        return fail(ErrorCode::Unsupported, "ridge is fitted at once, by one process",
                    "Leave --distributed out");
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    TRY(auto encoding, Encoding::of(data, options));
    core::ProgressMeter meter(progress, "encoding",
                              static_cast<std::int64_t>(split.train.size() + split.validation.size()));
    TRY(const auto features, encoding.features(split.train, meter, stop));
    const double encoded = seconds();
    const core::PredictorInfo& encoder = encoding.info();
    TRY(const auto fitted, fit(data, split, options, features, encoder.genes.size()));
    TRY(const auto head,
        RidgeHead::from(fitted.tensors, encoder.genes.size(), data.header().genes.size(), "ridge"));
    TrainResult result;
    EpochRecord record;
    record.epoch = 1;
    TRY_RUN(score(data, split, encoding, head, features, meter, stop, result, record));
    record.seconds = seconds();
    result.configuration = describe(options, encoder, fitted);
    result.notes.push_back("Encoder: " + encoder.title + ", " + std::to_string(encoder.genes.size()) +
                           " features; alpha " + std::to_string(fitted.alpha));
    result.weights = fitted.tensors;
    result.patches = encoder.patches;
    result.patches.umPerPx = data.header().patches.umPerPx;
    result.epochsRun = result.bestEpoch = 1;
    result.curve = {record};
    result.spotsPerSecond = static_cast<double>(split.train.size()) / encoded;
    result.precision = encoder.precision;
    if (epochDone)
        epochDone(record);
    return result;
}

Result<PackedPrediction> predictOnEncoder(const PackFile& data, std::span<const std::int64_t> spots,
                                          const TrainResult& trained, const TrainOptions& options)
{
    TRY(auto encoding, Encoding::of(data, options));
    TRY(const auto head,
        RidgeHead::from(trained.weights, encoding.info().genes.size(), data.header().genes.size(), "ridge"));
    core::ProgressMeter silent({}, "encoding", static_cast<std::int64_t>(spots.size()));
    const auto start = std::chrono::steady_clock::now();
    TRY(const auto features, encoding.features(spots, silent, {}));
    PackedPrediction prediction{head.rows(features)};
    prediction.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return prediction;
}

Result<void> writeRandomBackbone(const Method& method, std::uint64_t seed, const std::filesystem::path& out)
{
    if (!method.network)
        return fail(ErrorCode::Unsupported, method.title + " is no backbone",
                    "Give one of " + backboneNames());
    return withTorchErrors([&]() -> Result<void> {
        const Graph graph = method.network(1);
        torch::manual_seed(seed);
        TensorMap tensors = tensorsOf(makeGraphTrainNetwork(graph, method.patches, false)->module());
        std::erase_if(tensors, [&](const auto& t) { return !graph.features().tensors().contains(t.first); });
        ModelCard card;
        card.method = method.name;
        card.configuration = {{"genes", 1}, {"random", true}};
        card.genes = {{"none", {}}};
        card.patches = method.patches;
        card.seed = seed;
        card.notes = "Random: as training would start, and never trained";
        return writeWeights(out, card, tensors);
    });
}

} // namespace transcope::model
