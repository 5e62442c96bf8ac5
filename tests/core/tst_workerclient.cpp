#include "core/rpc/workerrows.h"
#include "tests/testsupport/fakeworkerfixture.h"
#include "tests/testsupport/testprogram.h"

#include <QElapsedTimer>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

using namespace transcope;
using core::ErrorCode;
using core::WorkerClient;
using test::FakeWorkerFixture;

namespace {

constexpr core::RunId Run = 7;

/// A client and the rows that it brings.
struct Watched
{
    explicit Watched(std::vector<std::string> command = {FakeWorkerFixture::program()})
        : client(std::move(command))
    {
    }
    core::Result<core::RunSummary> predict(const core::PredictParams& params, std::stop_token stop = {})
    {
        const auto sink = [this](const core::RunRows& batch) -> core::Result<void> {
            if (batch.run != Run)
                return core::fail(ErrorCode::InvalidArgument, "rows of another run");
            rows.resize(FakeWorkerFixture::Spots * FakeWorkerFixture::Genes, -1);
            for (std::size_t i = 0; i < batch.spots.size(); ++i)
                std::copy_n(batch.values.begin() + std::ptrdiff_t(i) * FakeWorkerFixture::Genes,
                            FakeWorkerFixture::Genes,
                            rows.begin() + std::ptrdiff_t(batch.spots[i]) * FakeWorkerFixture::Genes);
            arrived.insert(arrived.end(), batch.spots.begin(), batch.spots.end());
            paddedSpots += int(std::ranges::count(batch.padded, 1));
            return onBatch ? onBatch() : core::Result<void>();
        };
        const auto count = [this](const core::Progress&) { ++progressed; };
        return client.predict(params, Run, sink, count, std::move(stop));
    }
    core::Result<core::PredictorInfo> load(const QString& weights, std::stop_token stop = {})
    {
        return client.loadWeights({weights.toStdString(), "auto", "auto"}, std::move(stop));
    }

    WorkerClient client;
    std::function<core::Result<void>()> onBatch;
    std::vector<float> rows;
    std::vector<int> arrived;
    int paddedSpots = 0, progressed = 0;
};

bool isGone(std::int64_t pid)
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
    void printingLibrariesDoNoHarm();
    void cancelsARun();
    void cancelsLoading();
    void aWorkerThatDoesNotStopIsKilled();
    void sinkFails();
    void badWeights_data();
    void badWeights();
    void badSlide_data();
    void badSlide();
    void failingModel();
    void killed();
    void crashed();
    void noWorker_data();
    void noWorker();
    void aWorkerThatHangsAtItsStartIsEnded();
    void aWorkerWithoutAModelAsksForWeights();
    void abortEndsAHangingCall();
    void latency();

private:
    FakeWorkerFixture m_fixture;
};

void TestWorkerClient::startsAndLoadsWeights()
{
    Watched w;
    QVERIFY(!w.client.isRunning());
    const auto info = w.load(m_fixture.weights()); // starts the worker
    QVERIFY2(info, info ? "" : info.error().text().c_str());
    QCOMPARE(info->method, std::string("fake"));
    QCOMPARE(int(info->genes.size()), FakeWorkerFixture::Genes);
    const auto pid = w.client.processId();
    QVERIFY(pid > 0 && w.client.isRunning());
    QVERIFY(w.load(m_fixture.weights()));
    QCOMPARE(w.client.processId(), pid);
}

void TestWorkerClient::completeRun()
{
    Watched w;
    QVERIFY(w.load(m_fixture.weights()));
    const auto summary = w.predict(m_fixture.request());
    QVERIFY2(summary, summary ? "" : summary.error().text().c_str());
    QCOMPARE(int(summary->predicted), FakeWorkerFixture::Spots);
    QCOMPARE(int(summary->paddedSpots), w.paddedSpots);
    QVERIFY(w.progressed > 0);
    std::ranges::sort(w.arrived);
    QCOMPARE(w.arrived, FakeWorkerFixture::allSpots());
    const auto expected = m_fixture.expectedRows();
    QCOMPARE(std::memcmp(w.rows.data(), expected.data(), expected.size() * sizeof(float)), 0);
}

