#include "app/gui/commandline.h"
#include "app/gui/mainwindow.h"
#include "app/gui/startup.h"
#include "app/gui/theme.h"
#include "app/gui/translation.h"
#include "ui/worker/workerclient.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLocale>
#include <QTextStream>

int main(int argc, char* argv[])
{
    using namespace transcope;
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("transcope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Transcope"));
    QApplication::setOrganizationName(QStringLiteral("transcope"));
    QApplication::setApplicationVersion(QStringLiteral(TRANSCOPE_VERSION));

    const auto parsed = app::parseCommandLine(QApplication::arguments());
    if (parsed.exitCode) {
        QTextStream(*parsed.exitCode == 0 ? stdout : stderr) << parsed.text << Qt::endl;
        return *parsed.exitCode;
    }
    app::Translator translator;
    if (translator.load(QLocale(), QStringLiteral("transcope"), QStringLiteral("_"),
                        QStringLiteral(":/i18n")))
        QApplication::installTranslator(&translator);
    ui::AppSettings settings;
    app::applyTheme(application, settings.theme());
    QObject::connect(&settings, &ui::AppSettings::themeChanged, &application,
                     [&] { app::applyTheme(application, settings.theme()); });
    const auto& worker = parsed.options.worker;
    app::MainWindow window(&settings, worker.isEmpty() ? ui::WorkerClient::defaultCommand() : worker);
    window.restoreLayout(parsed.options.size);
    window.show();
    app::Startup startup(&window, parsed.options, sinceStart);
    return QApplication::exec();
}
