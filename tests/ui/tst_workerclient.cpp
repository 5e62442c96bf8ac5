#include "tests/testsupport/testprogram.h"
#include "tests/ui/fakeworkerfixture.h"

#include <QSignalSpy>

#include <cerrno>
#include <csignal>
#include <cstring>

using namespace transcope;
using test::FakeWorkerFixture;
using ui::WorkerClient;

namespace {

constexpr int PatienceMs = 20000; // for machines that do other things too

/// A client and everything it says.
struct Watched
{
    explicit Watched(QStringList command = FakeWorkerFixture::command()) : client(std::move(command))
    {
        QObject::connect(&client, &WorkerClient::rowsArrived, &client,
                         [this](const std::vector<int>& spots, const std::vector<float>& values,
                                const std::vector<std::uint8_t>& padded) {
                             rows.resize(FakeWorkerFixture::Spots * FakeWorkerFixture::Genes, -1);
                             for (std::size_t i = 0; i < spots.size(); ++i)
                                 std::copy_n(values.begin() + std::ptrdiff_t(i) * FakeWorkerFixture::Genes,
                                             FakeWorkerFixture::Genes,
                                             rows.begin() +
                                                 std::ptrdiff_t(spots[i]) * FakeWorkerFixture::Genes);
                             arrived.insert(arrived.end(), spots.begin(), spots.end());
                             paddedSpots += int(std::ranges::count(padded, 1));
                         });
        QObject::connect(&client, &WorkerClient::failed, &client,
                         [this](const core::Error& e) { error = e; });
        QObject::connect(&client, &WorkerClient::finished, &client,
                         [this](const core::RunSummary& s) { summary = s; });
    }
    int ends() const { return int(finished.size() + failed.size() + cancelled.size() + died.size()); }

    WorkerClient client;
    QSignalSpy loaded{&client, &WorkerClient::weightsLoaded};
    QSignalSpy progressed{&client, &WorkerClient::progressed};
    QSignalSpy finished{&client, &WorkerClient::finished};
    QSignalSpy failed{&client, &WorkerClient::failed};
    QSignalSpy cancelled{&client, &WorkerClient::cancelled};
    QSignalSpy died{&client, &WorkerClient::died};
    std::vector<float> rows;
    std::vector<int> arrived;
    int paddedSpots = 0;
    core::Error error;
    core::RunSummary summary;
};

bool isGone(qint64 pid)
{
    return ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
}

} // namespace

class TestWorkerClient : public QObject
{
    Q_OBJECT
private slots:
    void startsAndLoadsWeights();
    void completeRun();
    void someSpotsOfTheTable();
    void callsAreQueued();
    void printingLibrariesDoNoHarm();
    void cancelsARun();
    void cancelDropsWaitingRuns();
    void badWeights_data();
    void badWeights();
    void badSlide_data();
    void badSlide();
    void failingModel();
    void spotOutsideTheTable();
    void killed();
    void crashed();
    void noWorker_data();
    void noWorker();
    void destructorEndsTheWorker();
    void latency();

private:
    FakeWorkerFixture m_fixture;
};

void TestWorkerClient::startsAndLoadsWeights()
{
    Watched w;
    QList<WorkerClient::State> states;
    connect(&w.client, &WorkerClient::stateChanged, this, [&](WorkerClient::State s) { states.append(s); });
    core::PredictorInfo info;
    connect(&w.client, &WorkerClient::weightsLoaded, this, [&](const core::PredictorInfo& i) { info = i; });
    QVERIFY(w.client.state() == WorkerClient::State::NotRunning);
    w.client.loadWeights(m_fixture.weights(), "auto", "auto"); // starts the worker
    QTRY_COMPARE_WITH_TIMEOUT(w.loaded.size(), 1, PatienceMs);
    using S = WorkerClient::State;
    QCOMPARE(states, (QList<S>{S::Starting, S::LoadingWeights, S::Idle}));
    QCOMPARE(info.method, std::string("fake"));
    QCOMPARE(int(info.genes.size()), FakeWorkerFixture::Genes);
    QVERIFY(w.client.processId() > 0);
}

void TestWorkerClient::completeRun()
{
    Watched w;
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 1);
    QCOMPARE(int(w.summary.predicted), FakeWorkerFixture::Spots);
    QCOMPARE(int(w.summary.paddedSpots), w.paddedSpots);
    QVERIFY(w.progressed.size() > 0);
    std::ranges::sort(w.arrived);
    QCOMPARE(w.arrived, FakeWorkerFixture::allSpots());
    const auto expected = m_fixture.expectedRows();
    QCOMPARE(std::memcmp(w.rows.data(), expected.data(), expected.size() * sizeof(float)), 0);
    QVERIFY(w.client.state() == WorkerClient::State::Idle);
}

