#include "model/training/batchsource.h"

#include "model/training/sectionsource.h"
#include "model/training/shuffle.h"

namespace transcope::model {

namespace {

/// Spots of a batch that is predicted; results are the same for other numbers to within rounding only. A GPU
/// is filled by more than a processor's caches hold.
constexpr std::size_t PredictionBatchOnCpu = 16, PredictionBatchOnCuda = 128;

/// Of methods that see spots one by one.
class SpotSource final : public BatchSource
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

} // namespace

std::unique_ptr<BatchSource> makeBatchSource(const PackFile& data, const std::vector<std::int64_t>& train,
                                             const TrainOptions& options, const TrainSetup& setup)
{
    if (setup.method->kind == core::PredictorKind::Section)
        return std::make_unique<SectionSource>(data, train, setup.patches.sizePx);
    const bool onCuda = options.device.starts_with("cuda");
    return std::make_unique<SpotSource>(data, train, static_cast<std::size_t>(options.batchSize),
                                        onCuda ? PredictionBatchOnCuda : PredictionBatchOnCpu, setup.levels);
}

} // namespace transcope::model
