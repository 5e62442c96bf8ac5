#include "tests/testsupport/testprogram.h"
#include "tests/ui/fakeworkerfixture.h"
#include "ui/run/predictionsession.h"

#include <QSignalSpy>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <sys/resource.h>
#include <unistd.h>

using namespace transcope;
using test::FakeWorkerFixture;
using ui::PredictionSession;
using ui::WorkerClient;
using State = PredictionSession::State;

namespace {

constexpr int PatienceMs = 20000; // for machines that do other things too

/// A prediction session and everything it says.
struct Watched
{
    Watched(WorkerClient& client, std::shared_ptr<core::Session> session) : run(&client, std::move(session))
    {
        QObject::connect(
            &run, &PredictionSession::rowsStored, &run,
            [this](const std::vector<int>& spots, const std::vector<float>&,
                   const std::vector<std::uint8_t>&) { stored.insert(spots.begin(), spots.end()); });
        QObject::connect(&run, &PredictionSession::finished, &run,
                         [this](const core::RunSummary& s) { summary = s; });
        QObject::connect(&run, &PredictionSession::layerReady, &run,
                         [this](qint64, const core::PredictorInfo&, const std::vector<int>& missing) {
                             asked = int(missing.size());
                         });
        QObject::connect(&run, &PredictionSession::stateChanged, &run, [this](State s) { states.append(s); });
    }
    int ends() const { return int(finished.size() + failed.size() + cancelled.size() + died.size()); }

    PredictionSession run;
    QSignalSpy finished{&run, &PredictionSession::finished};
    QSignalSpy failed{&run, &PredictionSession::failed};
    QSignalSpy cancelled{&run, &PredictionSession::cancelled};
    QSignalSpy died{&run, &PredictionSession::died};
    std::multiset<int> stored;
    QList<State> states;
    core::RunSummary summary;
    int asked = -1; ///< spots missing when the layer was found
};

} // namespace

class TestPredictionSession : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void completeRun();
    void killedWorkerThenRestart();
    void cancelledThenRestart();
    void resumesInAnotherProcess();
    void nothingMissing();
    void otherWeightsGetAnotherLayer();
    void badWeights();
    void unreadableSlide();
    void failingModelKeepsItsRows();
    void fullDisk();
    void cancelWhileLoading();
    void destroyedDuringARun();

private:
    std::shared_ptr<core::Session> open() const
    {
        auto session = core::openSession(sessionFile());
        if (!session)
            qFatal("%s", session.error().text().c_str());
        return std::move(*session);
    }
    std::filesystem::path sessionFile() const { return m_fixture->file("run.transcope").toStdString(); }
    void compareWithUndisturbedRun(const core::Session& session) const;

    std::unique_ptr<FakeWorkerFixture> m_fixture;
};

void TestPredictionSession::init()
{
    m_fixture = std::make_unique<FakeWorkerFixture>();
    const core::SlideReference slide{m_fixture->slide().toStdString(), "hash", {640, 512}, std::nullopt};
    QVERIFY(core::createSession(sessionFile(), slide, FakeWorkerFixture::spots()));
}

/// Bit for bit, not within a tolerance.
void TestPredictionSession::compareWithUndisturbedRun(const core::Session& session) const
{
    const auto layer = session.readLayer(1);
    QVERIFY(layer);
    const auto expected = m_fixture->expectedRows();
    for (std::size_t spot = 0; spot < FakeWorkerFixture::Spots; ++spot) {
        const auto row = layer->values->spot(spot).value();
        QCOMPARE(
            std::memcmp(row.data(), &expected[spot * FakeWorkerFixture::Genes], row.size() * sizeof(float)),
            0);
    }
}

