#pragma once

#include "core/colour/colourmap.h"
#include "core/colour/pictureadjustment.h"
#include "core/region/region.h"
#include "core/slide/slide.h"
#include "core/spots/placedspots.h"
#include "core/spots/spotmark.h"
#include "core/surface/contours.h"
#include "ui/slideview/regioneditor.h"
#include "ui/slideview/viewstate.h"

#include <QImage>
#include <QLineF>
#include <QString>
#include <QWidget>
#include <memory>
#include <vector>

namespace transcope::ui {

/// One view of a slide: pyramid tiles, spots on top, scale bar, minimap, colour bar. Pans and zooms as
/// docs/viewer.md says. Draws with OpenGL 3.3 where there is one, else the same picture with QPainter.
/// UI thread only; tiles are read on the tile pool.
class SlideView : public QWidget
{
    Q_OBJECT
public:
    explicit SlideView(QWidget* parent = nullptr);
    ~SlideView() override;

    /// nullptr shows the empty state ("Open a slide, or drop one here").
    void setSlide(std::shared_ptr<const core::Slide> slide);
    std::shared_ptr<const core::Slide> slide() const;
    /// Spots of the slide; nullptr for none. Values and colours of earlier spots are dropped.
    void setSpots(std::shared_ptr<const core::PlacedSpots> spots);
    /// One value per spot, NaN missing; coloured through the scale. Uploads one float per spot.
    void setValues(std::vector<float> values);
    /// One colour per spot (PCA); replaces values until the next setValues(). The colour bar is hidden.
    void setSpotColours(std::vector<core::Rgb> colours);
    void setColourScale(const core::ColourScale& scale, const QString& label);
    /// As SpotLayer::setSurface().
    void setSurface(std::shared_ptr<const core::PlacedSpots> cells, std::vector<float> values,
                    std::vector<std::uint8_t> weights);
    /// As SpotLayer::setLook().
    void setLook(core::SpotMark mark, std::vector<std::uint8_t> weights,
                 std::vector<core::ContourLine> contours, std::shared_ptr<const core::SpotTable> outlined);
    /// What the spots' own colours stand for: categories, of which `hidden` are not drawn, or, where it
    /// mixes, two or three colours that are added up.
    void setLegend(std::vector<core::LegendEntry> entries, std::vector<std::string> hidden, bool mixes);
    core::ColourScale colourScale() const;
    /// Changes the range only; does not emit colourRangeChanged.
    void setColourRange(double low, double high);
    /// µm per level-0 px for the scale bar; until the next setSlide(), which takes the slide's own.
    void setUmPerPx(std::optional<double> umPerPx);

    /// How the slide, and nothing that lies over it, is shown in all views of it, until the next setSlide().
    void setAdjustment(const core::PictureAdjustment& adjustment);
    void setOverlayOpacity(double opacity); ///< 0..1, default 0.75
    double overlayOpacity() const;
    void setOverlayVisible(bool visible);
    bool isOverlayVisible() const;
    void setSelectedSpot(int spot);               ///< -1 none; drawn with a ring
    void setBrushedSpots(std::vector<int> spots); ///< with finer ones
    /// The other view's spots, as it shows them, lie right of a divider, or everywhere, instead of the own
    /// ones; nullptr ends that. divider: 0..1 of the width.
    void setBeside(SlideView* other, bool everywhere, double divider);
    /// current: the one that can be changed; -1 none.
    void setRegions(std::vector<core::Region> regions, int current);
    void setRegionTool(RegionTool tool);
    bool dropRegion();          ///< that is being drawn; false where none is
    void setMeasuring(bool on); ///< the left button draws a line, whose length is shown
    void setRuler(const std::optional<QLineF>& level0Px); ///< that line; does not emit measured
    void setTitle(const QString& title);                  ///< top left, e.g. "Measured"
    void
    setMessage(const QString& message); ///< centred notice over the view (loading, failed); empty hides it
    void setScaleBarVisible(bool visible);
    void setMinimapVisible(bool visible);

    ViewState view() const;
    QRectF visibleLevel0Px() const;      ///< the smallest upright rectangle that holds all that is seen
    void setView(const ViewState& view); ///< does not emit viewChanged
    /// Moves there smoothly, as if a person did: linked views are told.
    void goTo(const ViewState& view);
    /// Turns the slide about the view's middle; does not emit viewChanged. What fits goes on doing so.
    void setRotation(double degrees);
    /// What there is to see, in level-0 px: tissue or spots. A view that nobody moved fits it and goes on
    /// doing so. Empty, and after setSlide(): the whole slide.
    void setContent(const QRectF& level0Px);
    /// Fits the content, or the whole slide, until it is moved; does not emit viewChanged.
    void fit(bool wholeSlide);
    /// Whether it does, and has not been moved since.
    bool isFitted() const;
    bool fitsWhole() const; ///< of a fitted view: the whole slide
    /// Takes a key as if it had been pressed here; false for one that means nothing to a view. Linked views
    /// are told.
    bool takeKey(QKeyEvent* event);
    /// Whether every tile of the present view has arrived (for screenshots and tests).
    bool isSettled() const;
    /// The view as drawn now, at the widget's size.
    QImage grabView();
    /// Where the colour bar or the legend was drawn last, in screen px; empty without.
    QRectF legendRect() const;
    /// What draws: "OpenGL 4.6 (…)" or "CPU".
    QString rendererDescription() const;

signals:
    void viewChanged(const transcope::ui::ViewState& view); ///< by the user
    void spotClicked(int spot);                             ///< -1: clicked beside every spot
    void positionClicked(const QPointF& level0Px);
    /// One was drawn, with -1, or changed; nothing is left of it where polygons are empty.
    void regionEdited(int region, const std::vector<transcope::core::Polygon>& polygons);
    void regionClicked(int region);                      ///< on its line
    void measured(const QLineF& level0Px);               ///< as the line is drawn
    void cursorMoved(const QPointF& level0Px, int spot); ///< spot under the cursor or -1
    void cursorLeft();
    void overlayOpacityChanged(double opacity); ///< by Ctrl+wheel
    void overlayVisibleChanged(bool visible);
    void colourRangeChanged(double low, double high); ///< by dragging on the colour bar
    void categoryClicked(const QString& name);        ///< in the legend
    void dividerMoved(double divider);                ///< by the user, 0..1 of the width
    void overlayChanged();                            ///< spots, values, colours or title are others
    void readFailed(const QString& message);          ///< a tile could not be read; said once per slide
    void fileDropped(const QString& path);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace transcope::ui
