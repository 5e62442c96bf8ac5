#include "core/session/session.h"
#include "core/slide/slide.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinyweights.h"
#include "tests/ui/fakeworkerfixture.h"
#include "ui/run/predictionsession.h"

#include <QFileInfo>
#include <QSignalSpy>

#include <cmath>
#include <csignal>
#include <cstring>
#include <fstream>

using namespace transcope;
using test::FakeWorkerFixture;
using ui::PredictionSession;
using ui::WorkerClient;

namespace {

/// Peak resident memory of a process in bytes; 0 where the system does not say.
qint64 peakMemory(qint64 pid)
{
    QFile status(QString("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong() * 1024;
    return 0;
}

/// The selected spots of an original-ST table: x y new_x new_y pixel_x pixel_y selected.
core::SpotTable selectedSpots(const std::string& file)
{
    std::ifstream in(file);
    std::string header;
    std::getline(in, header);
    core::SpotTable table;
    table.lattice = core::Lattice::Square;
    table.diameterLevel0Px = 145.6; // 100 µm
    table.pitchLevel0Px = 291.2;
    table.umPerPx = 0.687;
    double x = 0, y = 0, newX = 0, newY = 0, pixelX = 0, pixelY = 0;
    int selected = 0;
    while (in >> x >> y >> newX >> newY >> pixelX >> pixelY >> selected)
        if (selected)
            table.spots.push_back(
                {std::to_string(int(x)) + "x" + std::to_string(int(y)), {pixelX, pixelY}, int(y), int(x)});
    return table;
}

} // namespace

/// The real worker with the real model and tiny random weights.
class TestWorker : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void predictsAndAgreesAfterAKill();
    void badWeights();
    void wholeSection();

private:
    std::shared_ptr<core::Session> makeSession(const QString& name, const QString& slide,
                                               const core::SpotTable& spots) const
    {
        const core::SlideReference reference{slide.toStdString(), "hash", {1, 1}, std::nullopt};
        auto session = core::createSession(m_fixture.file(name).toStdString(), reference, spots);
        if (!session)
            qFatal("%s", session.error().text().c_str());
        return std::move(*session);
    }
    static QStringList command() { return {TRANSCOPE_BIN "/transcope-worker"}; }

    FakeWorkerFixture m_fixture;
    QString m_weights;
};

void TestWorker::initTestCase()
{
    m_weights = m_fixture.file("tiny.safetensors");
    const auto written = tests::writeTinyWeights(m_weights.toStdString());
    QVERIFY2(written, written ? "" : written.error().text().c_str());
}

void TestWorker::predictsAndAgreesAfterAKill()
{
    const auto spots = FakeWorkerFixture::spots();
    const auto undisturbed = makeSession("a.transcope", m_fixture.slide(), spots);
    const auto disturbed = makeSession("b.transcope", m_fixture.slide(), spots);
    WorkerClient client(command());
    {
        PredictionSession run(&client, undisturbed);
        QSignalSpy finished(&run, &PredictionSession::finished);
        run.start({m_weights, "cpu", "float32", 8});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);
    }
    PredictionSession run(&client, disturbed);
    QSignalSpy stored(&run, &PredictionSession::rowsStored);
    QSignalSpy died(&run, &PredictionSession::died);
    QSignalSpy finished(&run, &PredictionSession::finished);
    run.start({m_weights, "cpu", "float32", 3});
    QTRY_VERIFY_WITH_TIMEOUT(stored.size() > 0, 60000);
    QCOMPARE(::kill(static_cast<pid_t>(client.processId()), SIGKILL), 0);
    QTRY_COMPARE(died.size(), 1);
    QVERIFY(!disturbed->missingSpots(1)->empty());
    run.restart();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);

    const auto a = undisturbed->readLayer(1), b = disturbed->readLayer(1);
    QVERIFY(a && b);
    QCOMPARE(a->values->genes(), 5u);
    for (std::size_t gene = 0; gene < a->values->genes(); ++gene) {
        const auto x = a->values->gene(gene).value(), y = b->values->gene(gene).value();
        QVERIFY(std::ranges::all_of(x, [](float value) { return std::isfinite(value); }));
        QCOMPARE(std::memcmp(x.data(), y.data(), x.size() * sizeof(float)), 0); // bit for bit
    }
    QVERIFY(a->values->spot(0).value() != a->values->spot(45).value()); // the picture matters
    QCOMPARE(a->provenance.method, std::string("m2ost"));
    QCOMPARE(a->provenance.precision, std::string("float32"));
    QCOMPARE(a->genes.front().symbol, std::string("DDX5"));
}

void TestWorker::badWeights()
{
    m_fixture.write("bad.safetensors", "these are no weights");
    WorkerClient client(command());
    QSignalSpy failed(&client, &WorkerClient::failed);
    core::Error error;
    connect(&client, &WorkerClient::failed, this, [&](const core::Error& e) { error = e; });
    client.loadWeights(m_fixture.file("bad.safetensors"), "cpu", "auto");
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30000);
    QVERIFY2(error.message.find("bad.safetensors") != std::string::npos, error.message.c_str());
    QVERIFY(client.state() == WorkerClient::State::Idle);
}

void TestWorker::wholeSection()
{
    const QString folder = TRANSCOPE_REAL_DATA "/her2st/";
    if (!QFileInfo::exists(folder + "C3.jpg"))
        QSKIP("no her2st sections in the data folder");
    const auto spots = selectedSpots((folder + "C3_selection.tsv").toStdString());
    QCOMPARE(spots.size(), 182u); // two of them have no counts
    const auto session = makeSession("c3.transcope", folder + "C3.jpg", spots);
    WorkerClient client(command());
    PredictionSession run(&client, session);
    QSignalSpy finished(&run, &PredictionSession::finished);
    core::RunSummary summary;
    connect(&run, &PredictionSession::finished, this, [&](const core::RunSummary& s) { summary = s; });
    QElapsedTimer timer;
    timer.start();
    run.start({m_weights, "cpu"});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 100000);
    QVERIFY(session->missingSpots(1)->empty());
    const double seconds = double(timer.elapsed()) / 1000;
    const qint64 peak = peakMemory(client.processId());
    qInfo(
        "C3 with import: %.1f s (run %.1f s, reading %.1f s, model %.1f s); the worker's peak memory %.0f MB",
        seconds, summary.seconds, summary.readSeconds, summary.modelSeconds, double(peak) / 1e6);
    QVERIFY(peak < 1500000000);

    QSignalSpy clicked(&client, &WorkerClient::finished);
    client.predict(
        {(folder + "C3.jpg").toStdString(), spots, {90}, 0}); // the first click warms the slide's tiles
    QVERIFY(clicked.wait(20000));
    std::vector<double> milliseconds;
    for (int i = 0; i < 9; ++i) {
        timer.start();
        client.predict({(folder + "C3.jpg").toStdString(), spots, {91 + i}, 0});
        QVERIFY(clicked.wait(20000));
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    qInfo("click to prediction, one spot of C3: median %.1f ms, worst %.1f ms", milliseconds[4],
          milliseconds[8]);
}

TRANSCOPE_TEST(TestWorker)
#include "tst_worker.moc"
