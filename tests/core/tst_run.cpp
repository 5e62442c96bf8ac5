#include "core/run/run.h"
#include "tests/testsupport/rowsources.h"
#include "tests/testsupport/testprogram.h"

#include <csignal>
#include <cstring>
#include <set>
#include <sys/resource.h>

using namespace transcope;
using core::ErrorCode;
using test::FakeWorkerFixture;
using Source = test::RowSources;

/// A run from weights to stored rows: each case over both sources of rows.
class TestRun : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void storesAllRows_data() { sources(); }
    void storesAllRows();
    void keepsTheColumnsAskedFor_data() { sources(); }
    void keepsTheColumnsAskedFor();
    void nothingMissing_data() { sources(); }
    void nothingMissing();
    void cancelledThenResumed_data() { sources(); }
    void cancelledThenResumed();
    void failingModelKeepsItsRows_data() { sources(); }
    void failingModelKeepsItsRows();
    void fullDisk_data() { sources(); }
    void fullDisk();
    void aSpotThatIsNotInTheTable_data() { sources(); }
    void aSpotThatIsNotInTheTable();
    void whereAPersonLooksComesFirst_data() { sources(); }
    void whereAPersonLooksComesFirst();

private:
    static void sources()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("in process") << "in process";
        QTest::newRow("worker") << "worker";
    }
    core::RunTarget target(Source& source, std::vector<int> columns = {}) const
    {
        const auto info = source->load({});
        if (!info)
            qFatal("%s", info.error().text().c_str());
        return core::findTarget(m_session, m_plan, *info, std::move(columns)).value();
    }
    core::Result<core::RunSummary> run(Source& source, const core::RunTarget& target,
                                       const core::RowsStored& stored = {}, std::stop_token stop = {}) const
    {
        core::RunOptions options;
        options.run = 5;
        return core::runInto(target, m_plan, *source, options, stored, {}, std::move(stop));
    }
    void compareWithUndisturbedRun(std::int64_t layer) const;

    std::unique_ptr<FakeWorkerFixture> m_fixture;
    core::RunPlan m_plan;
    std::shared_ptr<core::Session> m_session;
};

void TestRun::init()
{
    m_session.reset();
    m_fixture = std::make_unique<FakeWorkerFixture>();
    m_plan = m_fixture->plan();
    m_session = core::sessionFor(m_plan, m_fixture->file("run.transcope").toStdString(), nullptr).value();
}

/// Bit for bit, not within a tolerance.
void TestRun::compareWithUndisturbedRun(std::int64_t layer) const
{
    const auto read = m_session->readLayer(layer);
    QVERIFY(read);
    const auto expected = m_fixture->expectedRows();
    for (std::size_t spot = 0; spot < FakeWorkerFixture::Spots; ++spot) {
        const auto row = read->values->spot(spot).value();
        QCOMPARE(
            std::memcmp(row.data(), &expected[spot * FakeWorkerFixture::Genes], row.size() * sizeof(float)),
            0);
    }
}

void TestRun::storesAllRows()
{
    QFETCH(QString, source);
    Source rows(source, *m_fixture);
    const auto into = target(rows);
    std::multiset<int> stored;
    const auto summary = run(rows, into, [&](const core::RunRows& batch) {
        QCOMPARE(batch.run, 5);
        QCOMPARE(m_session->missingSpots(into.layer)->size(),
                 FakeWorkerFixture::Spots - stored.size() - batch.spots.size()); // they are there already
        stored.insert(batch.spots.begin(), batch.spots.end());
    });
    QVERIFY2(summary, summary ? "" : summary.error().text().c_str());
    QCOMPARE(int(summary->predicted), FakeWorkerFixture::Spots);
    QCOMPARE(int(stored.size()), FakeWorkerFixture::Spots);
    QCOMPARE(m_session->layers()->front().provenance.method, std::string("fake"));
    compareWithUndisturbedRun(into.layer);
}

void TestRun::keepsTheColumnsAskedFor()
{
    QFETCH(QString, source);
    Source rows(source, *m_fixture);
    const auto into = target(rows, {4, 1});
    QVERIFY(run(rows, into));
    const auto layer = m_session->readLayer(into.layer).value();
    QCOMPARE(layer.genes.size(), 2u);
    QCOMPARE(layer.genes[0].symbol, std::string("L1_G"));
    QCOMPARE(layer.genes[1].symbol, std::string("L0_G"));
    const auto expected = m_fixture->expectedRows();
    for (std::size_t spot = 0; spot < FakeWorkerFixture::Spots; ++spot) {
        const auto row = layer.values->spot(spot).value();
        QCOMPARE(row[0], expected[spot * FakeWorkerFixture::Genes + 4]);
        QCOMPARE(row[1], expected[spot * FakeWorkerFixture::Genes + 1]);
    }
}

void TestRun::nothingMissing()
{
    QFETCH(QString, source);
    Source rows(source, *m_fixture);
    QVERIFY(run(rows, target(rows)));
    const auto again = target(rows);
    QVERIFY(again.missing.empty());
    QCOMPARE(run(rows, again).value().predicted, std::int64_t(0));
    QCOMPARE(m_session->layers()->size(), 1u);
}

