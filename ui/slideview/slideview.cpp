#include "ui/slideview/slideview.h"

#include "ui/language/everylanguage.h"
#include "ui/slideview/slideviewimpl.h"

#include <QEvent>
#include <algorithm>
#include <utility>

namespace transcope::ui {

namespace {

constexpr int TilesMilliseconds = 16;

} // namespace

SlideView::Impl::Impl(SlideView* view) : q(view)
{
    tilesCame.setSingleShot(true);
    tilesCame.setInterval(TilesMilliseconds);
    QObject::connect(&tilesCame, &QTimer::timeout, view, [this] { update(); });
}

void SlideView::Impl::makeCanvas(bool openGl)
{
    if (canvas)
        canvas->widget()->deleteLater();
    const auto sceneNow = [this] { return scene(); };
    // Swapped from the event loop: the canvas that failed is still in the middle of its start.
    const auto failed = [this] {
        QMetaObject::invokeMethod(
            q, [this] { makeCanvas(false); }, Qt::QueuedConnection);
    };
    canvas = openGl ? makeGlCanvas(q, sceneNow, failed) : makeRasterCanvas(q, sceneNow);
    canvas->widget()->setGeometry(q->rect());
    canvas->widget()->setVisible(true);
}

Viewport SlideView::Impl::viewport() const
{
    return {QSizeF(q->size()), q->devicePixelRatioF(), animator.state()};
}

Scene SlideView::Impl::scene()
{
    syncSize();
    Scene scene;
    scene.viewport = viewport();
    scene.background = style.background;
    if (source) {
        scene.tiles = planTiles(source->pyramid(), scene.viewport,
                                [this](const TileKey& key) { return source->tile(key); });
        if (!scene.tiles.complete)
            requestTiles(true);
        const core::SizeI size = slideSize();
        furniture.minimap.setSlide(QSizeF(double(size.width), double(size.height)),
                                   source->tile(source->pyramid().root()));
        scene.spots = &spots;
        addBeside(scene);
        scene.regions = &regions.layer;
        scene.ruler = &ruler;
    }
    furniture.adjustment = source ? source->adjustment() : core::PictureAdjustment();
    furniture.minimapNeeded = content.isEmpty() || !fitted;
    if (std::exchange(extentIsOld, false))
        furniture.colourBar.updateExtent(spots);
    scene.furniture = furniture.pictures(scene.viewport, slide != nullptr, spots, style);
    return scene;
}

/// The furniture names what is seen.
void SlideView::Impl::addBeside(Scene& scene)
{
    furniture.dividerScreenPx.reset();
    furniture.besideTitle.clear();
    if (!beside)
        return;
    const auto& other = *beside->m_impl;
    furniture.besideTitle =
        other.furniture.message.isEmpty() ? other.furniture.title : other.furniture.message;
    scene.beside = &other.spots;
    scene.dividerScreenPx = besideEverywhere ? 0 : std::round(divider * q->width());
    if (!besideEverywhere)
        furniture.dividerScreenPx = scene.dividerScreenPx;
}

void SlideView::Impl::requestTiles(bool evenIfUnchanged)
{
    if (!source)
        return;
    // What will be needed where the movement ends, not what flies past on the way.
    const Viewport destination(QSizeF(q->size()), q->devicePixelRatioF(), animator.destination());
    TileWants wants = wantedTiles(source->pyramid(), destination);
    if (!evenIfUnchanged && wants.tiles == wanted)
        return;
    wanted = std::move(wants.tiles);
    source->want(q, wanted, wants.visibleBytes);
}

bool SlideView::Impl::tilesComplete()
{
    if (!source)
        return true;
    const TileWants wants = wantedTiles(source->pyramid(), viewport());
    return std::all_of(wants.tiles.begin(), wants.tiles.begin() + std::ptrdiff_t(wants.visible),
                       [this](const TileKey& key) { return source->has(key); });
}

/// Frames for every single tile would take the time in which the others are decoded.
void SlideView::Impl::takeTile()
{
    if (tilesComplete())
        update();
    else if (!tilesCame.isActive())
        tilesCame.start();
}

void SlideView::Impl::updateScale()
{
    extentIsOld = true;
    update();
    emit q->overlayChanged();
}

void SlideView::Impl::updateStyle()
{
    style = FurnitureStyle::of(q->palette(), q->font());
    update();
}

void SlideView::Impl::syncSize()
{
    animator.setFrame(QSizeF(q->size()), slideSize());
    if (fitted && slide && !animator.isMoving()) {
        const ViewState state = fittedState();
        if (state != animator.state())
            animator.setState(state);
    }
}

ViewState SlideView::Impl::fittedState() const
{
    const double rotation = animator.state().rotationDegrees;
    return content.isEmpty() || whole ? fittingView(QSizeF(q->size()), slideSize(), rotation)
                                      : fittingView(QSizeF(q->size()), content, rotation);
}

void SlideView::Impl::show(const ViewState& state, bool byUser)
{
    animator.setFrame(QSizeF(q->size()), slideSize());
    animator.setState(slide ? limitedView(state, QSizeF(q->size()), slideSize()) : state);
    fitted = false;
    requestTiles(false);
    update();
    if (ruler.follow(animator.state().centreLevel0Px))
        changedRuler();
    if (byUser)
        emit q->viewChanged(animator.state());
}

/// A step of an animation.
void SlideView::Impl::moved()
{
    requestTiles(false);
    update();
    if (ruler.follow(animator.state().centreLevel0Px))
        changedRuler();
    emit q->viewChanged(animator.state());
}

SlideView::SlideView(QWidget* parent) : QWidget(parent), m_impl(std::make_unique<Impl>(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setMinimumSize(120, 100);
    inEveryLanguage(this, [this] { setAccessibleName(tr("Slide view")); });
    m_impl->makeCanvas(prefersOpenGl());
    m_impl->updateStyle();
    connect(&m_impl->animator, &ViewAnimator::moved, this, [this] { m_impl->moved(); });
    connect(&m_impl->animator, &ViewAnimator::stopped, this, [this] { m_impl->requestTiles(true); });
}

SlideView::~SlideView()
{
    // The canvas may want a last scene while it goes; it must go before what scenes are made of.
    delete m_impl->canvas->widget();
    if (m_impl->source)
        m_impl->source->forget(this);
}

void SlideView::setSlide(std::shared_ptr<const core::Slide> slide)
{
    if (m_impl->source) {
        m_impl->source->forget(this);
        disconnect(m_impl->source.get(), nullptr, this, nullptr);
    }
    m_impl->slide = std::move(slide);
    m_impl->source = m_impl->slide ? TileSource::of(m_impl->slide) : nullptr;
    m_impl->wanted.clear();
    m_impl->spots.setSpots(nullptr);
    m_impl->ruler = {};
    m_impl->furniture.minimap.setSlide({}, {});
    m_impl->content = {};
    m_impl->fitted = true;
    m_impl->whole = false;
    m_impl->animator.setState({});
    if (m_impl->source) {
        connect(m_impl->source.get(), &TileSource::tileArrived, this, [this] { m_impl->takeTile(); });
        connect(m_impl->source.get(), &TileSource::adjustmentChanged, this, [this] { m_impl->update(); });
        connect(m_impl->source.get(), &TileSource::readFailed, this, &SlideView::readFailed);
    }
    setUmPerPx(m_impl->slide ? m_impl->slide->umPerPx() : std::nullopt);
    m_impl->syncSize();
    m_impl->requestTiles(true);
    m_impl->updateScale();
}

std::shared_ptr<const core::Slide> SlideView::slide() const
{
    return m_impl->slide;
}

void SlideView::setSpots(std::shared_ptr<const core::PlacedSpots> spots)
{
    m_impl->spots.setSpots(std::move(spots));
    m_impl->updateScale();
}

void SlideView::setValues(std::vector<float> values)
{
    m_impl->spots.setValues(std::move(values));
    m_impl->updateScale();
}

void SlideView::setSpotColours(std::vector<core::Rgb> colours)
{
    m_impl->spots.setColours(std::move(colours));
    m_impl->updateScale();
}

void SlideView::setColourScale(const core::ColourScale& scale, const QString& label)
{
    m_impl->spots.setScale(scale);
    m_impl->furniture.colourBar.setLabel(label);
    m_impl->updateScale();
}

void SlideView::setLook(core::SpotMark mark, std::vector<std::uint8_t> weights,
                        std::vector<core::ContourLine> contours,
                        std::shared_ptr<const core::SpotTable> outlined)
{
    m_impl->spots.setLook(mark, std::move(weights), std::move(contours), std::move(outlined));
    m_impl->updateScale();
}

void SlideView::setSurface(std::shared_ptr<const core::PlacedSpots> cells, std::vector<float> values,
                           std::vector<std::uint8_t> weights)
{
    m_impl->spots.setSurface(std::move(cells), std::move(values), std::move(weights));
    m_impl->updateScale();
}

void SlideView::setLegend(std::vector<core::LegendEntry> entries, std::vector<std::string> hidden, bool mixes)
{
    m_impl->furniture.legend.setEntries(std::move(entries), std::move(hidden), mixes);
    m_impl->update();
}

core::ColourScale SlideView::colourScale() const
{
    return m_impl->spots.scale();
}

void SlideView::setColourRange(double low, double high)
{
    core::ColourScale scale = colourScale();
    scale.low = low;
    scale.high = high;
    m_impl->spots.setScale(scale);
    m_impl->updateScale();
}

void SlideView::setUmPerPx(std::optional<double> umPerPx)
{
    m_impl->furniture.umPerPx = umPerPx;
    m_impl->ruler.umPerPx = umPerPx;
    m_impl->update();
}

void SlideView::setAdjustment(const core::PictureAdjustment& adjustment)
{
    if (m_impl->source)
        m_impl->source->setAdjustment(adjustment);
}

void SlideView::setOverlayOpacity(double opacity)
{
    m_impl->spots.opacity = std::clamp(opacity, 0.0, 1.0);
    m_impl->update();
}

double SlideView::overlayOpacity() const
{
    return m_impl->spots.opacity;
}

void SlideView::setOverlayVisible(bool visible)
{
    m_impl->spots.visible = visible;
    m_impl->update();
}

bool SlideView::isOverlayVisible() const
{
    return m_impl->spots.visible;
}

void SlideView::setSelectedSpot(int spot)
{
    m_impl->spots.selected = spot;
    m_impl->update();
}

void SlideView::setBrushedSpots(std::vector<int> spots)
{
    m_impl->spots.brushed = std::move(spots);
    m_impl->update();
}

void SlideView::setBeside(SlideView* other, bool everywhere, double divider)
{
    if (m_impl->beside != other) {
        if (m_impl->beside)
            disconnect(m_impl->beside, &SlideView::overlayChanged, this, nullptr);
        m_impl->beside = other;
        if (other)
            connect(other, &SlideView::overlayChanged, this, [this] { m_impl->update(); });
    }
    m_impl->besideEverywhere = everywhere;
    m_impl->divider = std::clamp(divider, 0.0, 1.0);
    m_impl->update();
}

void SlideView::setRegions(std::vector<core::Region> regions, int current)
{
    m_impl->regions.layer.setRegions(std::move(regions), current);
    m_impl->update();
}

void SlideView::setRegionTool(RegionTool tool)
{
    m_impl->regions.setTool(tool);
    m_impl->update();
}

bool SlideView::dropRegion()
{
    m_impl->update();
    return m_impl->regions.cancel();
}

void SlideView::setMeasuring(bool on)
{
    m_impl->ruler.isInHand = on;
}

void SlideView::setRuler(const std::optional<QLineF>& level0Px)
{
    m_impl->ruler.lineLevel0Px = level0Px;
    m_impl->update();
}

void SlideView::setTitle(const QString& title)
{
    m_impl->furniture.title = title;
    m_impl->update();
    emit overlayChanged();
}

void SlideView::setMessage(const QString& message)
{
    m_impl->furniture.message = message;
    m_impl->update();
}

void SlideView::setScaleBarVisible(bool visible)
{
    m_impl->furniture.scaleBarVisible = visible;
    m_impl->update();
}

void SlideView::setMinimapVisible(bool visible)
{
    m_impl->furniture.minimapVisible = visible;
    m_impl->update();
}

ViewState SlideView::view() const
{
    m_impl->syncSize();
    return m_impl->animator.state();
}

QRectF SlideView::visibleLevel0Px() const
{
    m_impl->syncSize();
    return m_impl->viewport().visibleLevel0Px();
}

void SlideView::setView(const ViewState& view)
{
    m_impl->show(view, false);
}

void SlideView::goTo(const ViewState& view)
{
    m_impl->fitted = false;
    m_impl->animator.moveTo(view);
    m_impl->requestTiles(false);
}

void SlideView::setRotation(double degrees)
{
    const bool wasFitted = m_impl->fitted;
    ViewState turned = view();
    turned.rotationDegrees = degrees;
    m_impl->show(turned, false);
    if (wasFitted)
        fit(m_impl->whole);
}

void SlideView::setContent(const QRectF& level0Px)
{
    if (m_impl->content == level0Px)
        return;
    m_impl->content = level0Px;
    m_impl->syncSize();
    m_impl->requestTiles(false);
    m_impl->update();
}

void SlideView::fit(bool wholeSlide)
{
    m_impl->whole = wholeSlide;
    m_impl->show(m_impl->fittedState(), false);
    m_impl->fitted = true;
}

bool SlideView::isFitted() const
{
    return m_impl->fitted;
}

bool SlideView::fitsWhole() const
{
    return m_impl->whole || m_impl->content.isEmpty();
}

bool SlideView::takeKey(QKeyEvent* event)
{
    return m_impl->key(event);
}

bool SlideView::isSettled() const
{
    m_impl->syncSize();
    m_impl->requestTiles(false);
    return !m_impl->animator.isMoving() && m_impl->tilesComplete();
}

QImage SlideView::grabView()
{
    m_impl->canvas->widget()->setGeometry(rect());
    return m_impl->canvas->grab();
}

QRectF SlideView::legendRect() const
{
    return m_impl->furniture.colourBar.rect() | m_impl->furniture.legend.rect();
}

QString SlideView::rendererDescription() const
{
    return m_impl->canvas->description();
}

void SlideView::resizeEvent(QResizeEvent*)
{
    m_impl->canvas->widget()->setGeometry(rect());
    m_impl->syncSize();
    m_impl->requestTiles(false);
}

void SlideView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_impl->updateStyle();
}

} // namespace transcope::ui
