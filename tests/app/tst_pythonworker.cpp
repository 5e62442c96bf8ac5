#include "core/io/h5ad.h"
#include "core/session/session.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/pythonworker.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/predictionpanel.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <csignal>

using namespace transcope;
using namespace transcope::testsupport;

namespace {

constexpr int Width = 1024, Height = 512, Edge = 512, PatchPx = 32, Spots = 12;
constexpr int Left[] = {200, 60, 90}, Right[] = {40, 160, 90};
/// Middle of a half, both sides of the edge, and a patch that leaves the slide.
constexpr int SpotX[Spots] = {256, 496, 528, 8, 768, 480, 540, 300, 500, 520, 1016, 400};

/// The mean of a colour in [x - half, x + half): the left half's, the right half's, or 0 beyond the slide.
double meanOf(int colour, int x, int half)
{
    const auto within = [&](int begin, int end) {
        return std::max(0, std::min(x + half, end) - std::max(x - half, begin));
    };
    return double(Left[colour] * within(0, Edge) + Right[colour] * within(Edge, Width)) / (2 * half);
}

} // namespace

/// A model in Python (tests/data/worker/means.py) behind the real command line and the real window.
class TestPythonWorker : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void rowsAreThoseOfThePatches();
    void layersCarryNameAndVersion();
    void whatGoesWrongIsSaid_data();
    void whatGoesWrongIsSaid();
    void ctrlCStaysResumable();
    void wrongUse_data();
    void wrongUse();
    void theWindowRunsIt();
    void theWindowSaysWhatGoesWrong();

private:
    QString path(const QString& name) const
    {
        return QString::fromStdString((m_folder / name.toStdString()).string());
    }
    QStringList arguments(const QString& out, const QString& worker, const QStringList& more = {}) const
    {
        return QStringList{"--json",  "predict",         path("halves.png"),
                           "--spots", path("spots.csv"), "--out",
                           path(out), "--worker",        meansWorker(m_python, worker)} +
               more;
    }
    CliResult predict(const QString& out, const QString& worker = {}, const QStringList& more = {}) const
    {
        return runCli(arguments(out, worker, more), path("cache"));
    }
    void compareRows(const core::Layer& layer) const;

    tests::TempFolder m_folder;
    QString m_python;
};

void TestPythonWorker::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_python = pythonWithNumpy();
    if (m_python.isEmpty())
        QSKIP("no Python with numpy is here");
    QImage picture(Width, Height, QImage::Format_RGB888);
    for (int y = 0; y < Height; ++y)
        for (int x = 0; x < Width; ++x)
            picture.setPixelColor(
                x, y, x < Edge ? QColor(Left[0], Left[1], Left[2]) : QColor(Right[0], Right[1], Right[2]));
    QVERIFY(picture.save(path("halves.png")));
    QFile spots(path("spots.csv"));
    QVERIFY(spots.open(QIODevice::WriteOnly));
    spots.write("spot,x,y\n");
    for (int i = 0; i < Spots; ++i)
        spots.write(QByteArray("s%1,%2,256\n")
                        .replace("%1", QByteArray::number(i))
                        .replace("%2", QByteArray::number(SpotX[i])));
}

void TestPythonWorker::compareRows(const core::Layer& layer) const
{
    QCOMPARE(layer.genes.size(), 9u);
    QCOMPARE(layer.spots->size(), std::size_t(Spots));
    for (std::size_t spot = 0; spot < Spots; ++spot) {
        const auto row = layer.values->spot(spot).value();
        for (int level = 0; level < 3; ++level)
            for (int colour = 0; colour < 3; ++colour) {
                // The picture is kept as JPEG, which blurs the edge between the halves.
                const double expected = meanOf(colour, SpotX[spot], (PatchPx / 2) << level);
                const double got = double(row[std::size_t(3 * level + colour)]);
                QVERIFY2(std::abs(got - expected) < 1.5,
                         qPrintable(QString("spot %1 level %2 colour %3: %4, not %5")
                                        .arg(spot)
                                        .arg(level)
                                        .arg(colour)
                                        .arg(got)
                                        .arg(expected)));
            }
    }
}