void TestRun::cancelledThenResumed()
{
    QFETCH(QString, source);
    const QJsonObject gates{{"gate", m_fixture->file("gate")}, {"gateAfter", 2}, {"gateOnce", true}};
    Source rows(source, *m_fixture, gates);
    const auto first = target(rows);
    std::stop_source stop;
    int stored = 0;
    const auto stopAfterTwo = [&](const core::RunRows& batch) {
        stored += int(batch.spots.size());
        if (stored == 2 * FakeWorkerFixture::Batch)
            stop.request_stop();
    };
    auto steps = m_fixture->stepAfter(stop.get_token());
    QCOMPARE(run(rows, first, stopAfterTwo, stop.get_token()).error().code, ErrorCode::Cancelled);
    steps = {};
    const auto missing = m_session->missingSpots(first.layer).value();
    QCOMPARE(int(missing.size()),
             FakeWorkerFixture::Spots - stored); // what came after the stop is stored too
    QVERIFY(!missing.empty());
    Source others(source, *m_fixture); // no more gates
    const auto second = target(others);
    QCOMPARE(second.layer, first.layer);
    QCOMPARE(run(others, second).value().predicted, std::int64_t(missing.size()));
    compareWithUndisturbedRun(second.layer);
}

void TestRun::failingModelKeepsItsRows()
{
    QFETCH(QString, source);
    Source rows(source, *m_fixture, {{"failAfter", 2}});
    QCOMPARE(run(rows, target(rows)).error().code, ErrorCode::ModelFailure);
    QVERIFY(rows->isAlive());
    QCOMPARE(int(m_session->layers()->front().rowsPresent), 2 * FakeWorkerFixture::Batch);
}

void TestRun::fullDisk()
{
    QFETCH(QString, source);
    Source rows(source, *m_fixture);
    const auto into = target(rows);
    // After the first batch, files of this process cannot grow any more; the worker started before.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto fill = [&](const core::RunRows&) {
        const rlimit none{1024, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    };
    const auto failed = run(rows, into, fill);
    setrlimit(RLIMIT_FSIZE, &before);
    QCOMPARE(failed.error().code, ErrorCode::WriteFailed);
    QVERIFY(failed.error().message.find("run.transcope") != std::string::npos);
    QCOMPARE(int(m_session->layers()->front().rowsPresent), FakeWorkerFixture::Batch);
    QVERIFY(run(rows, target(rows)));
    compareWithUndisturbedRun(into.layer);
}

void TestRun::aSpotThatIsNotInTheTable()
{
    QFETCH(QString, source);
    Source rows(source, *m_fixture);
    auto into = target(rows);
    into.missing = {FakeWorkerFixture::Spots};
    QCOMPARE(run(rows, into).error().code, ErrorCode::InvalidArgument);
}

/// 40 × 32 spots, 16 px apart. Of a view of the lower right corner the 128 nearest come first; while they are
/// predicted the person goes to the upper left one.
void TestRun::whereAPersonLooksComesFirst()
{
    QFETCH(QString, source);
    auto table = FakeWorkerFixture::spots();
    table.spots.clear();
    for (int spot = 0; spot < 40 * 32; ++spot)
        table.spots.push_back({std::to_string(spot), {8.0 + 16 * (spot % 40), 8.0 + 16 * (spot / 40)}});
    m_plan.spots = std::make_shared<const core::SpotTable>(table);
    m_session = core::sessionFor(m_plan, m_fixture->file("fine.transcope").toStdString(), nullptr).value();
    Source rows(source, *m_fixture);
    const auto into = target(rows);

    core::RunOptions options;
    options.run = 5;
    int asked = 0;
    options.lookedAt = [&asked] {
        return asked++ == 0 ? core::RectI{560, 432, 80, 80} : core::RectI{0, 0, 80, 80};
    };
    std::vector<int> order;
    const auto stored = [&](const core::RunRows& batch) {
        order.insert(order.end(), batch.spots.begin(), batch.spots.end());
    };
    core::Progress last;
    std::int64_t before = 0;
    const auto progress = [&](const core::Progress& now) {
        QVERIFY(now.done >= before);
        before = now.done;
        last = now;
    };
    const auto summary = core::runInto(into, m_plan, *rows, options, stored, progress, {});
    QVERIFY2(summary, summary ? "" : summary.error().text().c_str());
    QCOMPARE(summary->predicted, std::int64_t(1280));
    QCOMPARE(last.done, std::int64_t(1280));
    QCOMPARE(last.total, std::int64_t(1280));
    QVERIFY(m_session->missingSpots(into.layer)->empty());
    QCOMPARE(std::set<int>(order.begin(), order.end()).size(), std::size_t(1280)); // each once
    for (std::size_t i = 0; i < 25;
         ++i) // the 5 × 5 spots that a view of 80 px shows are among the first part
        QVERIFY(std::find(order.begin(), order.begin() + 128, 27 * 40 + 35 + int(i / 5) * 40 + int(i % 5)) !=
                order.begin() + 128);
    for (std::size_t i = 0; i < 128; ++i) // 128 nearest: a square about (600, 472), at most 11 × 12 spots
        QVERIFY(order[i] % 40 >= 28 && order[i] / 40 >= 20);
    for (std::size_t i = 128; i < 384; ++i) // the next part, twice as large, is the other corner's
        QVERIFY(order[i] % 40 < 20 && order[i] / 40 < 20);
    QVERIFY(asked >= 2);
}

TRANSCOPE_TEST(TestRun)
#include "tst_run.moc"
