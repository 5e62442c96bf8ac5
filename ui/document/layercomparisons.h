#pragma once

#include "core/map/layerscores.h"
#include "ui/document/document.h"

#include <QElapsedTimer>
#include <QTimer>
#include <map>

namespace transcope::ui {

/// A layer held against the measurement.
struct ComparedLayer
{
    std::shared_ptr<const core::LayerComparison> comparison;
    std::shared_ptr<const core::LayerScores> scores;
};

/// Every layer of a document held against its measurement, in the background: anew when layers change, and
/// while rows arrive at most once a second and a tenth of the time. UI thread only.
class LayerComparisons : public QObject
{
    Q_OBJECT
public:
    explicit LayerComparisons(Document* document, QObject* parent = nullptr);

    /// nullptr for the measurement itself, without one, and while there is no comparison yet.
    const ComparedLayer* of(LayerId layer) const;
    /// Of the prediction that panels speak of; likewise.
    std::shared_ptr<const core::LayerComparison> ofPrediction() const;
    bool isSettled() const { return !m_jobs.isBusy() && !m_later.isActive(); }

signals:
    void changed();

private:
    using Compared = std::map<LayerId, ComparedLayer>;

    void takeLayers();
    void takeRows();
    void compare();
    void finish(core::Result<Compared> compared);

    Document* m_document;
    core::LayerPtr m_measured; ///< of the present comparisons
    Compared m_compared;
    bool m_isBehind = false; ///< rows came while a comparison was made
    QElapsedTimer m_sinceStart;
    qint64 m_lastMilliseconds = 0;
    QTimer m_later;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
