#include "model/training/batchsource.h"

#include "model/training/sectionsource.h"
#include "model/training/shuffle.h"

#include <numeric>

namespace transcope::model {

namespace {

/// Spots of a batch that is predicted; results are the same for other numbers to within rounding only. A GPU
/// is filled by more than a processor's caches hold.
constexpr std::size_t PredictionBatchOnCpu = 16, PredictionBatchOnCuda = 128;

/// Of methods that see spots one by one.
class SpotSource : public BatchSource
{
public:
    SpotSource(const PackFile& data, const std::vector<std::int64_t>& train, std::size_t batchSize,
               std::size_t predictionBatch, std::vector<int> zoomLevels)
        : m_data(data), m_train(train), m_batchSize(batchSize), m_predictionBatch(predictionBatch),
          m_levels(std::move(zoomLevels))
    {
    }
    std::int64_t batchesPerEpoch() const override
    {
        return static_cast<std::int64_t>((m_train.size() + m_batchSize - 1) / m_batchSize);
    }
    std::vector<std::vector<std::int64_t>> epoch(std::mt19937_64& random) const override
    {
        std::vector<std::int64_t> order = m_train;
        shuffle(order, random);
        std::vector<std::vector<std::int64_t>> batches;
        for (const auto spots : cut(order, m_batchSize))
            batches.emplace_back(spots.begin(), spots.end());
        return batches;
    }
    std::vector<std::span<const std::int64_t>> inOrder(std::span<const std::int64_t> spots) const override
    {
        return cut(spots, m_predictionBatch);
    }
    TrainBatch make(std::span<const std::int64_t> spots, const BatchDraws& draws, torch::Dtype type,
                    const torch::Device& device) const override
    {
        TrainBatch batch = makeBatch(m_data, m_levels, spots, draws.views, type, device);
        if (draws.missingLevel)
            batch.levels[*draws.missingLevel] = torch::Tensor();
        return batch;
    }

protected:
    const PackFile& data() const { return m_data; }

private:
    static std::vector<std::span<const std::int64_t>> cut(std::span<const std::int64_t> spots,
                                                          std::size_t size)
    {
        std::vector<std::span<const std::int64_t>> parts;
        for (std::size_t first = 0; first < spots.size(); first += size)
            parts.push_back(spots.subspan(first, std::min(size, spots.size() - first)));
        return parts;
    }

    const PackFile& m_data;
    const std::vector<std::int64_t>& m_train;
    std::size_t m_batchSize, m_predictionBatch;
    std::vector<int> m_levels;
};

/// Of methods that see the superpixels in a spot.
class SuperpixelSource final : public SpotSource
{
public:
    using SpotSource::SpotSource;
    TrainBatch make(std::span<const std::int64_t> spots, const BatchDraws&, torch::Dtype,
                    const torch::Device& device) const override
    {
        const auto width = static_cast<std::int64_t>(data().header().features->width);
        const auto genes = static_cast<std::int64_t>(data().header().genes.size());
        std::vector<std::int64_t> superpixels;
        std::vector<float> labels;
        for (const std::int64_t spot : spots) {
            superpixels.push_back(std::ssize(data().features(spot)) / width);
            std::ranges::copy(data().labels(spot), std::back_inserter(labels));
        }
        auto features = torch::empty(
            {std::accumulate(superpixels.begin(), superpixels.end(), std::int64_t{0}), width}, torch::kFloat);
        auto* out = features.data_ptr<float>();
        for (const std::int64_t spot : spots)
            out = std::ranges::copy(data().features(spot), out).out;
        TrainBatch batch;
        batch.levels = {features.to(device)};
        batch.superpixels = torch::tensor(superpixels).to(device);
        batch.labels = torch::tensor(labels).view({-1, genes}).to(device);
        return batch;
    }
};

/// iStar's batches: no more than a sixteenth of the spots.
std::size_t superpixelBatch(std::size_t wanted, std::size_t spots)
{
    return std::min(wanted, std::max<std::size_t>(1, spots / 16));
}

} // namespace

std::unique_ptr<BatchSource> makeBatchSource(const PackFile& data, const std::vector<std::int64_t>& train,
                                             const TrainOptions& options, const TrainSetup& setup)
{
    if (setup.method->kind == core::PredictorKind::Section)
        return std::make_unique<SectionSource>(data, train, setup.patches.sizePx);
    const bool onCuda = options.device.starts_with("cuda");
    const auto batch = static_cast<std::size_t>(options.batchSize);
    const std::size_t predicted = onCuda ? PredictionBatchOnCuda : PredictionBatchOnCpu;
    if (setup.method->kind == core::PredictorKind::Dense)
        return std::make_unique<SuperpixelSource>(data, train, superpixelBatch(batch, train.size()),
                                                  predicted, setup.levels);
    return std::make_unique<SpotSource>(data, train, batch, predicted, setup.levels);
}

} // namespace transcope::model
