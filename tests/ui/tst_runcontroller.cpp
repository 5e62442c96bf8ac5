#include "tests/testsupport/fakeworkerfixture.h"
#include "tests/testsupport/testprogram.h"
#include "ui/run/runcontroller.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <algorithm>

#include <cmath>
#include <csignal>

using namespace transcope;
using test::FakeWorkerFixture;
using ui::RunController;
using State = RunController::State;

namespace {

constexpr int PatienceMs = 20000; // for machines that do other things too

} // namespace

class TestRunController : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void anotherSessionOpenedDuringARun();
    void anotherSessionOpenedWhileWeightsLoad();
    void documentRefusesWhatIsNotItsOwn();
    void completeRun();
    void theWorkerStaysBetweenRuns();
    void cancelledWhilePreparing();
    void cancelledWhileLoading();
    void cancelledAfterRows();
    void startedDuringARun();
    void failsOnce_data();
    void failsOnce();
    void diesOnce_data();
    void diesOnce();
    void restartDoesTheRest();
    void destroyedDuringARun();
    void aSessionThatCannotBeUsedIsAnError_data();
    void aSessionThatCannotBeUsedIsAnError();
    void goesOnInTheOpenSession();

private:
    struct Watched;
    QString sessionFile(const QString& name) const { return m_fixture->file(name + ".transcope"); }
    ui::RunChoice choice(const QString& weights) const;
    void makeSmallSession(const QString& name) const;

    std::unique_ptr<FakeWorkerFixture> m_fixture;
};

/// A document with the fixture's slide, and a controller with everything that it says.
struct TestRunController::Watched
{
    explicit Watched(const FakeWorkerFixture& fixture,
                     const QStringList& worker = {QString::fromStdString(FakeWorkerFixture::program())})
        : run(&document, worker)
    {
        QObject::connect(&run, &RunController::stateChanged, &run, [this](State state) { states << state; });
        document.openSlide(fixture.slide());
        if (!QTest::qWaitFor([this] { return document.slide() != nullptr; }, PatienceMs))
            qFatal("no slide");
    }
    int ends() const { return int(finished.size() + failed.size() + cancelled.size() + died.size()); }
    int rows() const { return document.prediction() ? int(document.prediction()->rowsPresent) : -1; }
    bool open(const QString& session)
    {
        document.openSession(session);
        return QTest::qWaitFor(
            [&] {
                return document.session() &&
                       document.session()->path() == std::filesystem::path(session.toStdString());
            },
            PatienceMs);
    }

    ui::Document document;
    RunController run;
    QSignalSpy finished{&run, &RunController::finished};
    QSignalSpy failed{&run, &RunController::failed};
    QSignalSpy cancelled{&run, &RunController::cancelled};
    QSignalSpy died{&run, &RunController::workerDied};
    QList<State> states;
};

void TestRunController::init()
{
    m_fixture = std::make_unique<FakeWorkerFixture>();
    QByteArray spots = "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n";
    for (const auto& spot : FakeWorkerFixture::spots().spots)
        spots += QStringLiteral("%1\t%2\t%1\t%2\t%3\t%4\t1\n")
                     .arg(spot.arrayCol)
                     .arg(spot.arrayRow)
                     .arg(spot.centreLevel0Px.x)
                     .arg(spot.centreLevel0Px.y)
                     .toUtf8();
    m_fixture->write("spots.tsv", spots);
}

ui::RunChoice TestRunController::choice(const QString& weights) const
{
    ui::RunChoice choice;
    choice.weights = weights;
    choice.spots = ui::RunChoice::Spots::File;
    choice.spotFile = m_fixture->file("spots.tsv");
    choice.session = sessionFile("a");
    return choice;
}

/// Of the same slide, with fewer spots and more genes than the fake worker predicts; no row is there.
void TestRunController::makeSmallSession(const QString& name) const
{
    auto spots = FakeWorkerFixture::spots();
    spots.spots.resize(3);
    const std::filesystem::path slide = m_fixture->slide().toStdString();
    auto session = core::createSession(sessionFile(name).toStdString(),
                                       {slide, core::quickHash(slide).value(), {640, 512}, {}}, spots);
    core::LayerInfo layer;
    layer.name = "FAKE";
    layer.kind = core::LayerKind::Predicted;
    for (int gene = 0; gene < 50; ++gene)
        layer.genes.push_back({"G" + std::to_string(gene), {}});
    QVERIFY(session && (*session)->addLayer(layer));
}