void TestPredictionSession::completeRun()
{
    WorkerClient client(FakeWorkerFixture::command());
    const auto session = open();
    Watched w(client, session);
    w.run.start({m_fixture->weights()});
    QVERIFY(w.run.isActive());
    w.run.start({"ignored"}); // one run at a time
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.states, (QList{State::LoadingWeights, State::Running, State::Finished}));
    QCOMPARE(w.ends(), 1);
    QCOMPARE(int(w.summary.predicted), FakeWorkerFixture::Spots);
    QCOMPARE(int(w.stored.size()), FakeWorkerFixture::Spots);
    QCOMPARE(w.run.layer().value(), 1);
    QCOMPARE(w.run.progress().done, w.run.progress().total);
    const auto layers = session->layers();
    QCOMPARE(layers->front().provenance.method, std::string("fake"));
    QCOMPARE(int(layers->front().rowsPresent), FakeWorkerFixture::Spots);
    compareWithUndisturbedRun(*session);
}

void TestPredictionSession::killedWorkerThenRestart()
{
    WorkerClient client(FakeWorkerFixture::command());
    const auto session = open();
    Watched w(client, session);
    w.run.start({m_fixture->gatedWeights(3)});
    QTRY_COMPARE_WITH_TIMEOUT(int(w.stored.size()), 3 * FakeWorkerFixture::Batch, PatienceMs);
    QCOMPARE(::kill(static_cast<pid_t>(client.processId()), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(w.died.size(), 1, PatienceMs);
    QVERIFY(w.run.state() == State::Died);
    QVERIFY(!w.run.error().message.empty());

    const int saved = FakeWorkerFixture::Spots - int(session->missingSpots(1)->size());
    QCOMPARE(saved, 3 * FakeWorkerFixture::Batch);
    m_fixture->openGate();
    w.run.restart();
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 2);
    QCOMPARE(w.asked, FakeWorkerFixture::Spots - saved);
    QCOMPARE(int(w.summary.predicted), FakeWorkerFixture::Spots - saved);
    QCOMPARE(int(w.stored.size()), FakeWorkerFixture::Spots); // none twice
    compareWithUndisturbedRun(*session);
}

void TestPredictionSession::cancelledThenRestart()
{
    WorkerClient client(FakeWorkerFixture::command());
    const auto session = open();
    Watched w(client, session);
    w.run.start({m_fixture->stepWeights(2)});
    QTRY_COMPARE_WITH_TIMEOUT(int(w.stored.size()), 2 * FakeWorkerFixture::Batch, PatienceMs);
    w.run.cancel();
    QVERIFY(m_fixture->stepUntil([&] { return w.ends() > 0; }));
    QCOMPARE(w.cancelled.size(), 1);
    const int missing = int(session->missingSpots(1)->size());
    QVERIFY(missing > 0 && missing <= FakeWorkerFixture::Spots - 2 * FakeWorkerFixture::Batch);
    m_fixture->weights(); // no more gates
    w.run.restart();
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(int(w.summary.predicted), missing);
    compareWithUndisturbedRun(*session);
}

void TestPredictionSession::resumesInAnotherProcess()
{
    const QString weights = m_fixture->weights({{"failAfter", 5}});
    {
        WorkerClient client(FakeWorkerFixture::command());
        Watched w(client, open());
        w.run.start({weights});
        QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    }
    m_fixture->weights();
    WorkerClient client(FakeWorkerFixture::command());
    const auto session = open();
    Watched w(client, session);
    w.run.start({weights});
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(int(w.summary.predicted), FakeWorkerFixture::Spots - 5 * FakeWorkerFixture::Batch);
    QCOMPARE(session->layers()->size(), 1u);
    compareWithUndisturbedRun(*session);
}

void TestPredictionSession::nothingMissing()
{
    WorkerClient client(FakeWorkerFixture::command());
    Watched w(client, open());
    w.run.start({m_fixture->weights()});
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    w.run.restart();
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 2, PatienceMs);
    QCOMPARE(int(w.summary.predicted), 0);
    QCOMPARE(w.asked, 0);
}

void TestPredictionSession::otherWeightsGetAnotherLayer()
{
    const auto session = open();
    core::LayerInfo other;
    other.name = "FAKE"; // the name that the fake predictor's layer would get
    other.kind = core::LayerKind::Predicted;
    other.genes = {{"A", ""}};
    QVERIFY(session->addLayer(other));
    WorkerClient client(FakeWorkerFixture::command());
    Watched w(client, session);
    w.run.start({m_fixture->weights()});
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.run.layer().value(), 2);
    QCOMPARE(int(session->missingSpots(1)->size()), FakeWorkerFixture::Spots);
}

