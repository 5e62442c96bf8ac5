#include "app/gui/viewcommands.h"

#include "ui/panels/messagebar.h"
#include "ui/panels/positiontext.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QShortcut>

namespace transcope::app {

namespace {

template <class... Widgets> bool isOneOf(const QObject* object)
{
    return ((qobject_cast<const Widgets*>(object) != nullptr) || ...);
}

/// Whether arrows mean something to a widget.
bool needsArrows(const QObject* object)
{
    return isOneOf<QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QMenuBar>(
        object);
}

} // namespace

ViewCommands::ViewCommands(const MainWindowActions& actions, ui::Document* document,
                           ui::DisplayState* display, ui::ViewLayers* layers, ui::Workspace* workspace,
                           ui::MessageBar* messages, QWidget* window)
    : QObject(window), m_actions(actions), m_document(document), m_display(display), m_layers(layers),
      m_workspace(workspace), m_messages(messages), m_window(window)
{
    connectPlace();
    connectViews();
    addArrowKeys();
    connect(display, &ui::DisplayState::changed, this, &ViewCommands::update);
    connect(document, &ui::Document::slideChanged, this, &ViewCommands::update);
    update();
}

void ViewCommands::connectPlace()
{
    connect(m_actions.zoomToFit, &QAction::triggered, m_workspace, &ui::Workspace::zoomToFit);
    connect(m_actions.oneToOne, &QAction::triggered, this, [this] { pressInView(Qt::Key_1); });
    connect(m_actions.zoomIn, &QAction::triggered, this, [this] { pressInView(Qt::Key_Plus); });
    connect(m_actions.zoomOut, &QAction::triggered, this, [this] { pressInView(Qt::Key_Minus); });
    connect(m_actions.goTo, &QAction::triggered, this, &ViewCommands::goToPosition);
    connect(m_actions.overlay, &QAction::toggled, m_display, &ui::DisplayState::setOverlayVisible);
    connect(m_actions.scaleBar, &QAction::toggled, m_workspace, &ui::Workspace::setScaleBarsVisible);
    connect(m_actions.minimap, &QAction::toggled, m_workspace, &ui::Workspace::setMinimapsVisible);
}

void ViewCommands::connectViews()
{
    connect(m_actions.addView, &QAction::triggered, m_layers, &ui::ViewLayers::addView);
    connect(m_actions.closeView, &QAction::triggered, this,
            [this] { m_layers->closeView(m_display->current()); });
    connect(m_actions.nextView, &QAction::triggered, this, [this] {
        m_display->setCurrent((m_display->current() + 1) % m_workspace->count());
        m_workspace->currentView()->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_actions.fullView, &QAction::toggled, this,
            [this](bool on) { m_display->setFull(on ? m_display->current() : -1); });
    connect(m_actions.grid, &QAction::triggered, this, [this] {
        m_display->setArrangement(m_workspace->isGrid() ? ui::Arrangement::Row : ui::Arrangement::Grid);
    });
    connect(m_workspace, &ui::Workspace::arranged, this, &ViewCommands::update);
    connectBeside(m_actions.swipe, ui::Beside::Swipe);
    connectBeside(m_actions.flip, ui::Beside::Flipped);
    connect(m_workspace, &ui::Workspace::layerChosen, m_layers, &ui::ViewLayers::showLayer);
    connect(m_workspace, &ui::Workspace::closeRequested, m_layers, &ui::ViewLayers::closeView);
    connect(m_layers, &ui::ViewLayers::bothOffered, this, &ViewCommands::offerBoth);
}

void ViewCommands::connectBeside(QAction* action, ui::Beside beside)
{
    connect(action, &QAction::toggled, this, [this, beside](bool on) {
        auto choice = m_display->views()[static_cast<std::size_t>(m_display->current())];
        if (on == (choice.beside == beside))
            return; // it was only shown
        choice.beside = on ? beside : ui::Beside::Nothing;
        m_display->setView(m_display->current(), choice);
    });
}

void ViewCommands::offerBoth(const QString& newer, const QString& older)
{
    m_messages->showMessage(ui::MessageBar::Kind::Information,
                            tr("%1 is shown in place of %2.").arg(newer, older), tr("Show Both"),
                            [this] { m_layers->showBoth(); });
}

void ViewCommands::update()
{
    const bool hasSlide = m_document->slide() != nullptr, others = m_workspace->count() > 1;
    for (auto* action :
         {m_actions.zoomToFit, m_actions.oneToOne, m_actions.zoomIn, m_actions.zoomOut, m_actions.goTo})
        action->setEnabled(hasSlide);
    m_actions.addView->setEnabled(hasSlide && m_workspace->count() < ui::MostViews);
    for (auto* action : {m_actions.closeView, m_actions.nextView, m_actions.fullView, m_actions.grid,
                         m_actions.swipe, m_actions.flip})
        action->setEnabled(others);
    m_actions.fullView->setChecked(m_display->full() >= 0);
    m_actions.grid->setChecked(m_workspace->isGrid());
    m_actions.overlay->setChecked(m_display->isOverlayVisible());
    const auto beside = m_display->views()[static_cast<std::size_t>(m_display->current())].beside;
    m_actions.swipe->setChecked(beside == ui::Beside::Swipe);
    m_actions.flip->setChecked(beside == ui::Beside::Flipped);
}

void ViewCommands::pressInView(int key, Qt::KeyboardModifiers modifiers)
{
    QKeyEvent event(QEvent::KeyPress, key, modifiers);
    m_workspace->currentView()->takeKey(&event);
}

/// They move the slide from anywhere in the window but from what needs them itself.
void ViewCommands::addArrowKeys()
{
    for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down})
        connect(new QShortcut(key, m_window), &QShortcut::activated, this, [this, key] { pressInView(key); });
    for (const auto key : {Qt::Key_Left, Qt::Key_Right}) // the divider's
        connect(new QShortcut(Qt::SHIFT | key, m_window), &QShortcut::activated, this,
                [this, key] { pressInView(key, Qt::ShiftModifier); });
    for (int digit = 0; digit < 9; ++digit) // the legend's
        connect(new QShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + digit)), m_window),
                &QShortcut::activated, this,
                [this, digit] { pressInView(Qt::Key_1 + digit, Qt::AltModifier); });
    QCoreApplication::instance()->installEventFilter(this);
}

bool ViewCommands::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride || !needsArrows(watched))
        return QObject::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key < Qt::Key_Left || key > Qt::Key_Down)
        return QObject::eventFilter(watched, event);
    event->accept(); // a key press for the widget, and no shortcut
    return true;
}

void ViewCommands::goToPosition()
{
    if (m_document->slide() == nullptr)
        return;
    bool ok = false;
    const QString text = QInputDialog::getText(
        m_window, tr("Go to Position"), tr("x, y in px, or with µm at the end:"), QLineEdit::Normal, {}, &ok);
    if (!ok)
        return;
    const auto position = ui::parsePosition(text, m_document->umPerPx());
    if (!position) {
        m_messages->showMessage(
            ui::MessageBar::Kind::Error,
            tr("“%1” is no position. Write for example “12000, 8000” or “5000, 3200 µm” (µm needs a "
               "known scale).")
                .arg(text));
        return;
    }
    auto state = m_workspace->currentView()->view();
    state.centreLevel0Px = *position;
    m_workspace->setView(state);
}

} // namespace transcope::app
