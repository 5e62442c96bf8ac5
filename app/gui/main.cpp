#include "app/gui/commandline.h"
#include "app/gui/mainwindow.h"
#include "app/gui/startup.h"
#include "app/gui/theme.h"
#include "app/gui/translation.h"
#include "core/base/filewait.h"
#include "core/base/freedmemory.h"
#include "ui/run/runcontroller.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QIcon>
#include <QTextStream>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>

namespace {

using namespace transcope;

constexpr auto LongFileWait = std::chrono::seconds(2);

/// Prints the text of a command line that opens no window; its exit code, or nothing for one that does.
std::optional<int> answer(const app::ParsedCommandLine& parsed)
{
    if (parsed.exitCode)
        QTextStream(*parsed.exitCode == 0 ? stdout : stderr) << parsed.text << Qt::endl;
    return parsed.exitCode;
}

/// Help and version need no display, and QApplication ends the process where there is none. Other arguments
/// wait for QApplication, which takes Qt's own (-platform, -style) out of them.
std::optional<int> answerWithoutDisplay(int argc, char* argv[])
{
    const QStringList texts = {QStringLiteral("-h"), QStringLiteral("--help"), QStringLiteral("--help-all"),
                               QStringLiteral("-v"), QStringLiteral("--version")};
    const bool asksForText = std::any_of(argv + 1, argv + argc, [&](const char* argument) {
        return texts.contains(QString::fromLocal8Bit(argument));
    });
    if (!asksForText)
        return std::nullopt;
    const QCoreApplication application(argc, argv);
    return answer(app::parseCommandLine(QCoreApplication::arguments()));
}

} // namespace

int main(int argc, char* argv[])
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    core::returnLargeBlocks();
    if (const auto exitCode = answerWithoutDisplay(argc, argv))
        return *exitCode;
    app::keepSessionFromQt(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("transcope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Transcope"));
    QApplication::setOrganizationName(QStringLiteral("transcope"));
    QApplication::setApplicationVersion(QStringLiteral(TRANSCOPE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("transcope"));
    QApplication::setWindowIcon(QIcon::fromTheme(QStringLiteral("transcope")));

    const auto parsed = app::parseCommandLine(QApplication::arguments());
    if (const auto exitCode = answer(parsed))
        return *exitCode;
    ui::AppSettings settings;
    app::Translation translation;
    translation.speak(settings.language());
    QObject::connect(&settings, &ui::AppSettings::languageChanged, &application,
                     [&] { translation.speak(settings.language()); });
    app::applyTheme(application, settings.theme());
    QObject::connect(&settings, &ui::AppSettings::themeChanged, &application,
                     [&] { app::applyTheme(application, settings.theme()); });
    const auto& worker = parsed.options.worker;
    app::MainWindow window(&settings, worker.isEmpty() ? ui::RunController::defaultWorker() : worker);
    window.restoreLayout(parsed.options.size);
    window.show();
    app::Startup startup(&window, parsed.options, sinceStart);
    const int exitCode = QApplication::exec();
    // A thread that waits for a file system that hangs would be waited for; settings and sessions are
    // written.
    if (const auto wait = core::longestFileWait(); wait && wait->since > LongFileWait)
        std::_Exit(exitCode);
    return exitCode;
}