void TestPredictionSession::badWeights()
{
    WorkerClient client(FakeWorkerFixture::command());
    const auto session = open();
    Watched w(client, session);
    w.run.start({m_fixture->file("none.json")});
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QCOMPARE(w.states, (QList{State::LoadingWeights, State::Failed}));
    QCOMPARE(int(w.run.error().code), int(core::ErrorCode::NotFound));
    QVERIFY(session->layers()->empty());
    w.run.start({m_fixture->weights()});
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QVERIFY(w.run.error().message.empty());
}

void TestPredictionSession::unreadableSlide()
{
    m_fixture->write("section.png", "no picture");
    WorkerClient client(FakeWorkerFixture::command());
    Watched w(client, open());
    w.run.start({m_fixture->weights()});
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QVERIFY(w.run.error().message.find("section.png") != std::string::npos);
    QVERIFY(client.state() == WorkerClient::State::Idle); // the worker lives
    QVERIFY(w.stored.empty());
}

void TestPredictionSession::failingModelKeepsItsRows()
{
    WorkerClient client(FakeWorkerFixture::command());
    const auto session = open();
    Watched w(client, session);
    w.run.start({m_fixture->weights({{"failAfter", 2}})});
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QCOMPARE(int(w.stored.size()), 2 * FakeWorkerFixture::Batch);
    QCOMPARE(int(session->layers()->front().rowsPresent), 2 * FakeWorkerFixture::Batch);
}

void TestPredictionSession::fullDisk()
{
    WorkerClient client(FakeWorkerFixture::command());
    const auto session = open();
    Watched w(client, session);
    w.run.start({m_fixture->gatedWeights(1)});
    QTRY_COMPARE_WITH_TIMEOUT(int(w.stored.size()), FakeWorkerFixture::Batch, PatienceMs);
    // Files of this process cannot grow any more; the worker started before.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit none{1024, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    ::close(::open(m_fixture->file("gate").toLocal8Bit().constData(), O_CREAT | O_WRONLY, 0600));
    const bool ended = QTest::qWaitFor([&] { return w.ends() > 0; });
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(ended);
    QCOMPARE(w.failed.size(), 1);
    QCOMPARE(int(w.run.error().code), int(core::ErrorCode::WriteFailed));
    QVERIFY(w.run.error().message.find("run.transcope") != std::string::npos);
    QCOMPARE(int(session->layers()->front().rowsPresent), FakeWorkerFixture::Batch);

    w.run.restart();
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    compareWithUndisturbedRun(*session);
}

void TestPredictionSession::cancelWhileLoading()
{
    WorkerClient client(FakeWorkerFixture::command());
    Watched w(client, open());
    w.run.start({m_fixture->weights()});
    w.run.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(w.cancelled.size(), 1, PatienceMs);
    QVERIFY(w.stored.empty());
    QCOMPARE(w.ends(), 1);
}

void TestPredictionSession::destroyedDuringARun()
{
    WorkerClient client(FakeWorkerFixture::command());
    {
        Watched w(client, open());
        w.run.start({m_fixture->stepWeights(2)});
        QTRY_COMPARE_WITH_TIMEOUT(int(w.stored.size()), 2 * FakeWorkerFixture::Batch, PatienceMs);
    }
    // The next run begins while the worker still hangs in the old one, whose end must not be taken for its
    // own.
    QSignalSpy cancelled(&client, &WorkerClient::cancelled);
    const auto session = open();
    Watched w(client, session);
    w.run.start({m_fixture->weights()});
    QVERIFY(m_fixture->stepUntil([&] { return w.ends() > 0; }));
    QCOMPARE(w.finished.size(), 1);
    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(w.ends(), 1);
    compareWithUndisturbedRun(*session);
}

TRANSCOPE_TEST(TestPredictionSession)
#include "tst_predictionsession.moc"
