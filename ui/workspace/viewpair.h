#pragma once

#include "ui/slideview/slideview.h"

#include <QSplitter>
#include <array>

namespace transcope::ui {

/// Which of the two views.
enum class Side { Measured, Predicted };

/// The measured and the predicted view side by side; moving one moves the other.
class ViewPair : public QSplitter
{
    Q_OBJECT
public:
    explicit ViewPair(QWidget* parent = nullptr);

    SlideView* view(Side side) const { return m_views[static_cast<std::size_t>(side)]; }
    const std::array<SlideView*, 2>& views() const { return m_views; }
    /// The view that has, or last had, the mouse or the keyboard; always a visible one.
    SlideView* currentView() const;
    /// At least one side stays visible. Views that still show the whole slide go on doing so.
    void setVisibleSides(bool measured, bool predicted);
    void zoomToFit();
    /// A new slide is shown whole until the user moves a view.
    void startFitted() { m_moved = false; }
    void setView(const ViewState& state); ///< of both
    /// Whether every visible view has all its tiles.
    bool isSettled() const;

signals:
    void spotClicked(transcope::ui::Side side, int spot);
    void cursorMoved(transcope::ui::Side side, const QPointF& level0Px, int spot);
    void viewChanged(const transcope::ui::ViewState& view);
    void colourRangeChanged(transcope::ui::Side side, double low, double high);
    void overlayOpacityChanged(double opacity);
    void overlayVisibleChanged(bool visible);
    void cursorLeft();
    void readFailed(const QString& message);
    void fileDropped(const QString& path);

private:
    void connectView(Side side);

    std::array<SlideView*, 2> m_views;
    SlideView* m_current;
    bool m_moved = false; ///< by the user, or by setView()
};

} // namespace transcope::ui
