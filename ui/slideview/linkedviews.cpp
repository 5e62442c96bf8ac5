#include "ui/slideview/linkedviews.h"

#include "ui/slideview/slideview.h"

namespace transcope::ui {

LinkedViews::LinkedViews(QObject* parent) : QObject(parent) {}

void LinkedViews::add(SlideView* view)
{
    m_views.push_back(view);
    connect(view, &SlideView::viewChanged, this, [this, view] { follow(view); });
    connect(view, &SlideView::colourRangeChanged, this,
            [this, view](double low, double high) { followRange(view, low, high); });
    connect(view, &QObject::destroyed, this, [this, view] { std::erase(m_views, view); });
}

void LinkedViews::remove(SlideView* view)
{
    std::erase(m_views, view);
    disconnect(view, nullptr, this, nullptr);
}

void LinkedViews::setPositionLinked(bool linked)
{
    m_positionLinked = linked;
    if (!m_views.empty())
        follow(m_views.front());
}

void LinkedViews::setRangeLinked(bool linked)
{
    m_rangeLinked = linked;
    if (m_views.empty())
        return;
    const core::ColourScale scale = m_views.front()->colourScale();
    followRange(m_views.front(), scale.low, scale.high);
}

ViewState LinkedViews::carriedOver(const ViewState& state, const SlideView& from, const SlideView& to)
{
    if (!from.slide() || !to.slide() || from.slide() == to.slide())
        return state;
    const core::SizeI a = from.slide()->sizeLevel0Px(), b = to.slide()->sizeLevel0Px();
    const double x = double(b.width) / double(a.width), y = double(b.height) / double(a.height);
    ViewState carried = state;
    carried.centreLevel0Px = {state.centreLevel0Px.x() * x, state.centreLevel0Px.y() * y};
    carried.screenPxPerSlidePx = state.screenPxPerSlidePx / ((x + y) / 2);
    return carried;
}

void LinkedViews::follow(SlideView* leader)
{
    if (!m_positionLinked)
        return;
    for (SlideView* view : m_views)
        if (view != leader)
            view->setView(carriedOver(leader->view(), *leader, *view));
}

void LinkedViews::followRange(SlideView* leader, double low, double high)
{
    if (!m_rangeLinked)
        return;
    for (SlideView* view : m_views)
        if (view != leader) {
            view->setColourRange(low, high);
            emit rangeFollowed(view, low, high);
        }
}

} // namespace transcope::ui
