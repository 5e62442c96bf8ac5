#pragma once

#include "core/predict/scale.h"
#include "core/rpc/workerclient.h"
#include "ui/document/backgroundjobs.h"
#include "ui/document/section.h"

#include <QObject>
#include <QString>
#include <memory>
#include <mutex>

namespace transcope::ui {

/// A spot, and the weights whose view of it is wanted.
struct InspectionWish
{
    QString weights;         ///< file
    std::string weightsHash; ///< of those that predicted; empty: any
    bool attention = false;  ///< where the model looks, too; of methods that tell it
    core::OpenedSlide slide;
    core::Scale scale;
    core::SpotTable spot; ///< this one alone
};

/// What a model takes of one spot, and where it looks.
struct InspectedSpot
{
    core::PatchBatch patches;                  ///< of one spot, as cut
    std::vector<double> sidesLevel0Px;         ///< per level, of the square that was cut
    std::vector<std::vector<float>> attention; ///< per level as core::attentionMaps(); empty: unknown
};

/// Asks for one spot at a time what weights take of it. The patches are cut here; where the model looks is
/// told by a worker of its own, in float32 on the CPU, which starts with the first wish and keeps its
/// weights. UI thread only.
class SpotInspection : public QObject
{
    Q_OBJECT
public:
    /// workerCommand: as RunController's.
    explicit SpotInspection(const QStringList& workerCommand, QObject* parent = nullptr);
    ~SpotInspection() override;

    /// Ends in inspected() or failed(), unless another wish or cancel() comes first.
    void inspect(const InspectionWish& wish);
    void cancel() { m_jobs.cancel(); }
    bool isBusy() const { return m_jobs.isBusy(); }

signals:
    void inspected(const transcope::ui::InspectedSpot& spot);
    void failed(const QString& message);

private:
    /// A worker is used by one thread at a time; a job that was replaced may still be in it.
    struct Worker
    {
        std::mutex mutex;
        core::WorkerClient client;
    };

    std::shared_ptr<Worker> m_worker;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
