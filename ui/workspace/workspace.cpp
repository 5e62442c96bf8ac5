#include "ui/workspace/workspace.h"

#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"
#include "ui/slideview/linkedviews.h"
#include "ui/workspace/content.h"
#include "ui/workspace/viewhead.h"

#include <QEvent>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

namespace transcope::ui {

namespace {

constexpr int HandlePx = 4;
constexpr int LowPanePx = 300;   // whose view would lose too much of its height to a head of two rows
constexpr int EqualShare = 1000; // of a splitter, which scales them

QSplitter* makeSplitter(Qt::Orientation orientation)
{
    auto* splitter = new QSplitter(orientation);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(HandlePx);
    return splitter;
}

/// The row of each view: all in one, or the first half, rounded up, above the second.
std::vector<int> rowsOf(int count, Arrangement arrangement)
{
    std::vector<int> rows(static_cast<std::size_t>(count), 0);
    if (arrangement == Arrangement::Grid && count > 1)
        std::fill(rows.begin() + (count + 1) / 2, rows.end(), 1);
    return rows;
}

void shareEqually(QSplitter* splitter)
{
    splitter->setSizes(QList<int>(splitter->count(), EqualShare));
}

} // namespace

Workspace::Workspace(Document* document, DisplayState* display, QWidget* parent)
    : QWidget(parent), m_document(document), m_display(display), m_links(new LinkedViews(this)),
      m_rows(makeSplitter(Qt::Vertical)), m_row{makeSplitter(Qt::Horizontal), makeSplitter(Qt::Horizontal)}
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_rows);
    for (auto* row : m_row)
        m_rows->addWidget(row);
    connect(display, &DisplayState::viewClosed, this, &Workspace::takeClosed);
    connect(display, &DisplayState::changed, this, &Workspace::takeDisplay);
    connect(document, &Document::slideChanged, this, &Workspace::takeSlide);
    connect(document, &Document::layersChanged, this, [this] {
        takeContent();
        showHeads();
    });
    inEveryLanguage(this, [this] { takeDisplay(); });
}

