#include "app/gui/docklayout.h"

#include "app/gui/mainwindow.h"
#include "ui/document/appsettings.h"
#include "ui/language/everylanguage.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QLayout>
#include <QMenu>
#include <QTabBar>
#include <utility>

namespace transcope::app {

namespace {

/// The smallest window whose panels surround the views.
constexpr QSize SmallestRoomy{1360, 800};
constexpr int ColumnPx = 310;
const QString FirstTab = QStringLiteral("genes");

/// In Qt's own words, which it says once and for all.
void nameButtons(const QDockWidget& dock)
{
    struct Words
    {
        const char *button, *name, *meaning;
    };
    for (const auto& [button, name, meaning] :
         {Words{"qt_dockwidget_closebutton", "Close", "Closes the dock widget"},
          Words{"qt_dockwidget_floatbutton", "Float", "Undocks and re-attaches the dock widget"}}) {
        auto* named = dock.findChild<QAbstractButton*>(QLatin1String(button));
        named->setToolTip(QDockWidget::tr(name));
        named->setAccessibleName(QDockWidget::tr(name));
        named->setAccessibleDescription(QDockWidget::tr(meaning));
    }
}

} // namespace

DockLayout::DockLayout(QMainWindow* window, ui::AppSettings* settings, QMenu* menu)
    : QObject(window), m_window(window), m_settings(settings), m_menu(menu)
{
    window->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    window->installEventFilter(this);
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, [this] {
        fit();
        // A column that had to be wide for longer words need not stay so.
        if (std::exchange(m_hasNewTexts, false) && m_isCompact && !m_isHidden)
            m_window->resizeDocks({m_docks.front()}, {ColumnPx}, Qt::Horizontal);
    });
    ui::inEveryLanguage(window, [this] {
        m_hasNewTexts = true;
        m_fit.start();
    });
}

QDockWidget* DockLayout::add(Qt::DockWidgetArea area, const QString& name, const char* title, QWidget* panel)
{
    auto* dock = new QDockWidget(m_window);
    ui::inEveryLanguage(dock, [dock, title] {
        dock->setWindowTitle(MainWindow::tr(title));
        nameButtons(*dock);
    });
    dock->setObjectName(name);
    dock->setWidget(panel);
    m_window->addDockWidget(area, dock);
    m_menu->addAction(dock->toggleViewAction());
    m_docks << dock;
    return dock;
}

void DockLayout::restore()
{
    m_roomy = m_settings->windowState().isEmpty() ? m_window->saveState() : m_settings->windowState();
    m_compact = m_settings->compactState();
    m_isCompact = true;
    apply();
    m_window->layout()->activate(); // with the least size of this one
}

void DockLayout::save()
{
    setHidden(false); // hidden panels are not a layout to come back to
    (m_isCompact ? m_compact : m_roomy) = m_window->saveState();
    m_settings->setWindow(m_window->saveGeometry(), m_roomy, m_compact);
}

void DockLayout::setHidden(bool hidden)
{
    if (m_isHidden == hidden)
        return;
    m_isHidden = hidden;
    if (!hidden) {
        apply();
        fit();
        return;
    }
    (m_isCompact ? m_compact : m_roomy) = m_window->saveState();
    for (auto* dock : m_docks)
        dock->hide();
}

void DockLayout::bringForward(const QString& name)
{
    auto* dock = m_window->findChild<QDockWidget*>(name);
    if (m_isCompact && !dock->isHidden() && !m_window->tabifiedDockWidgets(dock).isEmpty())
        dock->raise();
}

bool DockLayout::eventFilter(QObject* watched, QEvent* event)
{
    // Docks cannot be moved from within the event that lays them out.
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        m_fit.start();
    return QObject::eventFilter(watched, event);
}

void DockLayout::fit()
{
    const bool compact =
        m_window->width() < SmallestRoomy.width() || m_window->height() < SmallestRoomy.height();
    if (compact == m_isCompact || m_isHidden)
        return;
    (m_isCompact ? m_compact : m_roomy) = m_window->saveState();
    m_isCompact = compact;
    apply();
}

void DockLayout::apply()
{
    m_window->setTabPosition(Qt::LeftDockWidgetArea, m_isCompact ? QTabWidget::West : QTabWidget::South);
    if (!m_isCompact)
        m_window->restoreState(m_roomy);
    else if (m_compact.isEmpty() || !m_window->restoreState(m_compact))
        makeCompact();
    showWholeTabs();
}

void DockLayout::makeCompact()
{
    for (auto* dock : m_docks)
        m_window->removeDockWidget(dock);
    for (auto* dock : m_docks) {
        m_window->addDockWidget(Qt::LeftDockWidgetArea, dock);
        if (dock != m_docks.front())
            m_window->tabifyDockWidget(m_docks.front(), dock);
        dock->show();
    }
    m_window->resizeDocks({m_docks.front()}, {ColumnPx}, Qt::Horizontal);
    m_window->findChild<QDockWidget*>(FirstTab)->raise();
}

/// Names that do not fit are scrolled to, and never cut.
void DockLayout::showWholeTabs()
{
    for (auto* tabs : m_window->findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        tabs->setElideMode(Qt::ElideNone);
        tabs->setUsesScrollButtons(true);
    }
}

} // namespace transcope::app