void TestWorkerClient::someSpotsOfTheTable()
{
    Watched w;
    QVERIFY(w.load(m_fixture.weights()));
    QVERIFY(w.predict(m_fixture.request({57, 3})));
    std::ranges::sort(w.arrived);
    QCOMPARE(w.arrived, (std::vector{3, 57}));
    const auto expected = m_fixture.expectedRows();
    for (const int spot : {3, 57})
        for (int g = 0; g < FakeWorkerFixture::Genes; ++g) {
            const auto at = static_cast<std::size_t>(spot * FakeWorkerFixture::Genes + g);
            QCOMPARE(w.rows[at], expected[at]);
        }
}

void TestWorkerClient::printingLibrariesDoNoHarm()
{
    Watched w;
    QVERIFY(w.load(m_fixture.weights({{"chatter", true}})));
    QVERIFY(w.predict(m_fixture.request()));
    QCOMPARE(int(w.arrived.size()), FakeWorkerFixture::Spots);
}

void TestWorkerClient::cancelsARun()
{
    Watched w;
    QVERIFY(w.load(m_fixture.stepWeights(3)));
    const auto pid = w.client.processId();
    std::stop_source stop;
    w.onBatch = [&]() -> core::Result<void> {
        if (int(w.arrived.size()) == 3 * FakeWorkerFixture::Batch) { // the fourth batch waits at the gate
            m_fixture.waitUntilAtGate();
            stop.request_stop();
            stop.request_stop(); // twice does no harm
        }
        return {};
    };
    auto steps = m_fixture.stepAfter(stop.get_token());
    const auto summary = w.predict(m_fixture.request(), stop.get_token());
    steps = {};
    QCOMPARE(summary.error().code, ErrorCode::Cancelled);
    const int before = int(w.arrived.size());
    QVERIFY(before > 3 * FakeWorkerFixture::Batch); // what the model had in hand came too
    QVERIFY(before < FakeWorkerFixture::Spots);
    w.onBatch = {};
    QVERIFY(w.load(m_fixture.weights()));
    QVERIFY(w.predict(m_fixture.request()));
    QCOMPARE(int(w.arrived.size()), before + FakeWorkerFixture::Spots);
    QCOMPARE(w.client.processId(), pid);
}