void TestWorkerClient::someSpotsOfTheTable()
{
    Watched w;
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    w.client.predict(m_fixture.request({57, 3}));
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    std::ranges::sort(w.arrived);
    QCOMPARE(w.arrived, (std::vector{3, 57}));
    const auto expected = m_fixture.expectedRows();
    for (const int spot : {3, 57})
        for (int g = 0; g < FakeWorkerFixture::Genes; ++g) {
            const auto at = static_cast<std::size_t>(spot * FakeWorkerFixture::Genes + g);
            QCOMPARE(w.rows[at], expected[at]);
        }
}

void TestWorkerClient::callsAreQueued()
{
    Watched w;
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    w.client.predict(m_fixture.request({1}));
    w.client.predict(m_fixture.request({2}));
    w.client.loadWeights(m_fixture.weights(), "cpu", "auto");
    w.client.predict(m_fixture.request({3}));
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 3, PatienceMs);
    QCOMPARE(w.arrived, (std::vector{1, 2, 3}));
    QCOMPARE(w.loaded.size(), 2);
}

void TestWorkerClient::printingLibrariesDoNoHarm()
{
    Watched w;
    w.client.loadWeights(m_fixture.weights({{"chatter", true}}), "auto", "auto");
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(int(w.arrived.size()), FakeWorkerFixture::Spots);
}

void TestWorkerClient::cancelsARun()
{
    Watched w;
    w.client.loadWeights(m_fixture.stepWeights(3), "auto", "auto");
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(int(w.arrived.size()), 3 * FakeWorkerFixture::Batch,
                              PatienceMs); // the fourth batch waits at the gate
    const qint64 pid = w.client.processId();
    w.client.cancel();
    w.client.cancel(); // twice does no harm
    QVERIFY(m_fixture.stepUntil([&] { return w.ends() > 0; }));
    QCOMPARE(w.cancelled.size(), 1);
    QVERIFY(int(w.arrived.size()) < FakeWorkerFixture::Spots);
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 2);
    QCOMPARE(w.client.processId(), pid);
}

void TestWorkerClient::cancelDropsWaitingRuns()
{
    Watched w;
    w.client.loadWeights(m_fixture.stepWeights(1), "auto", "auto");
    for (int i = 0; i < 3; ++i)
        w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(int(w.arrived.size()), FakeWorkerFixture::Batch, PatienceMs);
    w.client.cancel();
    QCOMPARE(w.ends(), 0); // never from within the call
    QVERIFY(m_fixture.stepUntil([&] { return w.ends() == 3; }));
    QCOMPARE(w.cancelled.size(), 3);
}

void TestWorkerClient::badWeights_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("code");
    QTest::newRow("missing") << "none.json"
                             << "auto" << int(core::ErrorCode::NotFound);
    QTest::newRow("damaged") << "damaged.json"
                             << "auto" << int(core::ErrorCode::BadInput);
    QTest::newRow("no such device") << "weights.json"
                                    << "cuda:7" << int(core::ErrorCode::DeviceFailure);
}

void TestWorkerClient::badWeights()
{
    QFETCH(QString, name);
    QFETCH(QString, device);
    QFETCH(int, code);
    m_fixture.weights();
    m_fixture.write("damaged.json", "{");
    Watched w;
    w.client.loadWeights(m_fixture.file(name), device, "auto");
    w.client.predict(m_fixture.request()); // ends with the weights it waits for
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QCOMPARE(int(w.error.code), code);
    QVERIFY(!w.error.whatToDo.empty());
    const qint64 pid = w.client.processId();
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    w.client.predict(m_fixture.request({0}));
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 2);
    QCOMPARE(w.client.processId(), pid);
}

void TestWorkerClient::badSlide_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("missing") << "none.svs";
    QTest::newRow("text") << "text.svs";
    QTest::newRow("cut picture") << "cut.png";
    QTest::newRow("folder") << ".";
}

void TestWorkerClient::badSlide()
{
    QFETCH(QString, name);
    QFile picture(m_fixture.slide());
    QVERIFY(picture.open(QIODevice::ReadOnly));
    m_fixture.write("cut.png", picture.read(200));
    m_fixture.write("text.svs", "no slide");
    Watched w;
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    auto request = m_fixture.request();
    request.slide = m_fixture.file(name).toStdString();
    w.client.predict(request);
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QVERIFY2(w.error.message.find(request.slide.filename().string()) != std::string::npos,
             w.error.message.c_str());
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 2);
}

