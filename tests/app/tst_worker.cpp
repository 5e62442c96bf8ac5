#include "core/predict/attentionmap.h"
#include "core/predict/patchextractor.h"
#include "core/rpc/workerrows.h"
#include "core/run/run.h"
#include "core/session/session.h"
#include "core/slide/slide.h"
#include "model/inference/loadpredictor.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/fakeworkerfixture.h"
#include "tests/testsupport/memorylimit.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinyweights.h"
#include "ui/run/runcontroller.h"
#include "ui/run/spotinspection.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSignalSpy>

#include <cmath>
#include <csignal>
#include <cstring>
#include <fstream>

using namespace transcope;
using test::FakeWorkerFixture;

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
    void tooLittleMemory();
    void aSessionOfTheCommandLineGoesOnInTheViewer();
    void wholeSection();
    void tellsWhereTheModelLooks();

private:
    std::shared_ptr<core::Session> makeSession(const QString& name, const core::RunPlan& plan) const
    {
        return core::sessionFor(plan, m_fixture.file(name).toStdString(), nullptr).value();
    }
    core::LoadWeightsParams load(const QString& precision = "float32") const
    {
        return {m_weights.toStdString(), "cpu", precision.toStdString()};
    }
    static std::string program() { return TRANSCOPE_BIN "/transcope-worker"; }

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
    const auto plan = m_fixture.plan();
    core::WorkerClient client({program()});
    core::WorkerRows rows(client, load());
    const auto run = [&](std::shared_ptr<core::Session> session, int batch, const core::RowsStored& stored) {
        const auto info = rows.load({});
        const auto target = core::findTarget(std::move(session), plan, info.value());
        return core::runInto(target.value(), plan, rows, {batch}, stored, {}, {});
    };
    const auto undisturbed = makeSession("a.transcope", plan), disturbed = makeSession("b.transcope", plan);
    QVERIFY(run(undisturbed, 8, {}));
    const auto kill = [&](const core::RunRows&) { ::kill(static_cast<pid_t>(client.processId()), SIGKILL); };
    QCOMPARE(run(disturbed, 3, kill).error().code, core::ErrorCode::DeviceFailure);
    QVERIFY(!disturbed->missingSpots(1)->empty());
    QVERIFY(run(disturbed, 3, {}));

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
    core::WorkerClient client({program()});
    const auto info = client.loadWeights({m_fixture.file("bad.safetensors").toStdString(), "cpu", "auto"});
    QVERIFY(!info);
    QVERIFY2(info.error().message.find("bad.safetensors") != std::string::npos, info.error().message.c_str());
    QVERIFY(client.isRunning());
}

// The first batch of a run of 4,096 at a time is 512 spots: 231 MB of patches at three levels of 224 px.
void TestWorker::tooLittleMemory()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer takes terabytes of addresses, which a limit on them forbids");
#endif
    auto plan = m_fixture.plan();
    auto many = FakeWorkerFixture::spots();
    while (many.size() < 20000)
        many.spots.push_back(many.spots[many.size() % FakeWorkerFixture::Spots]);
    plan.spots = std::make_shared<const core::SpotTable>(many);
    std::vector<int> all(many.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<int>(i);
    core::WorkerClient client({program()});
    core::WorkerRows rows(client, load());
    const auto info = rows.load({});
    QVERIFY2(info, info ? "" : info.error().text().c_str());
    const auto ignore = [](const core::RunRows&) -> core::Result<void> { return {}; };
    QVERIFY(rows.predict(plan, {0}, {}, ignore, {}, {}));
    QVERIFY(testsupport::limitMemory(static_cast<pid_t>(client.processId()), 200u << 20));
    const auto failed = rows.predict(plan, all, {4096}, ignore, {}, {});
    QCOMPARE(failed.error().code, core::ErrorCode::DeviceFailure);
    QCOMPARE(core::exitCode(failed.error().code), 4);
    QVERIFY2(failed.error().message.find("memory") != std::string::npos, failed.error().message.c_str());
    QVERIFY(client.isRunning());
    QVERIFY(rows.predict(plan, {0}, {}, ignore, {}, {})); // and works
}

// A slide of 0.25 µm/px and weights meant at 0.6878: what one program begins the other goes on with.
void TestWorker::aSessionOfTheCommandLineGoesOnInTheViewer()
{
    tests::TinyWeightsOptions options;
    options.umPerPx = 0.6878;
    const QString weights = m_fixture.file("scaled.safetensors"), session = m_fixture.file("both.transcope");
    QVERIFY(tests::writeTinyWeights(weights.toStdString(), options));
    m_fixture.write("few.csv", "spot,x,y\na,100,100\nb,300,100\nc,100,300\nd,300,300\n");
    const auto predicted = testsupport::runCli(
        {"predict", m_fixture.slide(), "--weights", weights, "--spots", m_fixture.file("few.csv"),
         "--um-per-px", "0.25", "--out", session, "--device", "cpu", "--precision", "float32", "--json"},
        m_fixture.file("cache"));
    QVERIFY2(predicted.exitCode == 0, predicted.error.constData());
    QCOMPARE(predicted.json()["predictedNow"].toInt(), 4);

    ui::Document document;
    ui::RunController run(&document, {QString::fromStdString(program())});
    QSignalSpy finished(&run, &ui::RunController::finished);
    QSignalSpy failed(&run, &ui::RunController::failed);
    document.openSession(session);
    QTRY_VERIFY_WITH_TIMEOUT(document.session() != nullptr, 20000);
    QCOMPARE(document.scale().umPerPx.value(), 0.25);
    ui::RunChoice choice;
    choice.weights = weights;
    choice.spots = ui::RunChoice::Spots::Session;
    choice.device = "cpu";
    choice.precision = "float32";
    run.start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() > 0, 60000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
    QCOMPARE(finished[0][0].value<core::RunSummary>().predicted, 0); // no spot twice
    QCOMPARE(document.session()->path(), std::filesystem::path(session.toStdString()));
    const auto layers = document.session()->layers().value();
    QCOMPARE(layers.size(), 1u);
    QCOMPARE(layers.front().provenance.umPerPx, 0.6878);
}