void TestPythonWorker::rowsAreThoseOfThePatches()
{
    const CliResult result = predict("rows.h5ad");
    QVERIFY2(result.exitCode == 0, result.error.constData());
    QCOMPARE(result.json()["predicted"].toInt(), Spots);
    QCOMPARE(result.json()["paddedSpots"].toInt(), 2); // x = 8 and x = 1016
    const auto written = core::readH5ad(path("rows.h5ad").toStdString());
    QVERIFY2(written, written ? "" : written.error().text().c_str());
    compareRows(written->layers.front());
}

void TestPythonWorker::layersCarryNameAndVersion()
{
    QCOMPARE(predict("versions.transcope").exitCode, 0);
    QCOMPARE(predict("versions.transcope").json()["predictedNow"].toInt(), 0);
    QCOMPARE(predict("versions.transcope", "'' 0 2").json()["predictedNow"].toInt(), Spots);
    const auto session = core::openSession(path("versions.transcope").toStdString()).value();
    const auto layers = session->layers().value();
    QCOMPARE(layers.size(), 2u);
    QCOMPARE(layers[0].name, std::string("Means"));
    QCOMPARE(layers[1].name, std::string("Means 2"));
    QCOMPARE(layers[0].provenance.method, std::string("Means"));
    QCOMPARE(layers[0].provenance.weightsName, std::string("Means 1"));
    QCOMPARE(layers[1].provenance.weightsName, std::string("Means 2"));
    QVERIFY(layers[0].provenance.weightsHash != layers[1].provenance.weightsHash);
}

void TestPythonWorker::whatGoesWrongIsSaid_data()
{
    QTest::addColumn<QString>("worker");
    QTest::addColumn<QStringList>("says");
    QTest::newRow("raises") << "raise 1"
                            << QStringList{"Means", "ValueError: there is no tissue", "means.py, line"};
    QTest::newRow("wrong shape") << "shape 1" << QStringList{"Means", "[4, 8]", "4 spots and 9 genes"};
    QTest::newRow("NaN") << "nan 1" << QStringList{"Means", "nan", "gene G1"};
    QTest::newRow("exits") << "exit 1" << QStringList{"exit code 1", "the licence ran out"};
}

void TestPythonWorker::whatGoesWrongIsSaid()
{
    QFETCH(QString, worker);
    QFETCH(QStringList, says);
    const QString out = QString(QTest::currentDataTag()) + ".transcope";
    const CliResult failed = predict(out, worker);
    QVERIFY2(failed.exitCode == 4, failed.error.constData());
    for (const auto& words : says)
        QVERIFY2(failed.error.contains(words.toUtf8()), failed.error.constData());
    // The batch before it is kept, and the rest comes when the worker is mended.
    const CliResult again = predict(out);
    QVERIFY2(again.exitCode == 0, again.error.constData());
    QCOMPARE(again.json()["predictedNow"].toInt(), Spots - 4);
    compareRows(core::openSession(path(out).toStdString()).value()->readLayer(1).value());
}

