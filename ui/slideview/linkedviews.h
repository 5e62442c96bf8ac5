#pragma once

#include "ui/slideview/viewstate.h"

#include <QObject>
#include <vector>

namespace transcope::ui {

class SlideView;

/// Keeps several views on the same place: when the user pans, zooms or turns one, the others follow, as far
/// as both share it. On slides of different size (the same section, scanned or scaled differently) positions
/// and scale are carried over in proportion to the slides' widths and heights.
class LinkedViews : public QObject
{
    Q_OBJECT
public:
    explicit LinkedViews(QObject* parent = nullptr);

    /// A view that is deleted leaves by itself.
    void add(SlideView* view);
    void remove(SlideView* view);

    /// What a view shares: centre and zoom, and the angle; both true at first. One that comes to share what
    /// it did not goes where `leader` is.
    void setLinks(SlideView* view, bool place, bool rotation, const SlideView* leader);
    /// The others go where this one is, as far as they share it.
    void follow(SlideView* leader);

    /// The view of `from` carried over to `to`; unchanged where one of them shows no slide.
    static ViewState carriedOver(const ViewState& state, const SlideView& from, const SlideView& to);

private:
    struct Member
    {
        SlideView* view;
        bool place = true;
        bool rotation = true;
    };
    static void bring(const Member& member, const SlideView& leader, bool place, bool rotation);

    std::vector<Member> m_members;
};

} // namespace transcope::ui