void TestWorkerClient::failingModel()
{
    Watched w;
    w.client.loadWeights(m_fixture.weights({{"failAfter", 2}}), "auto", "auto");
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QCOMPARE(int(w.error.code), int(core::ErrorCode::ModelFailure));
    QCOMPARE(int(w.arrived.size()), 2 * FakeWorkerFixture::Batch);
    QVERIFY(w.client.state() == WorkerClient::State::Idle);
}

void TestWorkerClient::spotOutsideTheTable()
{
    Watched w;
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    w.client.predict(m_fixture.request({FakeWorkerFixture::Spots}));
    QTRY_COMPARE_WITH_TIMEOUT(w.failed.size(), 1, PatienceMs);
    QCOMPARE(int(w.error.code), int(core::ErrorCode::InvalidArgument));
}

void TestWorkerClient::killed()
{
    Watched w;
    w.client.loadWeights(m_fixture.gatedWeights(2), "auto", "auto");
    w.client.predict(m_fixture.request());
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(int(w.arrived.size()), 2 * FakeWorkerFixture::Batch, PatienceMs);
    const qint64 pid = w.client.processId();
    QCOMPARE(::kill(static_cast<pid_t>(pid), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(w.died.size(), 1, PatienceMs);
    QCOMPARE(w.ends(), 1);
    QVERIFY2(w.died[0][0].toString().contains("signal 9"), qPrintable(w.died[0][0].toString()));
    QVERIFY(w.client.state() == WorkerClient::State::NotRunning);
    QCOMPARE(w.client.processId(), 0);

    w.client.loadWeights(m_fixture.weights(), "auto", "auto"); // a new worker
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
}

void TestWorkerClient::crashed()
{
    Watched w;
    w.client.loadWeights(m_fixture.weights({{"crashAt", 1}}), "auto", "auto");
    w.client.predict(m_fixture.request());
    QTRY_COMPARE_WITH_TIMEOUT(w.died.size(), 1, PatienceMs);
    QVERIFY2(w.died[0][0].toString().contains("signal 6"), qPrintable(w.died[0][0].toString()));
    QCOMPARE(w.ends(), 1);
}

void TestWorkerClient::noWorker_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("says");
    QTest::newRow("no such program") << QStringList{"/nowhere/transcope-worker"} << "could not be started";
    QTest::newRow("no command") << QStringList{} << "could not be started";
    QTest::newRow("ends at once") << QStringList{"true"} << "exit code 0";
    QTest::newRow("ends with a word") << QStringList{"sh", "-c", "echo no GPU >&2; exit 3"} << "no GPU";
    QTest::newRow("prints a banner") << QStringList{"sh", "-c", "echo Welcome; cat"} << "Welcome";
    QTest::newRow("gives back what it gets") << QStringList{"cat"} << "no Transcope worker";
    QTest::newRow("speaks another protocol")
        << QStringList{"sh", "-c", "printf 'Content-Length: 2\\r\\n\\r\\n{}'; cat"} << "JSON-RPC";
}

void TestWorkerClient::noWorker()
{
    QFETCH(QStringList, command);
    QFETCH(QString, says);
    Watched w(command);
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    QTRY_COMPARE_WITH_TIMEOUT(w.died.size(), 1, PatienceMs);
    QVERIFY2(w.died[0][0].toString().contains(says), qPrintable(w.died[0][0].toString()));
    QVERIFY(w.client.state() == WorkerClient::State::NotRunning);
    QCOMPARE(w.ends(), 1);
}

void TestWorkerClient::destructorEndsTheWorker()
{
    qint64 pid = 0;
    {
        Watched w;
        w.client.loadWeights(m_fixture.gatedWeights(1), "auto", "auto");
        w.client.predict(m_fixture.request());
        QTRY_COMPARE_WITH_TIMEOUT(int(w.arrived.size()), FakeWorkerFixture::Batch, PatienceMs);
        pid = w.client.processId(); // it hangs at the gate, so asking will not do
    }
    QVERIFY(isGone(pid));
}

void TestWorkerClient::latency()
{
    // A click on one spot of a section of 20,000 in a warm worker; the fake model takes no time.
    auto request = m_fixture.request({0});
    while (request.spots.size() < 20000)
        request.spots.spots.push_back(request.spots.spots.front());
    Watched w;
    w.client.loadWeights(m_fixture.weights(), "auto", "auto");
    w.client.predict(request);
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.size(), 1, PatienceMs);
    std::vector<double> milliseconds;
    for (int i = 0; i < 21; ++i) {
        QElapsedTimer timer;
        timer.start();
        w.client.predict(request);
        QVERIFY(w.finished.wait());
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    qInfo("click to row, model excluded: median %.2f ms, worst %.2f ms", milliseconds[10],
          milliseconds.back());
    QVERIFY(milliseconds[10] < 100);
}

TRANSCOPE_TEST(TestWorkerClient)
#include "tst_workerclient.moc"