// A call that the worker cannot leave is left by the client; the next call waits for it.
void TestWorkerClient::cancelsLoading()
{
    Watched w;
    const auto slow = m_fixture.weights({{"loadGate", m_fixture.file("gate")}});
    QFile::remove(m_fixture.file("gate"));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(w.load(slow, stop.get_token()).error().code, ErrorCode::Cancelled); // while it starts
    std::stop_source later;
    std::jthread stopper([&](const std::stop_token&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        later.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(w.load(slow, later.get_token()).error().code, ErrorCode::Cancelled);
    QVERIFY(timer.elapsed() < 2000);
    const auto pid = w.client.processId();
    m_fixture.openGate();
    QVERIFY(w.load(m_fixture.weights({{"batch", 8}})));
    QVERIFY(w.predict(m_fixture.request()));
    QCOMPARE(w.client.processId(), pid);
}

void TestWorkerClient::aWorkerThatDoesNotStopIsKilled()
{
    Watched w;
    QVERIFY(w.load(m_fixture.gatedWeights(1)));
    const auto pid = w.client.processId();
    std::stop_source stop;
    QElapsedTimer timer;
    w.onBatch = [&]() -> core::Result<void> {
        m_fixture.waitUntilAtGate();
        stop.request_stop();
        timer.start();
        return {};
    };
    QCOMPARE(w.predict(m_fixture.request(), stop.get_token()).error().code, ErrorCode::Cancelled);
    const auto patience = std::chrono::milliseconds(WorkerClient::CancelPatience).count();
    QVERIFY(timer.elapsed() >= patience && timer.elapsed() < patience + 5000);
    QVERIFY(isGone(pid) && !w.client.isRunning());
}

void TestWorkerClient::sinkFails()
{
    Watched w;
    QVERIFY(w.load(m_fixture.weights()));
    int batches = 0;
    w.onBatch = [&]() -> core::Result<void> {
        ++batches;
        return core::fail(ErrorCode::WriteFailed, "disk full");
    };
    const auto summary = w.predict(m_fixture.request());
    QCOMPARE(summary.error().code, ErrorCode::WriteFailed);
    QCOMPARE(summary.error().message, std::string("disk full"));
    QCOMPARE(batches, 1);
    QVERIFY(w.client.isRunning());
}

void TestWorkerClient::badWeights_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("code");
    QTest::newRow("missing") << "none.json"
                             << "auto" << int(ErrorCode::NotFound);
    QTest::newRow("damaged") << "damaged.json"
                             << "auto" << int(ErrorCode::BadInput);
    QTest::newRow("no such device") << "weights.json"
                                    << "cuda:7" << int(ErrorCode::DeviceFailure);
}

void TestWorkerClient::badWeights()
{
    QFETCH(QString, name);
    QFETCH(QString, device);
    QFETCH(int, code);
    m_fixture.weights();
    m_fixture.write("damaged.json", "{");
    Watched w;
    const auto info =
        w.client.loadWeights({m_fixture.file(name).toStdString(), device.toStdString(), "auto"});
    QCOMPARE(int(info.error().code), code);
    QVERIFY(!info.error().whatToDo.empty());
    const auto pid = w.client.processId();
    QVERIFY(pid > 0);                            // the worker lives
    QVERIFY(!w.predict(m_fixture.request({0}))); // without weights
    QVERIFY(w.load(m_fixture.weights()));
    QVERIFY(w.predict(m_fixture.request({0})));
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
    QVERIFY(w.load(m_fixture.weights()));
    auto request = m_fixture.request();
    request.slide = m_fixture.file(name).toStdString();
    const auto failed = w.predict(request);
    QVERIFY(!failed);
    const auto file = std::filesystem::path(request.slide).filename().string();
    QVERIFY2(failed.error().message.find(file) != std::string::npos, failed.error().message.c_str());
    QVERIFY(w.predict(m_fixture.request()));
}

void TestWorkerClient::failingModel()
{
    Watched w;
    QVERIFY(w.load(m_fixture.weights({{"failAfter", 2}})));
    QCOMPARE(w.predict(m_fixture.request()).error().code, ErrorCode::ModelFailure);
    QCOMPARE(int(w.arrived.size()), 2 * FakeWorkerFixture::Batch);
    QVERIFY(w.client.isRunning());
}

void TestWorkerClient::killed()
{
    Watched w;
    QVERIFY(w.load(m_fixture.gatedWeights(2)));
    const auto pid = w.client.processId();
    w.onBatch = [&]() -> core::Result<void> {
        if (int(w.arrived.size()) == 2 * FakeWorkerFixture::Batch)
            ::kill(static_cast<pid_t>(pid), SIGKILL);
        return {};
    };
    const auto ended = w.predict(m_fixture.request());
    QCOMPARE(ended.error().code, ErrorCode::DeviceFailure);
    QVERIFY2(ended.error().message.find("signal 9") != std::string::npos, ended.error().message.c_str());
    QVERIFY(!w.client.isRunning());
    QCOMPARE(w.client.processId(), 0);
    QCOMPARE(w.predict(m_fixture.request()).error().code, ErrorCode::DeviceFailure); // its weights are gone

    QVERIFY(w.load(m_fixture.weights())); // a new worker
    QVERIFY(w.predict(m_fixture.request()));
}

void TestWorkerClient::crashed()
{
    Watched w;
    QVERIFY(w.load(m_fixture.weights({{"crashAt", 1}})));
    const auto ended = w.predict(m_fixture.request());
    QVERIFY2(ended.error().message.find("signal 6") != std::string::npos, ended.error().message.c_str());
    QCOMPARE(int(w.arrived.size()), FakeWorkerFixture::Batch); // what it said before was heard
}

void TestWorkerClient::noWorker_data()
{
    using Command = std::vector<std::string>;
    QTest::addColumn<Command>("command");
    QTest::addColumn<std::string>("says");
    const auto row = [](const char* name, const Command& command, const std::string& says) {
        QTest::newRow(name) << command << says;
    };
    row("no such program", {"/nowhere/transcope-worker"}, "could not be started");
    row("no command", {}, "could not be started");
    row("ends at once", {"true"}, "exit code 0");
    row("ends with a word", {"sh", "-c", "echo no GPU >&2; exit 3"}, "no GPU");
    row("prints a banner", {"sh", "-c", "echo Welcome; cat"}, "Welcome");
    row("gives back what it gets", {"cat"}, "no Transcope worker");
    row("speaks another protocol", {"sh", "-c", "printf 'Content-Length: 2\\r\\n\\r\\n{}'; cat"}, "JSON-RPC");
}

void TestWorkerClient::noWorker()
{
    QFETCH(std::vector<std::string>, command);
    QFETCH(std::string, says);
    Watched w(command);
    const auto info = w.load(m_fixture.weights());
    QCOMPARE(info.error().code, ErrorCode::DeviceFailure);
    QVERIFY2(info.error().message.find(says) != std::string::npos, info.error().message.c_str());
    QVERIFY(!w.client.isRunning());
}

void TestWorkerClient::aWorkerThatHangsAtItsStartIsEnded()
{
    WorkerClient client({"sleep", "60"}, std::chrono::milliseconds(1200));
    QElapsedTimer timer;
    timer.start();
    const auto info = client.loadWeights({});
    QVERIFY(timer.elapsed() >= 1200 && timer.elapsed() < 10000);
    QCOMPARE(info.error().code, ErrorCode::DeviceFailure);
    QCOMPARE(info.error().message, std::string("sleep was started and then gave no answer for 1 s"));
    QVERIFY(!client.isRunning());
}

void TestWorkerClient::aWorkerWithoutAModelAsksForWeights()
{
    Watched w;
    const auto info = w.load({});
    QCOMPARE(info.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(info.error().message.find("no weights file") != std::string::npos, info.error().message.c_str());
    QVERIFY(!w.client.wantsPatches());
}

void TestWorkerClient::abortEndsAHangingCall()
{
    Watched w;
    QVERIFY(w.load(m_fixture.gatedWeights(1)));
    const auto pid = w.client.processId();
    std::jthread aborter;
    w.onBatch = [&]() -> core::Result<void> {
        aborter = std::jthread([&](const std::stop_token&) { w.client.abort(); });
        return {};
    };
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(w.predict(m_fixture.request()).error().code, ErrorCode::Cancelled); // it hangs at the gate
    QVERIFY(timer.elapsed() < 4000);
    QVERIFY(isGone(pid));
    QCOMPARE(w.load(m_fixture.weights()).error().code, ErrorCode::Cancelled);
}

void TestWorkerClient::latency()
{
    // A click on one spot of a section of 20,000 in a warm worker; the fake model takes no time.
    auto table = FakeWorkerFixture::spots();
    while (table.size() < 20000)
        table.spots.push_back(table.spots.front());
    auto plan = m_fixture.plan();
    plan.spots = std::make_shared<const core::SpotTable>(std::move(table));
    WorkerClient client({FakeWorkerFixture::program()});
    core::WorkerRows worker(client, {m_fixture.weights().toStdString(), "auto", "auto"});
    QVERIFY(worker.load({}));
    const auto click = [&] {
        return worker.predict(plan, {0}, {}, [](const core::RunRows&) -> core::Result<void> { return {}; },
                              {}, {});
    };
    QVERIFY(click());
    std::vector<double> milliseconds;
    for (int i = 0; i < 21; ++i) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(click());
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    qInfo("click to row, model excluded: median %.2f ms, worst %.2f ms", milliseconds[10],
          milliseconds.back());
    QVERIFY(milliseconds[10] < 100);
}

TRANSCOPE_TEST(TestWorkerClient)
#include "tst_workerclient.moc"
