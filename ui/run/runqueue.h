#pragma once

#include "ui/document/appsettings.h"
#include "ui/run/runcontroller.h"

#include <vector>

namespace transcope::ui {

/// Predictions of the open slide one after the other: the next begins when one has finished, failed or been
/// cancelled. It waits after a worker's death or where a program needs trust, until a run has ended well or
/// another is added. What has not finished is remembered per slide, so that it can be taken up again when the
/// slide is next opened. UI thread only.
class RunQueue : public QObject
{
    Q_OBJECT
public:
    /// All must outlive this object.
    RunQueue(Document* document, RunController* run, AppSettings* settings, QObject* parent = nullptr);

    /// Starts at once where nothing runs or waits.
    void add(const RunChoice& choice);
    /// place: in waiting().
    void remove(int place);
    /// In their order; the running one is not among them.
    const std::vector<RunChoice>& waiting() const { return m_waiting; }
    /// Whether the next will begin by itself.
    bool isBusy() const { return m_run->isActive() || m_next; }
    /// Adds what offered() spoke of.
    void takeUp();

signals:
    void changed();
    /// So many were left unfinished when this slide was open last; nothing begins before takeUp().
    void offered(int count);

private:
    void startNext();
    void startNextSoon();
    void remember();
    void takeSlide();
    QString openSlide() const;

    Document* m_document;
    RunController* m_run;
    AppSettings* m_settings;
    QString m_slide; ///< absolute; empty for none
    std::vector<RunChoice> m_waiting;
    std::vector<RunChoice> m_left;    ///< of an earlier opening, not taken up yet
    bool m_next = false;              ///< the next begins in the event loop's next turn
    std::optional<RunChoice> m_begun; ///< the last that was begun on m_slide, until it has ended
};

/// What its name is to a person: the weights' file without its ending, or the program's command, and how
/// dense.
QString nameOf(const RunChoice& choice);

} // namespace transcope::ui
