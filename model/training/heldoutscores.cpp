#include "model/training/heldoutscores.h"

#include "core/stats/correlation.h"
#include "model/nn/fusedattention.h"
#include "model/training/batches.h"

namespace transcope::model {

namespace {

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

} // namespace

std::vector<float> predictSpots(const PackFile& data, std::span<const std::int64_t> spots, MixedModel& model,
                                const std::vector<int>& zoomLevels, const torch::Device& device)
{
    torch::NoGradGuard guard;
    const FusedAttentionGuard fused;
    model.network().module().eval();
    std::vector<float> rows;
    for (std::size_t first = 0; first < spots.size(); first += PredictionBatch) {
        const auto part = spots.subspan(first, std::min(PredictionBatch, spots.size() - first));
        const TrainBatch batch = makeBatch(data, zoomLevels, part, {}, model.type(), device);
        const auto out = model.network().forward(batch.levels).to(torch::kCPU, torch::kFloat).contiguous();
        rows.insert(rows.end(), out.data_ptr<float>(), out.data_ptr<float>() + out.numel());
    }
    return rows;
}

HeldOutScores scoreHeldOut(const PackFile& data, const Split& split, const std::vector<float>& rows)
{
    HeldOutScores scores;
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

} // namespace transcope::model
