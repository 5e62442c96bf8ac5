#include "ui/workspace/viewpair.h"

#include "ui/slideview/linkedviews.h"

#include <QTimer>

namespace transcope::ui {

ViewPair::ViewPair(QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_views{new SlideView, new SlideView}, m_current(m_views[1])
{
    setChildrenCollapsible(false);
    setHandleWidth(3);
    auto* links = new LinkedViews(this);
    for (auto* view : m_views) {
        addWidget(view);
        links->add(view);
    }
    connectView(Side::Measured);
    connectView(Side::Predicted);
    setVisibleSides(false, true);
}

SlideView* ViewPair::currentView() const
{
    if (!m_current->isHidden())
        return m_current;
    return m_current == m_views[0] ? m_views[1] : m_views[0];
}

void ViewPair::setVisibleSides(bool measured, bool predicted)
{
    const auto state = currentView()->view();
    auto* left = view(Side::Measured);
    auto* right = view(Side::Predicted);
    const bool cameUp = (measured && left->isHidden()) || (predicted && right->isHidden());
    left->setVisible(measured);
    right->setVisible(predicted || !measured);
    if (measured && predicted && cameUp) {
        setSizes({1000, 1000}); // shares, not px: QSplitter scales them
        if (m_moved) {
            left->setView(state);
            right->setView(state);
        } else {
            // After the splitter has given them their sizes.
            QTimer::singleShot(0, this, &ViewPair::zoomToFit);
        }
    }
}

void ViewPair::zoomToFit()
{
    m_moved = false;
    for (auto* view : m_views)
        view->zoomToFit();
}

void ViewPair::setView(const ViewState& state)
{
    m_moved = true;
    for (auto* view : m_views)
        view->setView(state);
}

bool ViewPair::isSettled() const
{
    return (m_views[0]->isHidden() || m_views[0]->isSettled()) &&
           (m_views[1]->isHidden() || m_views[1]->isSettled());
}

void ViewPair::connectView(Side side)
{
    auto* source = view(side);
    connect(source, &SlideView::viewChanged, this, [this, source](const ViewState& state) {
        m_current = source;
        m_moved = true;
        emit viewChanged(state);
    });
    connect(source, &SlideView::spotClicked, this, [this, source, side](int spot) {
        m_current = source;
        emit spotClicked(side, spot);
    });
    connect(source, &SlideView::cursorMoved, this,
            [this, side](const QPointF& at, int spot) { emit cursorMoved(side, at, spot); });
    connect(source, &SlideView::cursorLeft, this, &ViewPair::cursorLeft);
    connect(source, &SlideView::colourRangeChanged, this,
            [this, side](double low, double high) { emit colourRangeChanged(side, low, high); });
    connect(source, &SlideView::overlayOpacityChanged, this, &ViewPair::overlayOpacityChanged);
    connect(source, &SlideView::overlayVisibleChanged, this, &ViewPair::overlayVisibleChanged);
    connect(source, &SlideView::readFailed, this, &ViewPair::readFailed);
    connect(source, &SlideView::fileDropped, this, &ViewPair::fileDropped);
}

} // namespace transcope::ui
