#include "app/gui/commandline.h"

#include "core/predict/tissuegrid.h"
#include "core/rpc/splitcommand.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace transcope::app {

namespace {

constexpr int WrongUsage = 2;
const QString WhenLoaded = QStringLiteral("loaded");
const QString WhenPredicted = QStringLiteral("predicted");

const QCommandLineOption Expression(QStringLiteral("expression"),
                                    QStringLiteral("Measured expression of the slide."),
                                    QStringLiteral("file"));
const QCommandLineOption
    Weights(QStringLiteral("weights"),
            QStringLiteral("Weights (.safetensors); several, each in a view, by repeating it."),
            QStringLiteral("file"));
const QCommandLineOption Spots(QStringLiteral("spots"),
                               QStringLiteral("Spots to predict; default: the measured ones."),
                               QStringLiteral("file"));
const QCommandLineOption
    Grid(QStringLiteral("grid"),
         QStringLiteral("Predict a grid over the tissue: pitch in µm, or in px as 400px."),
         QStringLiteral("pitch"));
const QCommandLineOption Dense(QStringLiteral("dense"),
                               QStringLiteral("Predict densely between the spots: pitch in µm, 50 or more."),
                               QStringLiteral("pitch"));
const QCommandLineOption Session({QStringLiteral("session"), QStringLiteral("session-file")},
                                 QStringLiteral("Session file to make or go on with."),
                                 QStringLiteral("file"));
const QCommandLineOption Spot(QStringLiteral("spot"), QStringLiteral("Spot to select, by id."),
                              QStringLiteral("id"));
const QCommandLineOption Gene(QStringLiteral("gene"), QStringLiteral("Gene to show, by symbol or id."),
                              QStringLiteral("name"));
const QCommandLineOption
    Worker(QStringLiteral("worker"),
           QStringLiteral("Command of what runs weights, e.g. \"ssh host transcope-worker\"."),
           QStringLiteral("command"));
const QCommandLineOption
    Model(QStringLiteral("model"),
          QStringLiteral("Command of a program with a model of its own, e.g. \"python3 my_worker.py\"."),
          QStringLiteral("command"));
const QCommandLineOption Run(QStringLiteral("run"),
                             QStringLiteral("Start the prediction once everything is open."));
const QCommandLineOption Screenshot(QStringLiteral("screenshot"), QStringLiteral("Write the window as PNG."),
                                    QStringLiteral("png"));
const QCommandLineOption When(QStringLiteral("screenshot-when"),
                              QStringLiteral("loaded or predicted; default: predicted with --run."),
                              QStringLiteral("when"));
const QCommandLineOption Size(QStringLiteral("size"), QStringLiteral("Window size."), QStringLiteral("WxH"));
const QCommandLineOption Quit(QStringLiteral("quit-after-screenshot"),
                              QStringLiteral("Leave once the PNG is written."));
const QCommandLineOption Timing(QStringLiteral("timing"), QStringLiteral("Print start-up time and memory."));

QString absolute(const QString& path)
{
    return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath();
}

/// The first thing wrong with the values; empty when all is well.
QString readValues(const QCommandLineParser& parser, GuiOptions& options)
{
    if (!options.grid.isEmpty()) {
        if (const auto pitch = core::parseGridPitch(options.grid.toStdString()); !pitch)
            return QString::fromStdString(pitch.error().text());
    }
    if (!options.dense.isEmpty()) {
        if (const auto pitch = core::parseDensePitch(options.dense.toStdString()); !pitch)
            return QString::fromStdString(pitch.error().text());
    }
    if (parser.isSet(Spots) + parser.isSet(Grid) + parser.isSet(Dense) > 1)
        return QStringLiteral("--spots, --grid and --dense exclude each other");
    if (parser.isSet(Size)) {
        const QStringList parts = parser.value(Size).split(QLatin1Char('x'));
        if (parts.size() == 2)
            options.size = QSize(parts[0].toInt(), parts[1].toInt());
        if (options.size.width() < 200 || options.size.height() < 200)
            return QStringLiteral("--size takes WIDTHxHEIGHT, at least 200x200, not '%1'")
                .arg(parser.value(Size));
    }
    const QString when = parser.isSet(When) ? parser.value(When) : options.run ? WhenPredicted : WhenLoaded;
    if (when == WhenPredicted)
        options.screenshotWhen = ScreenshotWhen::Predicted;
    else if (when != WhenLoaded)
        return QStringLiteral("--screenshot-when takes loaded or predicted, not '%1'").arg(when);
    if (parser.positionalArguments().size() > 1)
        return QStringLiteral("One slide at a time");
    if (parser.isSet(Model) && parser.isSet(Weights))
        return QStringLiteral("--model and --weights exclude each other");
    if (parser.isSet(Worker)) {
        const auto words = core::splitCommand(parser.value(Worker).toStdString());
        if (!words)
            return QString::fromStdString(words.error().text());
        for (const auto& word : *words)
            options.worker << QString::fromStdString(word);
    }
    return {};
}

} // namespace

void keepSessionFromQt(int argc, char* argv[])
{
    static char name[] = "--session-file";
    for (int i = 1; i < argc; ++i)
        if (QByteArrayView(argv[i]) == "--session")
            argv[i] = name;
}

ParsedCommandLine parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Viewer for predicted spatial transcriptomics."));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("slide"),
                                 QStringLiteral("Slide, session or expression file."),
                                 QStringLiteral("[slide]"));
    parser.addOptions({Expression, Weights, Spots, Grid, Dense, Session, Gene, Spot, Worker, Model, Run,
                       Screenshot, When, Size, Quit, Timing});

    ParsedCommandLine parsed;
    if (!parser.parse(arguments)) {
        parsed.text = parser.errorText();
        parsed.exitCode = WrongUsage;
        return parsed;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        parsed.text = parser.isSet(help) ? parser.helpText() : QStringLiteral("transcope " TRANSCOPE_VERSION);
        parsed.exitCode = 0;
        return parsed;
    }
    auto& options = parsed.options;
    options.file = absolute(parser.positionalArguments().value(0));
    options.expression = absolute(parser.value(Expression));
    for (const auto& file : parser.values(Weights))
        options.weights << absolute(file);
    options.spots = absolute(parser.value(Spots));
    options.grid = parser.value(Grid);
    options.dense = parser.value(Dense);
    options.session = absolute(parser.value(Session));
    options.spot = parser.value(Spot);
    options.gene = parser.value(Gene);
    options.model = parser.value(Model);
    options.run = parser.isSet(Run);
    options.screenshot = absolute(parser.value(Screenshot));
    options.quitAfterScreenshot = parser.isSet(Quit);
    options.timing = parser.isSet(Timing);
    if (const QString wrong = readValues(parser, options); !wrong.isEmpty()) {
        parsed.text = wrong;
        parsed.exitCode = WrongUsage;
    }
    return parsed;
}

} // namespace transcope::app
