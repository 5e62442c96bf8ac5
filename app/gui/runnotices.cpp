#include "app/gui/runnotices.h"

#include "core/slide/syntheticslide.h"
#include "ui/language/phrasetext.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/weightstext.h"

#include <QLocale>

namespace transcope::app {

RunNotices::RunNotices(ui::Document* document, ui::RunController* run, ui::RunQueue* queue,
                       ui::MessageBar* messages, QObject* parent)
    : QObject(parent), m_document(document), m_run(run), m_queue(queue), m_messages(messages)
{
    connect(run, &ui::RunController::modelKnown, this, [this](const core::PredictorInfo& info) {
        if (ui::trainedOnSynthetic(info))
            warnUnlessSynthetic();
    });
    connect(document, &ui::Document::predictionChanged, this, [this] {
        const auto* prediction = m_document->prediction();
        if (prediction != nullptr && ui::isFromDemoWeights(prediction->layer->provenance))
            warnUnlessSynthetic();
    });
    connect(run, &ui::RunController::warned, this, &RunNotices::sayWarnings);
    connect(queue, &ui::RunQueue::offered, this, &RunNotices::offerWaiting);
    connect(run, &ui::RunController::trustNeeded, this, &RunNotices::askForTrust);
    connect(run, &ui::RunController::workerDied, this, &RunNotices::sayWorkerDied);
}

void RunNotices::warnUnlessSynthetic()
{
    const auto* slide = m_document->slide();
    if (slide != nullptr && !core::isSyntheticSlide(*slide->slide))
        m_messages->showMessage(ui::MessageBar::Kind::Information, ui::syntheticNotice());
}

void RunNotices::sayWarnings(const std::vector<core::RunWarning>& warnings)
{
    QStringList sentences;
    for (const core::RunWarning& warning : warnings)
        sentences << tr("%1.", "a sentence").arg(ui::translated(warning.text));
    m_messages->showMessage(ui::MessageBar::Kind::Information, sentences.join(QLatin1Char(' ')));
}

void RunNotices::offerWaiting(int count)
{
    m_messages->showMessage(
        ui::MessageBar::Kind::Information,
        tr("%n prediction(s) of this slide were not finished when it was last open.", "", count), tr("Go On"),
        [this] { m_queue->takeUp(); });
}

void RunNotices::askForTrust(const QString& name, const QString& hash)
{
    m_messages->showMessage(ui::MessageBar::Kind::Information,
                            tr("%1 holds a program (TorchScript), which can do whatever you can. Nothing "
                               "of it was run. Trust it, "
                               "once and for all, only if you know where it comes from.")
                                .arg(name),
                            tr("Trust and Run"), [this, hash] { m_run->trust(hash); });
}

void RunNotices::sayWorkerDied(const QString& reason)
{
    const auto* prediction = m_document->prediction();
    const auto kept = prediction != nullptr ? prediction->rowsPresent : 0;
    m_messages->showMessage(
        ui::MessageBar::Kind::Error,
        tr("The prediction stopped: its background process ended (%1). The %2 spots predicted so "
           "far are kept; restarting does only the rest.")
            .arg(reason, QLocale().toString(qlonglong(kept))),
        tr("Restart"), [this] { m_run->restart(); });
}

} // namespace transcope::app
