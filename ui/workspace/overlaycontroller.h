#pragma once

#include "ui/document/document.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/viewpair.h"

#include <QTimer>

namespace transcope::ui {

/// What one view shows on its spots; also what exports and the landscape draw.
struct ShownMap
{
    std::shared_ptr<const core::Map> map;   ///< nullptr: nothing to show
    std::optional<core::ColourScale> scale; ///< absent where the map has colours of its own
    QString title;                          ///< "Predicted (M2OST) · DDX5"

    /// Whether spots are coloured, and why not is said.
    bool isPainted() const { return map && map->notice.empty(); }
};

/// The layer of a view: the measured one, or the one that is shown beside it; nullptr where there is none.
const OpenLayer* layerOn(const Document& document, Side side);

/// Brings document and display state onto the views. Maps are made in the background, at most one at a time
/// for a view; until it is there the last one stays. While rows arrive views are refreshed at most ten times
/// a second.
class OverlayController : public QObject
{
    Q_OBJECT
public:
    OverlayController(Document* document, DisplayState* display, ViewPair* views, QObject* parent = nullptr);

    const ShownMap& shown(Side side) const { return of(side).shown; }
    /// Whether everything asked for is on the views (for screenshots and tests).
    bool isSettled() const;

signals:
    void shownChanged();
    void failed(const QString& message); ///< a layer could not be read

private:
    struct View
    {
        ShownMap shown;
        core::MapRecipe recipe; ///< of the shown map
        bool isBehind = false;  ///< rows came while a map was made
        ShownMap onView;        ///< what the view was last given
        BackgroundJobs jobs;
    };
    View& of(Side side) { return m_sides[static_cast<std::size_t>(side)]; }
    const View& of(Side side) const { return m_sides[static_cast<std::size_t>(side)]; }

    void takeSlide();
    void takeLayers();
    void takeDisplay();
    void takeRows();
    void request(Side side);
    void finish(Side side, const core::MapRecipe& recipe, core::Result<core::Map> map);
    void show();
    void applyScales();
    void applyTo(Side side);

    Document* m_document;
    DisplayState* m_display;
    ViewPair* m_views;
    std::array<View, 2> m_sides;
    core::MapRecipe m_requested; ///< by both views
    QTimer m_rows;               ///< runs while views are behind the rows
};

} // namespace transcope::ui
