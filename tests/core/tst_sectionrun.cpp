#include "core/run/run.h"
#include "tests/testsupport/rowsources.h"
#include "tests/testsupport/testprogram.h"

#include <cmath>
#include <cstring>

using namespace transcope;
using core::ErrorCode;
using test::FakeWorkerFixture;
using test::RowSources;

namespace {

constexpr int Spots = FakeWorkerFixture::Spots, Genes = FakeWorkerFixture::Genes;

QJsonObject section(QJsonObject behaviour = {})
{
    behaviour["section"] = true;
    return behaviour;
}

} // namespace

/// A run of a method that sees all spots of a section at once: each case over both sources of rows.
class TestSectionRun : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void everyRowDependsOnTheWholeSection_data() { sources(); }
    void everyRowDependsOnTheWholeSection();
    void onlyWhatIsMissingIsStored_data() { sources(); }
    void onlyWhatIsMissingIsStored();
    void anyBatchSize_data() { sources(); }
    void anyBatchSize();
    void cancelledStoresNothingThenResumes_data();
    void cancelledStoresNothingThenResumes();
    void failingStoresNothing_data() { sources(); }
    void failingStoresNothing();
    void refused_data();
    void refused();
    void nothingPending();
    void singleSpotsAreRefused();
    void whatIsSaidBeforehand();

private:
    static void sources()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("in process") << "in process";
        QTest::newRow("worker") << "worker";
    }
    core::RunTarget target(RowSources& source) const
    {
        const auto info = source->load({});
        if (!info)
            qFatal("%s", info.error().text().c_str());
        return core::findTarget(m_session, m_plan, *info).value();
    }
    core::Result<core::RunSummary> run(RowSources& source, const core::RunTarget& target, int batch = 0,
                                       std::stop_token stop = {}) const
    {
        core::RunOptions options;
        options.batchSize = batch;
        return core::runInto(target, m_plan, *source, options, {}, {}, std::move(stop));
    }
    std::vector<float> rowOf(std::int64_t layer, int spot) const
    {
        return m_session->readLayer(layer)->values->spot(static_cast<std::size_t>(spot)).value();
    }
    /// Of fakepredictor.h: each spot's colours less the section's mean.
    std::vector<float> expectedRows() const;
    void compareWithExpected(std::int64_t layer) const;

    std::unique_ptr<FakeWorkerFixture> m_fixture;
    core::RunPlan m_plan;
    std::shared_ptr<core::Session> m_session;
};

void TestSectionRun::init()
{
    m_session.reset();
    m_fixture = std::make_unique<FakeWorkerFixture>();
    m_plan = m_fixture->plan();
    m_session = core::sessionFor(m_plan, m_fixture->file("run.transcope").toStdString(), nullptr).value();
}

std::vector<float> TestSectionRun::expectedRows() const
{
    auto rows = m_fixture->expectedRows();
    for (std::size_t gene = 0; gene < Genes; ++gene) {
        double sum = 0;
        for (std::size_t spot = 0; spot < Spots; ++spot)
            sum += static_cast<double>(rows[spot * Genes + gene]);
        for (std::size_t spot = 0; spot < Spots; ++spot)
            rows[spot * Genes + gene] -= static_cast<float>(sum / Spots);
    }
    return rows;
}

void TestSectionRun::compareWithExpected(std::int64_t layer) const
{
    const auto expected = expectedRows();
    for (std::size_t spot = 0; spot < Spots; ++spot)
        QCOMPARE(std::memcmp(rowOf(layer, int(spot)).data(), &expected[spot * Genes], Genes * sizeof(float)),
                 0);
}

void TestSectionRun::everyRowDependsOnTheWholeSection()
{
    QFETCH(QString, source);
    RowSources rows(source, *m_fixture, section());
    const auto into = target(rows);
    const auto summary = run(rows, into);
    QVERIFY2(summary, summary ? "" : summary.error().text().c_str());
    QCOMPARE(int(summary->predicted), Spots);
    QCOMPARE(m_session->layers()->front().provenance.method, std::string("fakesection"));
    compareWithExpected(into.layer);
}

void TestSectionRun::onlyWhatIsMissingIsStored()
{
    QFETCH(QString, source);
    RowSources rows(source, *m_fixture, section());
    auto some = target(rows);
    some.missing = {57, 3};
    QCOMPARE(int(run(rows, some)->predicted), 2);
    QCOMPARE(int(m_session->layers()->front().rowsPresent), 2);
    const auto expected = expectedRows();
    for (const int spot : {3, 57})
        QCOMPARE(std::memcmp(rowOf(some.layer, spot).data(), &expected[std::size_t(spot * Genes)],
                             Genes * sizeof(float)),
                 0);
    const auto rest = target(rows);
    QCOMPARE(rest.layer, some.layer);
    QCOMPARE(int(run(rows, rest)->predicted), Spots - 2);
    compareWithExpected(rest.layer);
}