void Workspace::addPane()
{
    Pane pane{new QWidget, new ViewHead, new SlideView};
    auto* layout = new QVBoxLayout(pane.frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(pane.head);
    layout->addWidget(pane.view, 1);
    pane.view->installEventFilter(this);
    pane.view->setScaleBarVisible(m_scaleBars);
    pane.view->setMinimapVisible(m_minimaps);
    m_panes.push_back(pane);
    if (m_document->slide() != nullptr) {
        pane.view->setSlide(m_document->slide()->slide);
        pane.view->setContent(m_content);
    }
    m_links->add(pane.view);
    connectView(pane.view);
    connectHead(pane.head);
}

/// A pane keeps what it shows, whatever its number becomes.
void Workspace::takeClosed(int index)
{
    const auto closed = m_panes.begin() + index;
    std::rotate(closed, closed + 1, m_panes.end());
    m_arranged.assign(static_cast<std::size_t>(count()), -1); // they stand nowhere yet
}

int Workspace::indexOf(const QWidget* viewOrHead) const
{
    const auto pane = std::ranges::find_if(m_panes, [viewOrHead](const Pane& each) {
        return each.view == viewOrHead || each.head == viewOrHead;
    });
    return static_cast<int>(pane - m_panes.begin());
}

void Workspace::connectView(SlideView* source)
{
    connect(source, &SlideView::viewChanged, this, [this, source] {
        const int index = indexOf(source);
        m_display->setCurrent(index);
        emit viewChanged();
    });
    connect(source, &SlideView::spotClicked, this, [this, source](int spot) {
        const int index = indexOf(source);
        m_display->setCurrent(index);
        emit spotClicked(index, spot);
    });
    connect(source, &SlideView::dividerMoved, this, [this, source](double divider) {
        const int index = indexOf(source);
        auto choice = m_display->views()[static_cast<std::size_t>(index)];
        choice.divider = divider;
        m_display->setView(index, choice);
    });
    connect(source, &SlideView::regionEdited, this, &Workspace::regionEdited);
    connect(source, &SlideView::regionClicked, this, &Workspace::regionClicked);
    connect(source, &SlideView::cursorMoved, this, [this](const QPointF& at) { emit cursorMoved(at); });
    connect(source, &SlideView::cursorLeft, this, &Workspace::cursorLeft);
    connect(source, &SlideView::colourRangeChanged, this, [this, source](double low, double high) {
        const int index = indexOf(source);
        m_display->setCurrent(index);
        emit colourRangeChanged(index, low, high);
    });
    connect(source, &SlideView::categoryClicked, this, [this, source](const QString& category) {
        const int index = indexOf(source);
        m_display->setCurrent(index);
        emit categoryClicked(index, category);
    });
    connect(source, &SlideView::overlayOpacityChanged, this, &Workspace::overlayOpacityChanged);
    connect(source, &SlideView::overlayVisibleChanged, this, &Workspace::overlayVisibleChanged);
    connect(source, &SlideView::readFailed, this, &Workspace::readFailed);
    connect(source, &SlideView::fileDropped, this, &Workspace::fileDropped);
}

void Workspace::connectHead(ViewHead* source)
{
    const auto change = [this, source](const auto& edit) {
        const int index = indexOf(source);
        m_display->setCurrent(index);
        auto choice = m_display->views()[static_cast<std::size_t>(index)];
        edit(choice);
        m_display->setView(index, choice);
    };
    connect(source, &ViewHead::pressed, this, [this, source] {
        const int index = indexOf(source);
        m_display->setCurrent(index);
    });
    connect(source, &ViewHead::layerChosen, this, [this, source](LayerId layer) {
        const int index = indexOf(source);
        m_display->setCurrent(index);
        emit layerChosen(index, layer);
    });
    connect(source, &ViewHead::kindChosen, this, [change](std::optional<core::MapKind> kind) {
        change([kind](ViewChoice& choice) { choice.kind = kind; });
    });
    connect(source, &ViewHead::linkToggled, this, [this, change](ViewLink link, bool on) {
        change([this, link, on](ViewChoice& choice) {
            if (link == ViewLink::Gene && !on)
                choice.recipe = m_display->recipe(); // goes on from what it showed
            choice.setLinked(link, on);
        });
    });
    connect(source, &ViewHead::fullToggled, this, [this, source] {
        const int index = indexOf(source);
        m_display->setCurrent(index);
        m_display->setFull(m_display->full() == index ? -1 : index);
    });
    connect(source, &ViewHead::closeRequested, this, [this, source] {
        const int index = indexOf(source);
        emit closeRequested(index);
    });
}

void Workspace::takeDisplay()
{
    const auto before = m_arranged.size();
    while (m_panes.size() < m_display->views().size())
        addPane();
    arrange();
    showPanes();
    showHeads();
    applyLinks();
    applyBeside();
    // Views that came up show what the others do.
    for (auto index = std::max<std::size_t>(before, 1); index < m_display->views().size(); ++index)
        if (!view(0)->isFitted())
            m_panes[index].view->setView(view(0)->view());
}

void Workspace::arrange()
{
    const auto chosen = m_display->arrangement();
    const auto rows = rowsOf(count(), chosen == Arrangement::Best ? bestArrangement() : chosen);
    if (rows == m_arranged)
        return;
    m_arranged = rows;
    for (std::size_t index = 0; index < m_panes.size(); ++index) {
        auto* row = m_row[index < rows.size() ? static_cast<std::size_t>(rows[index]) : 1];
        row->addWidget(m_panes[index].frame); // at its end, so that the order is theirs
    }
    for (auto* row : m_row)
        shareEqually(row);
    shareEqually(m_rows);
    emit arranged();
}

QSize Workspace::leastSize(int columns, int rows) const
{
    const QSize pane = m_panes.front().frame->minimumSizeHint();
    return {columns * pane.width() + (columns - 1) * HandlePx, rows * pane.height() + (rows - 1) * HandlePx};
}

QSize Workspace::minimumSizeHint() const
{
    if (m_display->arrangement() != Arrangement::Best || count() < 3 || m_display->full() >= 0)
        return QWidget::minimumSizeHint();
    return leastSize((count() + 1) / 2, 2);
}

/// By the scale at which the content, or the slide, fits into a view; a grid where heads do not fit into a
/// row.
Arrangement Workspace::bestArrangement() const
{
    constexpr double WorthIt = 1.1; // views do not jump about for less
    if (m_document->slide() == nullptr || count() < 2)
        return Arrangement::Row;
    const int inRow = count() * m_panes.front().head->leastUnfoldedWidth() + (count() - 1) * HandlePx;
    if (count() > 2 && inRow > width())
        return Arrangement::Grid;
    const auto slide = m_document->slide()->slide->sizeLevel0Px();
    const QSizeF seen =
        m_content.isEmpty() ? QSizeF(double(slide.width), double(slide.height)) : m_content.size();
    const auto scaleIn = [&](int columns, int rows) {
        const double wide = (width() - (columns - 1) * HandlePx) / double(columns);
        const double high =
            (height() - (rows - 1) * HandlePx) / double(rows) - m_panes.front().head->sizeHint().height();
        return std::min(wide / seen.width(), high / seen.height());
    };
    return scaleIn((count() + 1) / 2, 2) > WorthIt * scaleIn(count(), 1) ? Arrangement::Grid
                                                                         : Arrangement::Row;
}

bool Workspace::isGrid() const
{
    return std::ranges::find(m_arranged, 1) != m_arranged.end();
}

void Workspace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    rearrange();
}

void Workspace::rearrange()
{
    arrange();
    showPanes();
}