// A batch is being predicted while another session is opened: its rows belong to the first session alone.
void TestRunController::anotherSessionOpenedDuringARun()
{
    makeSmallSession("b");
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->gatedWeights(1)));
    QTRY_COMPARE_WITH_TIMEOUT(w.rows(), FakeWorkerFixture::Batch, PatienceMs);
    const auto first = w.document.session();
    QVERIFY(w.open(sessionFile("b")));
    m_fixture->openGate();
    QTRY_VERIFY_WITH_TIMEOUT(first->layers()->front().rowsPresent > FakeWorkerFixture::Batch, PatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(w.cancelled.size(), 1, PatienceMs);
    QTest::qWait(200); // nothing may come any more, so there is nothing to wait for
    QCOMPARE(w.ends(), 1);
    QCOMPARE(w.rows(), 0);
    const auto& values = *w.document.prediction()->layer->values;
    QCOMPARE(values.genes(), 50u);
    for (std::size_t spot = 0; spot < 3; ++spot) {
        const auto row = values.spot(spot).value();
        QVERIFY(std::ranges::all_of(row, [](float value) { return std::isnan(value); }));
    }
    QCOMPARE(w.document.session()->layers()->front().rowsPresent, 0);
}

// The run of the first session ends; the second session is never told of it.
void TestRunController::anotherSessionOpenedWhileWeightsLoad()
{
    makeSmallSession("b");
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->weights({{"loadGate", m_fixture->file("gate")}})));
    QTRY_VERIFY_WITH_TIMEOUT(w.run.state() == State::LoadingWeights, PatienceMs);
    QVERIFY(w.open(sessionFile("b")));
    m_fixture->openGate();
    QTRY_COMPARE_WITH_TIMEOUT(w.cancelled.size(), 1, PatienceMs);
    QTest::qWait(200); // nothing may come any more, so there is nothing to wait for
    QCOMPARE(w.ends(), 1);
    QCOMPARE(w.document.session()->path(), std::filesystem::path(sessionFile("b").toStdString()));
    QCOMPARE(w.document.prediction()->layer->spots->size(), 3u);
    QCOMPARE(w.document.prediction()->layer->genes.size(), 50u);
}

void TestRunController::documentRefusesWhatIsNotItsOwn()
{
    makeSmallSession("b");
    Watched w(*m_fixture);
    QVERIFY(w.open(sessionFile("b")));
    core::RunRows rows{3, {0}, std::vector<float>(50, 1), {0}};
    QVERIFY(!w.document.addRows(rows)); // nobody's
    w.document.startLayer(3, w.document.session(), *w.document.prediction()->layer);
    QSignalSpy added(&w.document, &ui::Document::predictionRowsAdded);
    for (auto bad : {core::RunRows{4, {0}, rows.values, {0}}, // another run's
                     core::RunRows{3, {3}, rows.values, {0}}, // there are three spots
                     core::RunRows{3, {-1}, rows.values, {0}},
                     core::RunRows{3, {0}, std::vector<float>(51, 1), {0}}, // there are 50 genes
                     core::RunRows{3, {0}, rows.values, {}}})
        QVERIFY(!w.document.addRows(bad));
    QCOMPARE(w.rows(), 0);
    QVERIFY(w.document.addRows(rows));
    QCOMPARE(w.rows(), 1);
    QCOMPARE(added.size(), 1);
}

void TestRunController::completeRun()
{
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->weights()));
    QVERIFY(w.run.isActive());
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 1);
    QCOMPARE(w.states, (QList{State::Preparing, State::LoadingWeights, State::Predicting, State::Idle}));
    QCOMPARE(w.rows(), FakeWorkerFixture::Spots);
    QCOMPARE(w.document.session()->path(), std::filesystem::path(sessionFile("a").toStdString()));
    const auto expected = m_fixture->expectedRows();
    for (std::size_t spot = 0; spot < FakeWorkerFixture::Spots; ++spot)
        for (std::size_t gene = 0; gene < FakeWorkerFixture::Genes; ++gene)
            QCOMPARE((*w.document.prediction()->layer->values->spot(spot))[gene],
                     expected[spot * FakeWorkerFixture::Genes + gene]);
}

void TestRunController::theWorkerStaysBetweenRuns()
{
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->weights()));
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    const auto pid = w.run.workerProcessId();
    QVERIFY(pid > 0);
    w.run.start(choice(m_fixture->file("weights.json")));
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 2, PatienceMs);
    QCOMPARE(w.run.workerProcessId(), pid);
    QCOMPARE(w.finished[1][0].value<core::RunSummary>().predicted, 0);
}

void TestRunController::cancelledWhilePreparing()
{
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->weights()));
    w.run.cancel();
    w.run.cancel();                  // twice does no harm
    QCOMPARE(w.cancelled.size(), 1); // at once
    QVERIFY(!w.run.isActive());
    QTest::qWait(300); // nothing may come any more, so there is nothing to wait for
    QCOMPARE(w.ends(), 1);
    QVERIFY(!w.document.session());
}

