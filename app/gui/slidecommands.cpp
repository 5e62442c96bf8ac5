#include "app/gui/slidecommands.h"

#include "ui/panels/labeldialog.h"
#include "ui/panels/picturedialog.h"
#include "ui/panels/rotationdialog.h"
#include "ui/slideview/magnification.h"

#include <QAction>
#include <QActionGroup>

namespace transcope::app {

namespace {

/// Dialogs stay open beside the views, so that one sees what one changes; one of each.
template <class Dialog, class... Arguments> void open(QPointer<Dialog>& dialog, Arguments... arguments)
{
    if (!dialog) {
        dialog = new Dialog(arguments...);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->activateWindow();
}

} // namespace

SlideCommands::SlideCommands(const MainWindowActions& actions, ui::Document* document,
                             ui::DisplayState* display, ui::Workspace* workspace,
                             ui::RegionController* regions, QWidget* window)
    : QObject(window), m_actions(actions), m_document(document), m_display(display), m_workspace(workspace),
      m_window(window), m_measuring(document, display, workspace), m_picture(document, display, workspace)
{
    connectMeasuring(regions);
    connectPicture();
    connect(m_actions.magnifications, &QActionGroup::triggered, this,
            [this](const QAction* action) { magnify(action->data().toDouble()); });
    connect(m_actions.label, &QAction::triggered, this, &SlideCommands::openLabel);
    connect(m_actions.rotation, &QAction::triggered, this, &SlideCommands::openRotation);
    connect(document, &ui::Document::slideChanged, this, &SlideCommands::update);
    connect(document, &ui::Document::layersChanged, this, &SlideCommands::update); // they may say the scale
    update();
}

/// One tool is in hand at a time.
void SlideCommands::connectMeasuring(ui::RegionController* regions)
{
    connect(m_actions.measure, &QAction::toggled, &m_measuring, &ui::MeasureController::setOn);
    connect(&m_measuring, &ui::MeasureController::toggled, m_actions.measure, &QAction::setChecked);
    connect(&m_measuring, &ui::MeasureController::toggled, regions, [regions](bool on) {
        if (on)
            regions->setTool(ui::RegionTool::None);
    });
    connect(m_actions.regionTools, &QActionGroup::triggered, this, [this] { m_measuring.setOn(false); });
}

void SlideCommands::connectPicture()
{
    connect(m_actions.picture, &QAction::triggered, this, &SlideCommands::openPicture);
    connect(m_actions.stains, &QActionGroup::triggered, this, [this](const QAction* action) {
        m_picture.toggleStain(static_cast<core::Stain>(action->data().toInt()));
    });
    connect(&m_picture, &ui::SlidePicture::changed, this, [this] {
        const auto stain = m_picture.adjustment().stain;
        for (auto* action : m_actions.stains->actions())
            action->setChecked(stain && action->data().toInt() == static_cast<int>(*stain));
    });
}

bool SlideCommands::cancel()
{
    const bool wasOn = m_measuring.isOn();
    m_measuring.setOn(false);
    return wasOn;
}

void SlideCommands::update()
{
    const bool hasSlide = m_document->slide() != nullptr, isKnown = m_document->umPerPx().has_value();
    m_actions.magnifications->setEnabled(hasSlide && isKnown);
    m_actions.scaleUnknown->setVisible(hasSlide && !isKnown);
    m_actions.rotation->setEnabled(hasSlide);
    for (auto* action : {m_actions.measure, m_actions.picture, m_actions.label})
        action->setEnabled(hasSlide);
    m_actions.stains->setEnabled(hasSlide);
}

void SlideCommands::magnify(double magnification)
{
    const auto umPerPx = m_document->umPerPx();
    if (!umPerPx)
        return;
    ui::ViewState state = m_workspace->currentView()->view();
    state.screenPxPerSlidePx = ui::scaleOf(magnification, *umPerPx);
    m_workspace->currentView()->goTo(state);
}

void SlideCommands::openRotation()
{
    open(m_rotation, m_workspace, m_display, m_window);
}

void SlideCommands::openLabel()
{
    open(m_label, m_document, m_window);
}

void SlideCommands::openPicture()
{
    open(m_pictureDialog, &m_picture, m_window);
}

} // namespace transcope::app
