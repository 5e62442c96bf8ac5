#pragma once

#include "ui/workspace/workspace.h"

#include <QTimer>

namespace transcope::ui {

/// What one view shows on its spots; also what exports and the landscape draw.
struct ShownMap
{
    std::shared_ptr<const core::Map> map;           ///< nullptr: nothing to show
    std::shared_ptr<const core::PlacedSpots> spots; ///< the map's
    std::shared_ptr<const core::PlacedSpots> cells; ///< of its surface; nullptr without one
    std::optional<core::ColourScale> scale;         ///< absent where the map has colours of its own
    QString title;                                  ///< "Predicted (M2OST) · DDX5"

    /// Whether spots are coloured, and why not is said.
    bool isPainted() const { return map && map->notice.empty(); }
};

/// Brings document and display state onto the views. Maps are made in the background, at most one at a time
/// for a view; until it is there the last one stays. While rows arrive views are refreshed at most ten times
/// a second.
class OverlayController : public QObject
{
    Q_OBJECT
public:
    OverlayController(Document* document, DisplayState* display, Workspace* workspace,
                      QObject* parent = nullptr);

    const ShownMap& shown(int view) const { return m_views.at(static_cast<std::size_t>(view))->shown; }
    /// Of the current view.
    const ShownMap& shown() const { return shown(m_display->current()); }
    /// Whether everything asked for is on the views (for screenshots and tests).
    bool isSettled() const;

signals:
    void shownChanged();
    void failed(const QString& message); ///< a layer could not be read

private:
    struct View
    {
        ShownMap shown;
        core::MapRecipe recipe;    ///< of the shown map
        core::MapRecipe requested; ///< of the map that was last asked for
        LayerId layer = 0;         ///< likewise
        bool isBehind = false;     ///< rows came while a map was made
        ShownMap onView;           ///< what the view was last given
        BackgroundJobs jobs;
    };
    View& of(int view) { return *m_views.at(static_cast<std::size_t>(view)); }
    int count() const { return static_cast<int>(m_views.size()); }

    void takeSlide();
    void takeLayers();
    void takeDisplay();
    void takeRows();
    void matchViews();
    void request(int view);
    void finish(View& view, const core::MapRecipe& recipe, core::Result<ShownMap> made);
    void show();
    void sayAnew();
    void applyScales();
    void shareRanges(std::vector<core::ValueRange>& ranges) const;
    void applyTo(int view);

    Document* m_document;
    DisplayState* m_display;
    Workspace* m_workspace;
    std::vector<std::unique_ptr<View>> m_views; ///< as many as the display has
    QTimer m_rows;                              ///< runs while views are behind the rows
};

} // namespace transcope::ui
