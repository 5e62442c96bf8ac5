#pragma once

#include "core/run/rowsource.h"
#include "ui/document/appsettings.h"
#include "ui/document/backgroundjobs.h"
#include "ui/run/runpreparation.h"

#include <QObject>

namespace transcope::ui {

/// What a run over a grid costs, told before it is started: its spots are counted in the background, and
/// their time follows from how fast such runs were here. UI thread only.
class RunCost : public QObject
{
    Q_OBJECT
public:
    struct Cost
    {
        qint64 spots = 0;
        std::optional<double> seconds; ///< unknown before such a run has ended well here
        QString refusal;               ///< why the run would fail; empty: it would not
    };

    /// All must outlive this object.
    RunCost(Document* document, AppSettings* settings, QObject* parent = nullptr);

    /// Ends in known(), unless another question or cancel() comes first. The document has a slide.
    void ask(const RunChoice& choice);
    void cancel() { m_jobs.cancel(); }
    bool isBusy() const { return m_jobs.isBusy(); }
    /// A run has ended well: later ones of its weights, device and views take as long for a spot.
    void learn(const RunChoice& choice, const core::RunSummary& summary);

signals:
    void known(const transcope::ui::RunCost::Cost& cost);

private:
    struct Counted
    {
        std::shared_ptr<const core::SpotTable> laid;
        qint64 within = 0; ///< of them, in the part of the slide that was asked for
    };
    void tell(const RunChoice& choice, const core::Result<Counted>& counted);

    Document* m_document;
    AppSettings* m_settings;
    QString m_laidFor; ///< what m_laid holds for
    std::shared_ptr<const core::SpotTable>
        m_laid; ///< of the last question: the same grid is often asked for other parts of the slide
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
