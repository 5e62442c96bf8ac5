#include "ui/run/spotinspection.h"

#include "core/base/try.h"
#include "core/predict/attentionmap.h"
#include "core/predict/patchextractor.h"
#include "core/rpc/workerrows.h"

#include <QStringList>

namespace transcope::ui {

namespace {

core::Result<std::vector<float>> rowOf(core::WorkerRows& rows, const core::RunPlan& plan,
                                       std::stop_token stop)
{
    std::vector<float> row;
    const auto take = [&row](core::RunRows batch) -> core::Result<void> {
        row = std::move(batch.values);
        return {};
    };
    core::RunOptions options;
    options.run = core::nextRunId();
    TRY_RUN(rows.predict(plan, {0}, options, take, {}, std::move(stop)));
    return row;
}

core::Result<InspectedSpot> seenBy(core::WorkerClient& client, const InspectionWish& wish,
                                   std::stop_token stop)
{
    core::LoadWeightsParams weights{wish.weights.toStdString(), "cpu", "float32"};
    weights.attention = wish.attention;
    core::WorkerRows rows(client, weights);
    TRY(const auto info, rows.load(stop));
    if (!wish.weightsHash.empty() && info.weightsHash != wish.weightsHash)
        return core::fail(core::ErrorCode::NotFound,
                          wish.weights.toStdString() + " holds other weights than those that predicted",
                          "Choose the weights that predicted in the panel Prediction");
    const core::RunPlan plan{wish.slide, std::make_shared<const core::SpotTable>(wish.spot), wish.scale, {}};
    core::PatchExtractor cutter(wish.slide.slide, info.patches, wish.scale.umPerPx);
    TRY_RUN(cutter.check());
    InspectedSpot spot;
    const int only = 0;
    TRY(spot.patches, cutter.extract(*plan.spots, std::span(&only, 1), stop));
    for (const double downsample : info.patches.downsamples)
        spot.sidesLevel0Px.push_back(info.patches.sizePx * downsample * cutter.baseDownsample());
    std::vector<float> row(info.rowWidth());
    if (wish.attention) {
        TRY(row, rowOf(rows, plan, stop));
    }
    spot.attention = core::attentionMaps(info, row);
    return spot;
}

} // namespace

SpotInspection::SpotInspection(const QStringList& workerCommand, QObject* parent) : QObject(parent)
{
    std::vector<std::string> command;
    for (const auto& word : workerCommand)
        command.push_back(word.toStdString());
    m_worker = std::shared_ptr<Worker>(new Worker{{}, core::WorkerClient(std::move(command))});
}

SpotInspection::~SpotInspection()
{
    m_worker->client.abort();
}

void SpotInspection::inspect(const InspectionWish& wish)
{
    m_jobs.start(
        [wish, worker = m_worker](const core::ProgressFn&,
                                  std::stop_token stop) -> core::Result<InspectedSpot> {
            const std::lock_guard lock(worker->mutex);
            if (stop.stop_requested())
                return core::fail(core::ErrorCode::Cancelled, "Another spot was chosen");
            return seenBy(worker->client, wish, stop);
        },
        [this](core::Result<InspectedSpot> spot) {
            if (spot)
                emit inspected(*spot);
            else
                emit failed(QString::fromStdString(spot.error().text()));
        });
}

} // namespace transcope::ui
