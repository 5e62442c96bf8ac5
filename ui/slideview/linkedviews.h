#pragma once

#include "ui/slideview/viewstate.h"

#include <QObject>
#include <vector>

namespace transcope::ui {

class SlideView;

/// Keeps several views on the same place: when the user pans, zooms or turns one, the others follow. On
/// slides of different size (the same section, scanned or scaled differently) positions and scale are carried
/// over in proportion to the slides' widths and heights.
class LinkedViews : public QObject
{
    Q_OBJECT
public:
    explicit LinkedViews(QObject* parent = nullptr);

    /// A view that is deleted leaves by itself.
    void add(SlideView* view);
    void remove(SlideView* view);

    /// Default true. Turning it on brings the others to where the first one is.
    void setPositionLinked(bool linked);
    bool isPositionLinked() const { return m_positionLinked; }
    /// Default false: each view keeps its own colour range.
    void setRangeLinked(bool linked);
    bool isRangeLinked() const { return m_rangeLinked; }

    /// The view of `from` carried over to `to`; unchanged where one of them shows no slide.
    static ViewState carriedOver(const ViewState& state, const SlideView& from, const SlideView& to);

signals:
    /// A view's colour range was changed because another's was.
    void rangeFollowed(transcope::ui::SlideView* view, double low, double high);

private:
    void follow(SlideView* leader);
    void followRange(SlideView* leader, double low, double high);

    std::vector<SlideView*> m_views;
    bool m_positionLinked = true;
    bool m_rangeLinked = false;
};

} // namespace transcope::ui
