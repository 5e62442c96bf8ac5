#include "ui/panels/landscapepanel.h"

#include "core/slide/thumbnail.h"
#include "ui/landscape/landscapeview.h"
#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace transcope::ui {

namespace {

constexpr int RestMilliseconds = 1000;
constexpr int TissuePx = 1024; // of the picture beneath the landscape

} // namespace

LandscapePanel::LandscapePanel(Document* document, OverlayController* overlay, QWidget* parent)
    : QWidget(parent), m_document(document), m_overlay(overlay), m_stack(new QStackedLayout(this)),
      m_title(new QLabel), m_page(new QWidget)
{
    auto* empty = new QWidget;
    auto* emptyLayout = new QVBoxLayout(empty);
    auto* draw = new QPushButton;
    emptyLayout->addWidget(draw, 0, Qt::AlignCenter);
    m_stack->addWidget(empty);

    auto* layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    m_notice = new QLabel;
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->setWordWrap(true);
    m_notice->setEnabled(false);
    layout->addWidget(m_notice, 1);
    m_stack->addWidget(m_page);

    inEveryLanguage(this, [=, this] {
        draw->setText(tr("Draw the landscape"));
        draw->setToolTip(tr("The chosen gene as heights over the tissue"));
        showNotice();
    });

    connect(draw, &QPushButton::clicked, this, &LandscapePanel::create);
    connect(document, &Document::slideChanged, this, &LandscapePanel::loadTissue);
    connect(document, &Document::layersChanged, this, &LandscapePanel::drawIfWanted);
    connect(overlay, &OverlayController::shownChanged, this, &LandscapePanel::refreshSoon);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (m_isBehind)
            refresh();
    });
}

void LandscapePanel::showNotice()
{
    m_notice->setText(m_isUnsupported
                          ? tr("The landscape needs OpenGL 3.3, which this display does not offer.")
                          : tr("The landscape shows one gene, or the first component."));
}

void LandscapePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    drawIfWanted();
}

void LandscapePanel::drawIfWanted()
{
    if (m_view == nullptr && isVisible() && m_document->prediction() != nullptr)
        create();
}

void LandscapePanel::create()
{
    if (m_view != nullptr)
        return;
    if (!LandscapeView::isSupported()) {
        m_isUnsupported = true;
        showNotice();
        m_stack->setCurrentWidget(m_page);
        return;
    }
    m_view = new LandscapeView;
    static_cast<QVBoxLayout*>(m_page->layout())->addWidget(m_view, 1);
    m_stack->setCurrentWidget(m_page);
    loadTissue();
    refresh();
}

void LandscapePanel::loadTissue()
{
    if (m_view == nullptr || m_document->slide() == nullptr)
        return;
    m_overview.start(
        [slide = m_document->slide()->slide](const core::ProgressFn&, std::stop_token stop) {
            return core::readThumbnail(*slide, {TissuePx, TissuePx}, stop);
        },
        [this, size = m_document->slide()->slide->sizeLevel0Px()](core::Result<core::Image> picture) {
            if (picture) // without the picture the surface still stands; the views report unreadable slides
                m_view->setTissue(*picture, size);
            refresh();
        });
}

void LandscapePanel::refreshSoon()
{
    m_isBehind = m_view != nullptr && isVisible();
    if (m_isBehind && !m_rest.isActive())
        refresh();
}

void LandscapePanel::refresh()
{
    m_isBehind = false;
    if (m_view == nullptr || !isVisible())
        return;
    const auto& shown = m_overlay->shown();
    m_title->setText(shown.title);
    const bool drawable = shown.isPainted() && shown.scale;
    m_notice->setVisible(!drawable);
    m_view->setVisible(drawable);
    if (!drawable)
        return;
    if (shown.map->spots != m_spots)
        layGround(shown.map->spots);
    if (m_laying.isBusy())
        return;
    m_view->setSurface(m_ground.points(), m_ground.triangles(), m_ground.heights(shown.map->values),
                       *shown.scale);
    m_rest.start(RestMilliseconds);
}

void LandscapePanel::layGround(std::shared_ptr<const core::SpotTable> spots)
{
    m_spots = std::move(spots);
    m_laying.start(
        [spots = m_spots](const core::ProgressFn&, std::stop_token) -> core::Result<core::SpotGround> {
            return core::SpotGround(spots);
        },
        [this](core::Result<core::SpotGround> ground) {
            m_ground = std::move(ground).value_or(core::SpotGround());
            refresh();
        });
}

} // namespace transcope::ui