void TestPythonWorker::ctrlCStaysResumable()
{
    QProcess process;
    process.start(TRANSCOPE_BIN "/transcope-cli", arguments("cut.transcope", "slow 0"));
    const auto rows = [&] {
        const auto session = core::openSession(path("cut.transcope").toStdString());
        const auto layers = session ? (*session)->layers() : core::Result<std::vector<core::LayerInfo>>();
        return layers && !layers->empty() ? layers->front().rowsPresent : 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rows() > 0, 30'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 5);
    const CliResult again = predict("cut.transcope");
    QVERIFY2(again.exitCode == 0, again.error.constData());
    const int now = again.json()["predictedNow"].toInt();
    QVERIFY2(now > 0 && now < Spots, qPrintable(QString::number(now)));
    compareRows(core::openSession(path("cut.transcope").toStdString()).value()->readLayer(1).value());
}

void TestPythonWorker::wrongUse_data()
{
    QTest::addColumn<QString>("worker");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    QTest::newRow("serve refuses") << "refuse" << QStringList() << 4
                                   << "genes must be a list of different genes";
    QTest::newRow("weights too") << "" << QStringList{"--weights", "w.safetensors"} << 2
                                 << "a model of its own";
    QTest::newRow("another device") << "" << QStringList{"--device", "cuda:0"} << 2
                                    << "Means runs with device cpu";
    QTest::newRow("threads") << "" << QStringList{"--threads", "2"} << 2 << "--worker";
}

void TestPythonWorker::wrongUse()
{
    QFETCH(QString, worker);
    QFETCH(QStringList, more);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    const CliResult result = predict("wrong.csv", worker, more);
    QVERIFY2(result.exitCode == exitCode, result.error.constData());
    QVERIFY2(result.error.contains(says.toUtf8()), result.error.constData());
    QVERIFY(!QFile::exists(path("wrong.csv.part.transcope")));
}

void TestPythonWorker::theWindowRunsIt()
{
    tests::WindowFixture f(m_folder);
    auto& window = f.window;
    QSignalSpy finished(window.run(), &ui::RunController::finished);
    QSignalSpy failed(window.run(), &ui::RunController::failed);
    QVERIFY(f.open(path("halves.png")));
    auto* panel = window.predictionPanel();
    panel->useSession(path("window.transcope"));
    panel->chooseWorker(meansWorker(m_python));
    QVERIFY(panel->canRun());
    QCOMPARE(f.settings.worker(), meansWorker(m_python));
    auto choice = panel->choice();
    QVERIFY(choice.weights.isEmpty());
    QCOMPARE(choice.worker, meansWorker(m_python));
    choice.spots = ui::RunChoice::Spots::File;
    choice.spotFile = path("spots.csv");
    window.run()->start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() > 0, 60'000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
    QTRY_COMPARE(int(window.document()->prediction()->rowsPresent), Spots);
    const auto& layer = *window.document()->prediction()->layer;
    QCOMPARE(layer.name, std::string("Means"));
    QCOMPARE(layer.provenance.weightsName, std::string("Means 1"));
    compareRows(layer);
    const auto labels = panel->findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const auto* label) { return label->text().contains("Means 1"); }));

    // It stays between runs, and what has been predicted is there.
    const auto pid = window.run()->workerProcessId();
    window.run()->start(choice);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 60'000);
    QCOMPARE(finished[1][0].value<core::RunSummary>().predicted, 0);
    QCOMPARE(window.run()->workerProcessId(), pid);

    // Listed, but not chosen, in the next window: nothing is started unasked.
    tests::WindowFixture next(m_folder);
    const auto* list = next.window.predictionPanel()->findChild<QComboBox*>();
    QVERIFY(list->findData(meansWorker(m_python)) >= 0);
    QVERIFY(next.window.predictionPanel()->choice().worker.isEmpty());
}

void TestPythonWorker::theWindowSaysWhatGoesWrong()
{
    tests::WindowFixture f(m_folder);
    auto& window = f.window;
    QSignalSpy failed(window.run(), &ui::RunController::failed);
    QSignalSpy died(window.run(), &ui::RunController::workerDied);
    QSignalSpy finished(window.run(), &ui::RunController::finished);
    QVERIFY(f.open(path("halves.png")));
    ui::RunChoice choice;
    choice.spots = ui::RunChoice::Spots::File;
    choice.spotFile = path("spots.csv");
    choice.session = path("mended.transcope");
    choice.worker = meansWorker(m_python, "raise 1");
    window.run()->start(choice);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60'000);
    QVERIFY2(window.errorBar()->text().contains("there is no tissue"), qPrintable(window.errorBar()->text()));
    choice.worker = meansWorker(m_python, "exit 1"); // another program: the one before is ended
    window.run()->start(choice);
    QTRY_COMPARE_WITH_TIMEOUT(died.size(), 1, 60'000);
    QVERIFY2(window.messageBar()->text().contains("the licence ran out"),
             qPrintable(window.messageBar()->text()));
    choice.worker = "python3 'open";
    window.run()->start(choice);
    QCOMPARE(failed.size(), 2);
    QVERIFY(failed[1][0].toString().contains("quote"));
    choice.worker = meansWorker(m_python);
    window.run()->start(choice);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
    QCOMPARE(finished[0][0].value<core::RunSummary>().predicted, Spots - 8); // each failure left a batch
    compareRows(*window.document()->prediction()->layer);
}

TRANSCOPE_GUI_TEST(TestPythonWorker)
#include "tst_pythonworker.moc"
