#pragma once

#include "ui/document/backgroundjobs.h"
#include "ui/panels/spotinspector.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/viewpair.h"

#include <QTimer>

namespace transcope::ui {

/// The selected spot: ringed in the views, shown by the inspector, kept up to date while rows arrive.
class SelectionController : public QObject
{
    Q_OBJECT
public:
    SelectionController(Document* document, DisplayState* display, ViewPair* views, SpotInspector* inspector,
                        QObject* parent = nullptr);

    /// side: whose spots the index counts; −1 for none.
    void select(Side side, int spot);
    void clear() { select(m_side, -1); }
    int selectedSpot() const { return m_spot; }
    /// Whether the inspector shows the selected spot as it is now (for screenshots and tests).
    bool isSettled() const { return !m_refresh.isActive() && !m_jobs.isBusy(); }

private:
    void refresh();
    void finish(const core::SpotProfile& profile);

    Document* m_document;
    DisplayState* m_display;
    ViewPair* m_views;
    SpotInspector* m_inspector;
    Side m_side = Side::Measured;
    int m_spot = -1;
    QTimer m_refresh;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
