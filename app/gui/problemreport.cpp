#include "app/gui/problemreport.h"

#include "ui/language/everylanguage.h"

#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSysInfo>
#include <QThread>

namespace transcope::app {

namespace {

/// Who draws OpenGL here, and its version.
QString openGlText()
{
    QOffscreenSurface surface;
    surface.create();
    QOpenGLContext context;
    if (!surface.isValid() || !context.create() || !context.makeCurrent(&surface))
        return QStringLiteral("none");
    const auto text = [&](GLenum what) {
        return QString::fromLatin1(reinterpret_cast<const char*>(context.functions()->glGetString(what)));
    };
    const QString all = text(GL_RENDERER) + QStringLiteral(", ") + text(GL_VERSION);
    context.doneCurrent();
    return all;
}

QString screensText()
{
    QStringList screens;
    for (const QScreen* screen : QGuiApplication::screens())
        screens << QStringLiteral("%1 × %2 at %3")
                       .arg(screen->size().width())
                       .arg(screen->size().height())
                       .arg(screen->devicePixelRatio());
    return screens.join(QStringLiteral("; "));
}

QString themeText(ui::Theme theme)
{
    return theme == ui::Theme::Dark    ? QStringLiteral("dark")
           : theme == ui::Theme::Light ? QStringLiteral("light")
                                       : QStringLiteral("the system's");
}

/// The system's own where nothing was chosen.
QString chosen(const QString& value, const char* otherwise)
{
    return value.isEmpty() ? QString::fromLatin1(otherwise) : value;
}

} // namespace

QString problemText(const ui::AppSettings& settings, const ui::EventLog& log, const QString& device)
{
    const std::pair<const char*, QString> facts[] = {
        {"Transcope", QStringLiteral(TRANSCOPE_VERSION)},
        {"Qt", QString::fromLatin1(qVersion())},
        {"System", QSysInfo::prettyProductName() + QStringLiteral(", ") + QSysInfo::kernelType() +
                       QLatin1Char(' ') + QSysInfo::kernelVersion()},
        {"Processor", QSysInfo::currentCpuArchitecture() +
                          QStringLiteral(", %1 threads").arg(QThread::idealThreadCount())},
        {"Window system", QGuiApplication::platformName()},
        {"OpenGL", openGlText()},
        {"Screens", screensText()},
        {"Language", chosen(settings.language(), "the system's") + QStringLiteral(" (") +
                         QLocale::system().name() + QLatin1Char(')')},
        {"Colours of the window", themeText(settings.theme())},
        {"Weights", chosen(QFileInfo(settings.weights()).fileName(), "the bundled ones")},
        {"Program with a model of its own",
         settings.worker().isEmpty() ? QStringLiteral("no") : QStringLiteral("yes")},
        {"Device chosen", settings.device()},
        {"Last prediction", chosen(device, "none in this window")}};
    QString text = QStringLiteral("What I did:\n\nWhat happened:\n\nWhat I expected:\n\n");
    for (const auto& [name, value] : facts)
        text += QString::fromLatin1(name) + QStringLiteral(": ") + value + QLatin1Char('\n');
    return text + QStringLiteral("\nLog:\n") + log.text();
}

ProblemReport::ProblemReport(const QString& text, QWidget* parent) : ProblemReport(text, new QLabel, parent)
{
}

ProblemReport::ProblemReport(const QString& report, QLabel* advice, QWidget* parent)
    : CopyableText(parent, advice)
{
    resize(760, 600);
    advice->setWordWrap(true);
    text()->setPlainText(report);
    ui::inEveryLanguage(this, [=, this] {
        setWindowTitle(tr("Report a Problem"));
        advice->setText(
            tr("Nothing is sent. Read the text, say what you did, and take out what should not leave this "
               "machine: the log names files, and names of slides may name patients. Then copy it "
               "into your report."));
        text()->setAccessibleName(tr("Text of the report"));
        copyButton()->setText(tr("&Copy to the Clipboard"));
    });
}

} // namespace transcope::app
