#include "ui/slideview/linkedviews.h"

#include "ui/slideview/slideview.h"

#include <algorithm>

namespace transcope::ui {

LinkedViews::LinkedViews(QObject* parent) : QObject(parent) {}

void LinkedViews::add(SlideView* view)
{
    m_members.push_back({view});
    connect(view, &SlideView::viewChanged, this, [this, view] { follow(view); });
    connect(view, &QObject::destroyed, this, [this, view] {
        std::erase_if(m_members, [view](const Member& member) { return member.view == view; });
    });
}

void LinkedViews::remove(SlideView* view)
{
    std::erase_if(m_members, [view](const Member& member) { return member.view == view; });
    disconnect(view, nullptr, this, nullptr);
}

void LinkedViews::setLinks(SlideView* view, bool place, bool rotation, const SlideView* leader)
{
    const auto member = std::ranges::find(m_members, view, &Member::view);
    const bool joinsPlace = place && !member->place, joinsRotation = rotation && !member->rotation;
    member->place = place;
    member->rotation = rotation;
    if (leader != nullptr && leader != view)
        bring(*member, *leader, joinsPlace, joinsRotation);
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

void LinkedViews::bring(const Member& member, const SlideView& leader, bool place, bool rotation)
{
    if (!place && !rotation)
        return;
    const ViewState goal = carriedOver(leader.view(), leader, *member.view);
    ViewState state = place ? goal : member.view->view();
    state.rotationDegrees = rotation ? goal.rotationDegrees : member.view->view().rotationDegrees;
    if (state != member.view->view())
        member.view->setView(state);
}

void LinkedViews::follow(SlideView* leader)
{
    const auto led = std::ranges::find(m_members, leader, &Member::view);
    if (led == m_members.end())
        return;
    for (const Member& member : m_members)
        if (member.view != leader)
            bring(member, *leader, led->place && member.place, led->rotation && member.rotation);
}

} // namespace transcope::ui