void TestRunController::cancelledWhileLoading()
{
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->weights({{"loadGate", m_fixture->file("gate")}})));
    QTRY_VERIFY_WITH_TIMEOUT(w.run.state() == State::LoadingWeights, PatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(w.run.workerProcessId() > 0, PatienceMs);
    const auto pid = w.run.workerProcessId();
    w.run.cancel();
    QCOMPARE(w.cancelled.size(), 1);
    m_fixture->openGate();
    w.run.start(choice(m_fixture->file("weights.json"))); // the worker is the same
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.run.workerProcessId(), pid);
    QCOMPARE(w.ends(), 2);
}

// The batch that the worker has in hand is stored and shown, and is the last.
void TestRunController::cancelledAfterRows()
{
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->stepWeights(2)));
    QTRY_COMPARE_WITH_TIMEOUT(w.rows(), 2 * FakeWorkerFixture::Batch, PatienceMs);
    w.run.cancel();
    QCOMPARE(w.cancelled.size(), 1);
    const auto session = w.document.session();
    QVERIFY(m_fixture->stepUntil([&] { return w.rows() > 2 * FakeWorkerFixture::Batch; }));
    m_fixture->weights(); // no more gates
    m_fixture->openGate();
    w.run.start(choice(m_fixture->file("weights.json"))); // waits until the worker has left the first run
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 2);
    QCOMPARE(w.rows(), FakeWorkerFixture::Spots);
    QVERIFY(w.finished[0][0].value<core::RunSummary>().predicted <
            FakeWorkerFixture::Spots - 2 * FakeWorkerFixture::Batch);
    QCOMPARE(session->layers()->size(), 1u);
}

void TestRunController::startedDuringARun()
{
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->stepWeights(1)));
    QTRY_COMPARE_WITH_TIMEOUT(w.rows(), FakeWorkerFixture::Batch, PatienceMs);
    auto second = choice(m_fixture->file("weights.json"));
    second.session = sessionFile("second");
    w.run.start(second);
    QCOMPARE(w.cancelled.size(), 1);
    QVERIFY(w.run.isActive());
    QVERIFY(m_fixture->stepUntil([&] { return w.finished.size() == 1; }));
    QCOMPARE(w.ends(), 2);
    QCOMPARE(w.rows(), FakeWorkerFixture::Spots);
    QCOMPARE(w.document.session()->path(), std::filesystem::path(second.session.toStdString()));
}

void TestRunController::failsOnce_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("says");
    QTest::newRow("no weights chosen") << "none"
                                       << "weights";
    QTest::newRow("weights are not there") << "weights"
                                           << "absent.json";
    QTest::newRow("spots are not there") << "spots"
                                         << "absent.tsv";
    QTest::newRow("session is none") << "session"
                                     << "none.transcope";
    QTest::newRow("model fails") << "model"
                                 << "fail";
}

void TestRunController::failsOnce()
{
    QFETCH(QString, how);
    QFETCH(QString, says);
    m_fixture->write("none.transcope", "no session");
    Watched w(*m_fixture);
    auto bad = choice(how == "model" ? m_fixture->weights({{"failAfter", 1}}) : m_fixture->weights());
    if (how == "none")
        bad.weights.clear();
    else if (how == "weights")
        bad.weights = m_fixture->file("absent.json");
    else if (how == "spots")
        bad.spotFile = m_fixture->file("absent.tsv");
    else if (how == "session")
        bad.session = m_fixture->file("none.transcope");
    w.run.start(bad);
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QVERIFY2(w.failed[0][0].toString().contains(says), qPrintable(w.failed[0][0].toString()));
    QVERIFY(!w.run.isActive());
    w.run.start(choice(m_fixture->weights()));
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 2);
}

void TestRunController::diesOnce_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("says");
    QTest::newRow("cannot be started") << "absent"
                                       << "could not be started";
    QTest::newRow("while it loads") << "loading"
                                    << "signal 9";
    QTest::newRow("while it predicts") << "predicting"
                                       << "signal 9";
}

