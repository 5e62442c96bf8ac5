#pragma once

#include "ui/workspace/workspace.h"

namespace transcope::ui {

/// The tool that measures a distance, in every view: what is measured in one is seen in all. UI thread only.
class MeasureController : public QObject
{
    Q_OBJECT
public:
    /// All outlive the controller.
    MeasureController(Document* document, DisplayState* display, Workspace* workspace,
                      QObject* parent = nullptr);

    bool isOn() const { return m_isOn; }
    void setOn(bool on); ///< off takes the line away

signals:
    void toggled(bool on);

private:
    void takeViews();
    void show(const QLineF& level0Px);

    Workspace* m_workspace;
    int m_views = 0; ///< that know of the tool
    bool m_isOn = false;
    std::optional<QLineF> m_line; ///< level-0 px
};

} // namespace transcope::ui
