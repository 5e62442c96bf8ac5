#pragma once

#include "ui/document/document.h"
#include "ui/slideview/slideview.h"
#include "ui/workspace/displaystate.h"

#include <QWidget>
#include <memory>

class QSplitter;

namespace transcope::ui {

class LinkedViews;
class ViewHead;

/// The one to four views of a document in a row or a grid, each under a head of its own. How many there are
/// and what they share says the display; what is painted on them the OverlayController.
class Workspace : public QWidget
{
    Q_OBJECT
public:
    Workspace(Document* document, DisplayState* display, QWidget* parent = nullptr);

    int count() const { return static_cast<int>(m_display->views().size()); }
    SlideView* view(int index) const { return m_panes.at(static_cast<std::size_t>(index)).view; }
    ViewHead* head(int index) const { return m_panes.at(static_cast<std::size_t>(index)).head; }
    /// The view that has, or last had, the mouse or the keyboard.
    SlideView* currentView() const { return view(m_display->current()); }

    /// Fits tissue or spots; where they are fitted already, the whole slide. All views that share the place.
    void zoomToFit();
    void setView(const ViewState& state); ///< of all
    void turnTo(double degrees);          ///< the current one, and all that share the angle with it
    /// Whether every visible view has all its tiles, and what there is to see is known.
    bool isSettled() const;
    bool isGrid() const; ///< how views stand now, whoever chose it
    void setScaleBarsVisible(bool visible);
    void setMinimapsVisible(bool visible);
    /// Of a grid, unless rows were chosen: views whose heads do not fit into a row stand in one.
    QSize minimumSizeHint() const override;

signals:
    void spotClicked(int view, int spot);
    /// As SlideView's.
    void regionEdited(int region, const std::vector<transcope::core::Polygon>& polygons);
    void regionClicked(int region);
    void cursorMoved(const QPointF& level0Px);
    void arranged();    ///< views stand in other rows
    void viewChanged(); ///< place or size of the current one
    void colourRangeChanged(int view, double low, double high);
    void categoryClicked(int view, const QString& category);
    void overlayOpacityChanged(double opacity);
    void overlayVisibleChanged(bool visible);
    void cursorLeft();
    void readFailed(const QString& message);
    void fileDropped(const QString& path);
    void layerChosen(int view, transcope::ui::LayerId layer);
    void closeRequested(int view);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Pane
    {
        QWidget* frame = nullptr;
        ViewHead* head = nullptr;
        SlideView* view = nullptr;
    };

    void takeDisplay();
    void takeSlide();
    void takeContent();
    void applyContent(const QRectF& level0Px);
    void addPane();
    void takeClosed(int index);
    int indexOf(const QWidget* viewOrHead) const;
    /// The current view, and those that share this with it.
    std::vector<SlideView*> sharing(ViewLink link) const;
    void connectView(SlideView* source);
    void connectHead(ViewHead* source);
    Arrangement bestArrangement() const;
    QSize leastSize(int columns, int rows) const;
    void arrange();
    void rearrange();
    void showPanes();
    void showHeads();
    void applyLinks();
    void applyBeside();

    Document* m_document;
    DisplayState* m_display;
    LinkedViews* m_links;
    QSplitter* m_rows;
    std::array<QSplitter*, 2> m_row;
    std::vector<Pane> m_panes;   ///< at least as many as views; the rest is hidden
    std::vector<int> m_arranged; ///< row of each view, as they stand
    QRectF m_content;
    BackgroundJobs m_tissue;
    bool m_scaleBars = true;
    bool m_minimaps = true;
};

} // namespace transcope::ui