void TestSectionRun::anyBatchSize()
{
    QFETCH(QString, source);
    RowSources rows(source, *m_fixture, section());
    const auto into = target(rows);
    QCOMPARE(int(run(rows, into, 7)->predicted), Spots);
    compareWithExpected(into.layer);
}

void TestSectionRun::cancelledStoresNothingThenResumes_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("call");
    // 80 spots in batches of 4 are 20 calls; the pass's steps follow.
    for (const char* source : {"in process", "worker"}) {
        QTest::addRow("%s, while it reads", source) << source << 5;
        QTest::addRow("%s, while it computes", source) << source << 20;
    }
}

void TestSectionRun::cancelledStoresNothingThenResumes()
{
    QFETCH(QString, source);
    QFETCH(int, call);
    std::stop_source stop;
    const auto stopThere = [&](int now) {
        if (now == call)
            stop.request_stop();
    };
    QFile::remove(m_fixture->file("gate"));
    RowSources rows(source, *m_fixture,
                    section({{"gate", m_fixture->file("gate")}, {"gateAfter", call}, {"gateOnce", true}}),
                    stopThere);
    const auto into = target(rows);
    std::jthread atGate;
    if (source == "worker")
        atGate = std::jthread([&] {
            m_fixture->waitUntilAtGate();
            stop.request_stop();
            QTest::qSleep(200); // the word travels to the worker, which waits meanwhile
            m_fixture->openGate();
        });
    const auto ended = run(rows, into, 0, stop.get_token());
    QVERIFY(!ended);
    QCOMPARE(ended.error().code, ErrorCode::Cancelled);
    QVERIFY2(ended.error().message.find("as a whole") != std::string::npos, ended.error().message.c_str());
    QCOMPARE(int(m_session->layers()->front().rowsPresent), 0);

    RowSources again(source, *m_fixture, section());
    const auto second = target(again);
    QCOMPARE(second.layer, into.layer);
    QCOMPARE(int(run(again, second)->predicted), Spots);
    compareWithExpected(second.layer);
}

void TestSectionRun::failingStoresNothing()
{
    QFETCH(QString, source);
    RowSources rows(source, *m_fixture, section({{"failAfter", 21}}));
    QCOMPARE(run(rows, target(rows)).error().code, ErrorCode::ModelFailure);
    QVERIFY(rows->isAlive());
    QCOMPARE(int(m_session->layers()->front().rowsPresent), 0);
}

void TestSectionRun::refused_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("coordinates");
    QTest::addColumn<int>("code");
    for (const char* source : {"in process", "worker"}) {
        QTest::addRow("%s, no array coordinates", source) << source << false << int(ErrorCode::Unsupported);
        QTest::addRow("%s, not enough memory", source) << source << true << int(ErrorCode::DeviceFailure);
    }
}

void TestSectionRun::refused()
{
    QFETCH(QString, source);
    QFETCH(bool, coordinates);
    QFETCH(int, code);
    auto spots = *m_plan.spots;
    if (!coordinates)
        spots.spots[7].arrayRow = spots.spots[7].arrayCol = -1;
    m_plan.spots = std::make_shared<const core::SpotTable>(spots);
    RowSources rows(source, *m_fixture, section({{"mostSpots", coordinates ? Spots - 1 : Spots}}));
    const auto ended = run(rows, target(rows));
    QVERIFY(!ended);
    QCOMPARE(int(ended.error().code), code);
    QCOMPARE(int(m_session->layers()->front().rowsPresent), 0);
    QVERIFY(rows->isAlive());
}

void TestSectionRun::nothingPending()
{
    test::FakeSectionPredictor predictor;
    predictor.before = [](int) { return core::fail(ErrorCode::ModelFailure, "nobody asked"); };
    const auto nothing = core::PredictorRows(predictor).predict(m_plan, {}, {}, {}, {}, {});
    QVERIFY(nothing);
    QCOMPARE(int(nothing->predicted), 0);
}

void TestSectionRun::singleSpotsAreRefused()
{
    test::FakeSectionPredictor predictor;
    QCOMPARE(predictor.predict({}).error().code, ErrorCode::Unsupported);
}

void TestSectionRun::whatIsSaidBeforehand()
{
    core::PredictorInfo info;
    info.title = "HisToGene";
    QCOMPARE(core::sectionNote(info, 613, 20), std::string());
    info.kind = core::PredictorKind::Section;
    QCOMPARE(core::sectionNote(info, 613, 0), std::string());
    QCOMPARE(core::sectionNote(info, 613, 613),
             std::string("HisToGene sees all 613 spots at once: they are stored together or not at all"));
    QCOMPARE(core::sectionNote(info, 613, 20),
             std::string("HisToGene sees all 613 spots at once: they are predicted again, then the 20 that "
                         "lack are stored together or not at all"));
}

TRANSCOPE_TEST(TestSectionRun)
#include "tst_sectionrun.moc"