void TestWorker::wholeSection()
{
    const QString folder = TRANSCOPE_REAL_DATA "/her2st/";
    if (!QFileInfo::exists(folder + "C3.jpg"))
        QSKIP("no her2st sections in the data folder");
    const auto spots = selectedSpots((folder + "C3_selection.tsv").toStdString());
    QCOMPARE(spots.size(), 182u); // two of them have no counts
    const core::RunPlan plan{core::openGivenSlide((folder + "C3.jpg").toStdString(), {}, {}).value(),
                             std::make_shared<const core::SpotTable>(spots),
                             core::scaleOf({}, {}, spots.umPerPx),
                             {}};
    const auto session = makeSession("c3.transcope", plan);
    core::WorkerClient client({program()});
    core::WorkerRows rows(client, load("auto"));
    QElapsedTimer timer;
    timer.start();
    const auto target = core::findTarget(session, plan, rows.load({}).value()).value();
    const auto summary = core::runInto(target, plan, rows, {}, {}, {}, {}).value();
    QVERIFY(session->missingSpots(1)->empty());
    const double seconds = double(timer.elapsed()) / 1000;
    const qint64 peak = peakMemory(client.processId());
    qInfo("C3: %.1f s (run %.1f s, reading %.1f s, model %.1f s); the worker's peak memory %.0f MB", seconds,
          summary.seconds, summary.readSeconds, summary.modelSeconds, double(peak) / 1e6);
    QVERIFY(peak < 1500000000);

    const auto ignore = [](const core::RunRows&) -> core::Result<void> { return {}; };
    QVERIFY(rows.predict(plan, {90}, {}, ignore, {}, {})); // the first click warms the slide's tiles
    std::vector<double> milliseconds;
    for (int i = 0; i < 9; ++i) {
        timer.start();
        QVERIFY(rows.predict(plan, {91 + i}, {}, ignore, {}, {}));
        milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(milliseconds);
    qInfo("click to prediction, one spot of C3: median %.1f ms, worst %.1f ms", milliseconds[4],
          milliseconds[8]);
}

// At a corner, so that patches reach beyond the slide; held against a predictor in this process.
void TestWorker::tellsWhereTheModelLooks()
{
    const auto plan = m_fixture.plan();
    model::LoadOptions options{"cpu", "float32"};
    options.attention = true;
    const auto here = model::loadPredictor(m_weights.toStdString(), options).value();
    ui::InspectionWish wish;
    wish.weights = m_weights;
    wish.weightsHash = here->info().weightsHash;
    wish.attention = true;
    wish.slide = plan.slide;
    wish.scale = plan.scale;
    wish.spot = *plan.spots;
    wish.spot.spots = {plan.spots->spots.front()};

    ui::SpotInspection inspection({QString::fromStdString(program())});
    QSignalSpy inspected(&inspection, &ui::SpotInspection::inspected);
    QSignalSpy failed(&inspection, &ui::SpotInspection::failed);
    inspection.inspect(wish);
    QVERIFY(inspected.wait(60'000));
    const auto spot = inspected.front().front().value<ui::InspectedSpot>();
    core::PatchExtractor cutter(plan.slide.slide, here->info().patches, plan.scale.umPerPx);
    const int only = 0;
    const auto patches = cutter.extract(wish.spot, std::span(&only, 1)).value();
    QVERIFY(patches.padded[0]);
    QVERIFY(spot.patches.levels == patches.levels);
    QCOMPARE(spot.sidesLevel0Px.size(), std::size_t(3));
    QCOMPARE(spot.sidesLevel0Px[2], 4 * spot.sidesLevel0Px[0]);
    const auto expected = core::attentionMaps(here->info(), here->predict(patches).value());
    QCOMPARE(spot.attention.size(), std::size_t(3));
    for (std::size_t level = 0; level < 3; ++level) {
        QCOMPARE(spot.attention[level].size(), std::size_t(224 * 224));
        for (std::size_t px = 0; px < spot.attention[level].size(); ++px)
            if (std::abs(spot.attention[level][px] - expected[level][px]) > 1e-4F)
                QFAIL("the worker tells something else than the model in this process");
    }

    wish.weightsHash = std::string(64, 'f');
    inspection.inspect(wish);
    QVERIFY(failed.wait(60'000));
    QVERIFY(failed.front().front().toString().contains("other weights than those that predicted"));
    QCOMPARE(inspected.count(), 1);
}

TRANSCOPE_TEST(TestWorker)
#include "tst_worker.moc"