void Workspace::showPanes()
{
    std::array<bool, 2> isUsed{false, false};
    for (std::size_t index = 0; index < m_panes.size(); ++index) {
        const bool exists = index < m_arranged.size();
        const bool shown = exists && (m_display->full() < 0 || m_display->full() == static_cast<int>(index));
        m_panes[index].frame->setVisible(shown);
        if (shown)
            isUsed[static_cast<std::size_t>(m_arranged[index])] = true;
    }
    for (std::size_t row = 0; row < m_row.size(); ++row)
        m_row[row]->setVisible(isUsed[row]);
    const int rows = isUsed[0] && isUsed[1] ? 2 : 1;
    for (const auto& pane : m_panes)
        pane.head->setFolded((height() - (rows - 1) * HandlePx) / rows < LowPanePx);
}

void Workspace::showHeads()
{
    std::vector<LayerName> layers;
    for (const auto& open : m_document->layers())
        layers.push_back({open.id, translated(core::namePhrase(*open.layer))});
    for (int index = 0; index < count(); ++index) {
        auto* shown = head(index);
        shown->setVisible(m_document->slide() != nullptr);
        shown->setLayers(layers);
        shown->setChoice(m_display->views()[static_cast<std::size_t>(index)], m_display->chosenFor(index));
        shown->setPlace(index == m_display->current(), count() > 1, m_display->full() == index);
    }
}

void Workspace::applyLinks()
{
    for (int index = 0; index < count(); ++index) {
        const auto& choice = m_display->views()[static_cast<std::size_t>(index)];
        // Who comes back to the others goes where the first of them is.
        const SlideView* leader = nullptr;
        for (int other = 0; other < count() && leader == nullptr; ++other)
            if (other != index &&
                m_display->views()[static_cast<std::size_t>(other)].isLinked(ViewLink::Place))
                leader = view(other);
        m_links->setLinks(view(index), choice.isLinked(ViewLink::Place), choice.isLinked(ViewLink::Rotation),
                          leader);
    }
}

void Workspace::applyBeside()
{
    for (int index = 0; index < count(); ++index) {
        const auto& choice = m_display->views()[static_cast<std::size_t>(index)];
        auto* next = count() > 1 && choice.beside != Beside::Nothing ? view((index + 1) % count()) : nullptr;
        view(index)->setBeside(next, choice.beside == Beside::Flipped, choice.divider);
    }
}

void Workspace::takeSlide()
{
    m_content = {};
    const auto* open = m_document->slide();
    for (const auto& pane : m_panes)
        pane.view->setSlide(open != nullptr ? open->slide : nullptr);
    m_tissue.cancel();
    takeContent();
    showHeads();
}

void Workspace::takeContent()
{
    if (const auto spots = boundsOfSpots(m_document->layers()); !spots.isEmpty()) {
        m_tissue.cancel();
        applyContent(spots);
    } else if (m_document->slide() != nullptr && m_content.isEmpty() && !m_tissue.isBusy()) {
        m_tissue.start(
            [slide = m_document->slide()->slide](const core::ProgressFn&, std::stop_token stop) {
                return boundsOfTissue(*slide, stop);
            },
            [this](core::Result<QRectF> tissue) {
                if (tissue) // a slide that cannot be read is told of by the views
                    applyContent(*tissue);
            });
    }
}

void Workspace::applyContent(const QRectF& level0Px)
{
    m_content = level0Px;
    for (const auto& pane : m_panes)
        pane.view->setContent(level0Px);
    rearrange();
    emit viewChanged();
}

void Workspace::zoomToFit()
{
    const bool whole = currentView()->isFitted() && !currentView()->fitsWhole();
    for (auto* each : sharing(ViewLink::Place))
        each->fit(whole);
    emit viewChanged();
}

void Workspace::turnTo(double degrees)
{
    for (auto* each : sharing(ViewLink::Rotation))
        each->setRotation(degrees);
    emit viewChanged();
}

std::vector<SlideView*> Workspace::sharing(ViewLink link) const
{
    const auto isLinked = [&](int index) {
        return m_display->views()[static_cast<std::size_t>(index)].isLinked(link);
    };
    std::vector<SlideView*> views;
    for (int index = 0; index < count(); ++index)
        if (view(index) == currentView() || (isLinked(m_display->current()) && isLinked(index)))
            views.push_back(view(index));
    return views;
}

void Workspace::setView(const ViewState& state)
{
    for (const auto& pane : m_panes)
        pane.view->setView(state);
    emit viewChanged();
}

bool Workspace::isSettled() const
{
    return !m_tissue.isBusy() && std::ranges::all_of(m_panes, [](const Pane& pane) {
        return pane.frame->isHidden() || pane.view->isSettled();
    });
}

void Workspace::setScaleBarsVisible(bool visible)
{
    m_scaleBars = visible;
    for (const auto& pane : m_panes)
        pane.view->setScaleBarVisible(visible);
}

void Workspace::setMinimapsVisible(bool visible)
{
    m_minimaps = visible;
    for (const auto& pane : m_panes)
        pane.view->setMinimapVisible(visible);
}

bool Workspace::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        for (int index = 0; index < count(); ++index)
            if (view(index) == watched)
                m_display->setCurrent(index);
    }
    // A view that is laid out anew may fit the slide anew; its size is taken after this event.
    if (event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &Workspace::viewChanged, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

} // namespace transcope::ui
