#include "model/inference/comparedwithtraining.h"

#include "core/base/try.h"
#include "core/stats/mahalanobis.h"

#include <algorithm>

namespace transcope::model {

using core::Result;

namespace {

struct TrainingDistances
{
    core::Mahalanobis measure;
    std::vector<float> quantiles;
};

class ComparedWithTraining final : public core::Predictor
{
public:
    ComparedWithTraining(std::unique_ptr<core::Predictor> model, std::optional<TrainingDistances> training)
        : m_model(std::move(model)), m_training(std::move(training)), m_info(m_model->info()),
          m_encodedFirst(m_info.rowWidth()), m_encodedEnd(m_encodedFirst)
    {
        std::size_t first = m_info.genes.size();
        for (const core::RowPart& part : m_info.parts) {
            const std::size_t end = first + part.width(m_info.genes.size());
            if (part.name == core::partname::Encoded) {
                m_encodedFirst = first;
                m_encodedEnd = end;
            }
            first = end;
        }
        std::erase_if(m_info.parts, [](const auto& part) { return part.name == core::partname::Encoded; });
        core::RowPart looks{core::partname::Appearance, "likeness to the training", {}};
        if (m_training)
            looks.columns.push_back({core::partname::Outside, {}});
        for (const char* name : {"od_red", "od_green", "od_blue", "haematoxylin", "eosin", "focus"})
            looks.columns.push_back({name, {}});
        m_info.parts.push_back(std::move(looks));
    }
    const core::PredictorInfo& info() const override { return m_info; }

    Result<std::vector<float>> predict(const core::PatchBatch& batch) override
    {
        TRY(const auto rows, m_model->predict(batch));
        const std::size_t width = m_model->info().rowWidth(), spots = rows.size() / width;
        const auto outside = percentiles(rows, width);
        std::vector<float> wider;
        wider.reserve(spots * m_info.rowWidth());
        for (std::size_t spot = 0; spot < spots; ++spot) {
            const float* row = rows.data() + spot * width;
            wider.insert(wider.end(), row, row + m_encodedFirst);
            wider.insert(wider.end(), row + m_encodedEnd, row + width);
            if (m_training)
                wider.push_back(outside[spot]);
            addLooks(wider, batch, spot);
        }
        return wider;
    }

private:
    /// Per spot; empty where the training is not known.
    std::vector<float> percentiles(const std::vector<float>& rows, std::size_t width) const
    {
        if (!m_training)
            return {};
        std::vector<float> encoded;
        for (std::size_t row = 0; row < rows.size(); row += width)
            encoded.insert(encoded.end(), rows.begin() + static_cast<std::ptrdiff_t>(row + m_encodedFirst),
                           rows.begin() + static_cast<std::ptrdiff_t>(row + m_encodedEnd));
        std::vector<float> found;
        for (const double distance : m_training->measure.distances(encoded))
            found.push_back(static_cast<float>(core::percentileAmong(m_training->quantiles, distance)));
        return found;
    }
    static void addLooks(std::vector<float>& row, const core::PatchBatch& batch, std::size_t spot)
    {
        const std::size_t bytes = std::size_t{3} * batch.sizePx * batch.sizePx;
        const auto looks =
            core::appearanceOf({batch.levels.front().data() + spot * bytes, bytes}, batch.sizePx);
        for (const double value : {looks.opticalDensity[0], looks.opticalDensity[1], looks.opticalDensity[2],
                                   looks.haematoxylin(), looks.eosin(), looks.focus})
            row.push_back(static_cast<float>(value));
    }

    std::unique_ptr<core::Predictor> m_model;
    std::optional<TrainingDistances> m_training;
    core::PredictorInfo m_info;
    std::size_t m_encodedFirst, m_encodedEnd; ///< of the model's rows
};

} // namespace

Result<std::unique_ptr<core::Predictor>> comparedWithTraining(std::unique_ptr<core::Predictor> model,
                                                              const std::optional<TrainingVectors>& training)
{
    const core::PredictorInfo& info = model->info();
    const auto encoded = std::ranges::find(info.parts, core::partname::Encoded, &core::RowPart::name);
    std::optional<TrainingDistances> distances;
    if (training && encoded != info.parts.end()) {
        auto measure = core::Mahalanobis::of(training->mean.data, training->covariance.data);
        if (!measure || measure->columns() != encoded->columns.size())
            return core::fail(core::ErrorCode::BadInput,
                              info.weightsName + ": the vectors of its training do not fit the model",
                              "Describe the training again with transcope-cli describe-training");
        distances = TrainingDistances{std::move(*measure), training->distances.data};
    }
    return std::make_unique<ComparedWithTraining>(std::move(model), std::move(distances));
}

} // namespace transcope::model
