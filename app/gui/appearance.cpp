#include "app/gui/appearance.h"

#include <QAction>
#include <QActionGroup>

namespace transcope::app {

namespace {

void connectTheme(const MainWindowActions& actions, ui::AppSettings* settings)
{
    const auto theme = settings->theme();
    (theme == ui::Theme::Dark    ? actions.darkTheme
     : theme == ui::Theme::Light ? actions.lightTheme
                                 : actions.systemTheme)
        ->setChecked(true);
    QObject::connect(actions.systemTheme, &QAction::triggered, settings,
                     [settings] { settings->setTheme(ui::Theme::System); });
    QObject::connect(actions.lightTheme, &QAction::triggered, settings,
                     [settings] { settings->setTheme(ui::Theme::Light); });
    QObject::connect(actions.darkTheme, &QAction::triggered, settings,
                     [settings] { settings->setTheme(ui::Theme::Dark); });
}

void connectLanguage(const MainWindowActions& actions, ui::AppSettings* settings)
{
    for (auto* action : actions.languages->actions())
        if (action->data().toString() == settings->language())
            action->setChecked(true);
    QObject::connect(actions.languages, &QActionGroup::triggered, settings,
                     [settings](QAction* action) { settings->setLanguage(action->data().toString()); });
}

} // namespace

void connectAppearance(const MainWindowActions& actions, ui::AppSettings* settings)
{
    connectTheme(actions, settings);
    connectLanguage(actions, settings);
}

} // namespace transcope::app