void TestRunController::diesOnce()
{
    QFETCH(QString, how);
    QFETCH(QString, says);
    Watched w(*m_fixture, {how == "absent" ? QStringLiteral("/nowhere/transcope-worker")
                                           : QString::fromStdString(FakeWorkerFixture::program())});
    w.run.start(choice(how == "loading" ? m_fixture->weights({{"loadGate", m_fixture->file("gate")}})
                                        : m_fixture->gatedWeights(1)));
    if (how == "loading")
        QTRY_VERIFY_WITH_TIMEOUT(w.run.state() == State::LoadingWeights && w.run.workerProcessId() > 0,
                                 PatienceMs);
    if (how == "predicting")
        QTRY_COMPARE_WITH_TIMEOUT(w.rows(), FakeWorkerFixture::Batch, PatienceMs);
    if (how != "absent")
        QCOMPARE(::kill(static_cast<pid_t>(w.run.workerProcessId()), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(w.died.size(), 1, PatienceMs);
    QVERIFY2(w.died[0][0].toString().contains(says), qPrintable(w.died[0][0].toString()));
    QVERIFY(!w.run.isActive());
    QTest::qWait(100); // nothing may come any more, so there is nothing to wait for
    QCOMPARE(w.ends(), 1);
}

void TestRunController::restartDoesTheRest()
{
    Watched w(*m_fixture);
    w.run.start(choice(m_fixture->gatedWeights(3)));
    QTRY_COMPARE_WITH_TIMEOUT(w.rows(), 3 * FakeWorkerFixture::Batch, PatienceMs);
    QCOMPARE(::kill(static_cast<pid_t>(w.run.workerProcessId()), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(w.died.size(), 1, PatienceMs);
    m_fixture->openGate();
    w.run.restart();
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 2);
    QCOMPARE(w.rows(), FakeWorkerFixture::Spots);
    QCOMPARE(w.finished[0][0].value<core::RunSummary>().predicted,
             FakeWorkerFixture::Spots - 3 * FakeWorkerFixture::Batch);
    QCOMPARE(w.document.session()->layers()->size(), 1u);
    // After another slide was opened there is nothing to restart.
    makeSmallSession("b");
    QVERIFY(w.open(sessionFile("b")));
    w.run.restart();
    QVERIFY(!w.run.isActive());
}

void TestRunController::destroyedDuringARun()
{
    QElapsedTimer timer;
    qint64 pid = 0;
    {
        Watched w(*m_fixture);
        w.run.start(choice(m_fixture->gatedWeights(1)));
        QTRY_COMPARE_WITH_TIMEOUT(w.rows(), FakeWorkerFixture::Batch, PatienceMs);
        pid = w.run.workerProcessId();
        timer.start(); // the worker hangs at the gate
    }
    QVERIFY(timer.elapsed() < 4000);
    QVERIFY(::kill(static_cast<pid_t>(pid), 0) != 0);
    const auto session = core::openSession(sessionFile("a").toStdString()).value();
    QCOMPARE(int(session->layers()->front().rowsPresent), FakeWorkerFixture::Batch);
}

void TestRunController::aSessionThatCannotBeUsedIsAnError_data()
{
    QTest::addColumn<QString>("why");
    QTest::newRow("other spots") << "other spots";
    QTest::newRow("another slide") << "another slide";
}

// The file that the user named is used or an error; nothing else is written in its stead.
void TestRunController::aSessionThatCannotBeUsedIsAnError()
{
    QFETCH(QString, why);
    makeSmallSession("b");
    Watched w(*m_fixture);
    if (why == "another slide") {
        QImage(300, 200, QImage::Format_RGB888).save(m_fixture->file("other.png"));
        w.document.openSlide(m_fixture->file("other.png"));
        QTRY_COMPARE_WITH_TIMEOUT(w.document.slideName(), QStringLiteral("other.png"), PatienceMs);
    }
    auto named = choice(m_fixture->weights());
    named.session = sessionFile("b");
    w.run.start(named);
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    const auto message = w.failed[0][0].toString();
    QVERIFY2(message.contains("b.transcope") && message.contains(why), qPrintable(message));
    QCOMPARE(QFileInfo(sessionFile("b")).dir().entryList({"*.transcope"}), QStringList{"b.transcope"});
}

// A session brings its own spots, and the run's rows go into it.
void TestRunController::goesOnInTheOpenSession()
{
    makeSmallSession("b");
    Watched w(*m_fixture);
    QVERIFY(w.open(sessionFile("b")));
    ui::RunChoice own;
    own.weights = m_fixture->weights();
    own.spots = ui::RunChoice::Spots::Session;
    w.run.start(own);
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.document.session()->path(), std::filesystem::path(sessionFile("b").toStdString()));
    QCOMPARE(w.rows(), 3);
    QCOMPARE(w.document.session()->layers()->size(), 2u); // the 50 genes' layer stays
    QCOMPARE(QFileInfo(sessionFile("b")).dir().entryList({"*.transcope"}), QStringList{"b.transcope"});
}

TRANSCOPE_TEST(TestRunController)
#include "tst_runcontroller.moc"
