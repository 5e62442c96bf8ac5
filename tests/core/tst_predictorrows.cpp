#include "core/predict/patchextractor.h"
#include "core/run/rowsource.h"
#include "core/slide/slideimport.h"
#include "core/spots/lattice.h"
#include "tests/testsupport/fakepredictor.h"
#include "tests/testsupport/memoryslide.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <map>
#include <new>
#include <numeric>
#include <sys/resource.h>

using namespace transcope::core;
using transcope::test::FakePredictor;
using transcope::test::MemorySlide;
namespace fs = std::filesystem;

// Threads meet here; the whole file also runs under the thread sanitizer (preset tsan).
class TestPredictorRows : public QObject
{
    Q_OBJECT
private slots:
    void everySpotOnce_data();
    void everySpotOnce();
    void resumes();
    void readsAheadOnlySoFar();
    void everyTileOnce_data();
    void everyTileOnce();
    void progress();
    void nothingToDo();
    void paddedSpots();
    void scaleOfThePlan();
    void cancelledBefore();
    void cancelledInTheMiddle();
    void cancelledWhileReading();
    void modelFails_data();
    void modelFails();
    void sinkFails();
    void damagedSlide();
    void wrongArguments_data();
    void wrongArguments();
    void readersRunOutOfMemory();
    void unreadableSlide();
};

namespace {

constexpr int PatchPx = 32;
const PatchSpec Spec{PatchPx, {1, 2}, {}};
using Rows = std::map<int, std::vector<float>>;

std::shared_ptr<MemorySlide> slide()
{
    const auto painter = [](std::int64_t x, std::int64_t y, int level) {
        return MemorySlide::Colour{std::uint8_t(x / 4), std::uint8_t(y / 4), std::uint8_t(100 + 50 * level)};
    };
    return std::make_shared<MemorySlide>(
        std::vector<SlideLevel>{{{1000, 900}, 1, {256, 256}}, {{500, 450}, 2, {256, 256}}}, painter);
}

SpotTable spots()
{
    return makeLattice(Lattice::Square, {1000, 900}, 90, 50);
} // 11 × 10

std::vector<int> allOf(const SpotTable& table)
{
    std::vector<int> indices(table.size());
    std::iota(indices.begin(), indices.end(), 0);
    return indices;
}

Result<RunSummary> predictRows(std::shared_ptr<const Slide> slide, const SpotTable& spots,
                               const std::vector<int>& pending, Predictor& predictor,
                               const RunOptions& options, const RowSink& sink,
                               const ProgressFn& progress = {}, std::stop_token stop = {},
                               std::optional<double> said = {})
{
    const Scale scale = scaleOf(said, slide->umPerPx());
    const RunPlan plan{{{}, std::move(slide), {}}, std::make_shared<const SpotTable>(spots), scale, {}};
    return PredictorRows(predictor).predict(plan, pending, options, sink, progress, std::move(stop));
}

// Keeps every row; a spot that comes twice is a failure.
RowSink into(Rows& rows)
{
    return [&rows](const RunRows& chunk) -> Result<void> {
        const std::size_t genes = chunk.values.size() / chunk.spots.size();
        for (std::size_t i = 0; i < chunk.spots.size(); ++i)
            if (!rows.emplace(chunk.spots[i], std::vector<float>(chunk.values.begin() + i * genes,
                                                                 chunk.values.begin() + (i + 1) * genes))
                     .second)
                return fail(ErrorCode::InvalidArgument, "a spot came twice");
        return {};
    };
}

Result<void> ignore(const RunRows&)
{
    return {};
}

Rows expectedRows()
{
    Rows rows;
    FakePredictor predictor(Spec);
    PatchExtractor extractor(slide(), Spec, {});
    const SpotTable table = spots();
    for (const int spot : allOf(table))
        rows[spot] = predictor.predict(extractor.extract(table, std::array{spot}).value()).value();
    return rows;
}

} // namespace

void TestPredictorRows::everySpotOnce_data()
{
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("ahead");
    // The first batch is an eighth, but at least 4, and each next one twice as large up to the whole.
    QTest::addColumn<int>("calls");
    QTest::newRow("one by one") << 1 << 1 << 1 << 110;
    QTest::newRow("two readers") << 7 << 2 << 2 << 17; // 4 + 15 · 7 + 1
    QTest::newRow("as many readers as the device needs") << 7 << 0 << 2 << 17;
    QTest::newRow("many readers, little ahead") << 8 << 6 << 1 << 15; // 4 + 13 · 8 + 2
    QTest::newRow("room for all in one") << 500 << 3 << 4 << 2;       // 62 + 48
    QTest::newRow("as the model prefers") << 0 << 2 << 2 << 9;        // 4 + 8 + 6 · 16 + 2
}

// Whatever the batches and threads: the rows of one spot at a time, bit for bit.
void TestPredictorRows::everySpotOnce()
{
    QFETCH(int, batch);
    QFETCH(int, threads);
    QFETCH(int, ahead);
    QFETCH(int, calls);
    Rows rows;
    FakePredictor predictor(Spec, 16);
    const SpotTable table = spots();
    const auto summary =
        predictRows(slide(), table, allOf(table), predictor, {batch, threads, ahead}, into(rows));
    QVERIFY2(summary.has_value(), summary ? "" : summary.error().text().c_str());
    QCOMPARE(summary->predicted, std::int64_t(110));
    QVERIFY(summary->tilesDecoded <= 16 + 4); // 4 × 4 and 2 × 2 tiles
    QCOMPARE(predictor.calls(), calls);
    QVERIFY(rows == expectedRows());
}

void TestPredictorRows::resumes()
{
    const SpotTable table = spots();
    Rows rows;
    FakePredictor predictor(Spec, 8);
    std::stop_source stop;
    const RowSink keep = into(rows);
    const auto first = predictRows(
        slide(), table, allOf(table), predictor, {},
        [&](const RunRows& chunk) {
            if (rows.size() >= 40)
                stop.request_stop();
            return keep(chunk);
        },
        {}, stop.get_token());
    QCOMPARE(first.error().code, ErrorCode::Cancelled);
    QVERIFY(rows.size() >= 40 && rows.size() < 110);
    std::vector<int> missing;
    for (const int spot : allOf(table))
        if (!rows.contains(spot))
            missing.push_back(spot);
    const auto second = predictRows(slide(), table, missing, predictor, {}, keep);
    QCOMPARE(second.value().predicted, std::int64_t(missing.size()));
    QVERIFY(rows == expectedRows());
}

// Each spot has a tile of its own, so reads count spots. While the model has its n-th batch (from 0), at most
// n + 1 + readAhead batches may have been begun.
void TestPredictorRows::readsAheadOnlySoFar()
{
    const auto source =
        std::make_shared<MemorySlide>(std::vector<SlideLevel>{{{256 * 60, 256}, 1, {256, 256}}},
                                      [](auto, auto, int) { return MemorySlide::Colour{}; });
    const SpotTable table = makeLattice(Lattice::Square, {256 * 60, 256}, 256, 50);
    FakePredictor predictor({PatchPx, {1}, {}});
    predictor.before = [&](int call) -> Result<void> {
        if (source->reads() > (call + 1 + 2) * 4)
            return fail(ErrorCode::ModelFailure, "read too far ahead");
        return {};
    };
    const auto summary = predictRows(source, table, allOf(table), predictor, {4, 3, 2}, ignore);
    QVERIFY2(summary.has_value(), summary ? "" : summary.error().text().c_str());
    QCOMPARE(summary->predicted, std::int64_t(60));
    QCOMPARE(summary->tilesDecoded, std::int64_t(60));
}

void TestPredictorRows::everyTileOnce_data()
{
    QTest::addColumn<int>("levels");
    QTest::addColumn<int>("tiles");
    QTest::newRow("levels as wanted") << 3 << 144 + 36 + 9; // 12 × 12, 6 × 6 and 3 × 3 tiles of 256 px
    QTest::newRow("one level, halved for the others") << 1 << 144;
}

// The cache is only as large as the sweep over the slide needs, a third of these slides or less, and yet no
// tile is decoded twice.
void TestPredictorRows::everyTileOnce()
{
    QFETCH(int, levels);
    QFETCH(int, tiles);
    std::vector<SlideLevel> sizes;
    for (int level = 0; level < levels; ++level)
        sizes.push_back({{3072 >> level, 3072 >> level}, double(1 << level), {256, 256}});
    const auto source =
        std::make_shared<MemorySlide>(sizes, [](auto, auto, int) { return MemorySlide::Colour{}; });
    FakePredictor predictor({PatchPx, {1, 2, 4}, {}});
    const SpotTable table = makeLattice(Lattice::Square, {3072, 3072}, 64, 50);
    const auto summary = predictRows(source, table, allOf(table), predictor, {}, ignore);
    QCOMPARE(summary.value().predicted, std::int64_t(48 * 48));
    QCOMPARE(summary->tilesDecoded, std::int64_t(tiles));
}

void TestPredictorRows::progress()
{
    std::vector<Progress> seen;
    FakePredictor predictor(Spec, 8);
    const SpotTable table = spots();
    predictRows(slide(), table, allOf(table), predictor, {}, ignore, [&](const Progress& p) {
        seen.push_back(p);
    }).value();
    QVERIFY(seen.size() >= 2);
    QCOMPARE(seen.front().done, std::int64_t(0));
    QCOMPARE(seen.back().done, std::int64_t(110));
    QCOMPARE(seen.back().total, std::int64_t(110));
    QCOMPARE(seen.back().stage, std::string("predicting"));
}

void TestPredictorRows::nothingToDo()
{
    FakePredictor predictor(Spec);
    const auto summary = predictRows(slide(), spots(), {}, predictor, {}, ignore);
    QCOMPARE(summary.value().predicted, std::int64_t(0));
    QCOMPARE(predictor.calls(), 0);
}

// A patch of 32 px at downsample 4 reaches 64 level-0 px to each side. Centres lie at 45, 135, … 945 of 1000
// and 45 … 855 of 900, so the outermost rows and columns reach beyond.
void TestPredictorRows::paddedSpots()
{
    const SpotTable table = spots();
    FakePredictor predictor({PatchPx, {1, 4}, {}});
    std::vector<int> padded;
    const auto summary =
        predictRows(slide(), table, allOf(table), predictor, {}, [&](const RunRows& chunk) -> Result<void> {
            for (std::size_t i = 0; i < chunk.spots.size(); ++i)
                if (chunk.padded[i])
                    padded.push_back(chunk.spots[i]);
            return {};
        });
    QCOMPARE(summary.value().paddedSpots, std::int64_t(padded.size()));
    std::sort(padded.begin(), padded.end());
    std::vector<int> edge;
    for (int i = 0; i < 110; ++i)
        if (i / 11 == 0 || i / 11 == 9 || i % 11 == 0 || i % 11 == 10)
            edge.push_back(i);
    QCOMPARE(padded, edge);
}

// Patches of 32 px at 0.5 µm and downsample 4: by the slide's 0.5 µm they reach 64 px to each side, beyond
// the slide from the outermost ring alone; by the 0.125 µm that the user said 256 px, and three rings are
// padded.
void TestPredictorRows::scaleOfThePlan()
{
    const auto paint = [](auto, auto, int) { return MemorySlide::Colour{}; };
    const auto source =
        std::make_shared<MemorySlide>(std::vector<SlideLevel>{{{1000, 900}, 1, {256, 256}}}, paint, 0.5);
    FakePredictor predictor({PatchPx, {4}, 0.5});
    const SpotTable table = spots();
    const auto padded = [&](std::optional<double> said) {
        return predictRows(source, table, allOf(table), predictor, {}, ignore, {}, {}, said)
            .value()
            .paddedSpots;
    };
    QCOMPARE(padded({}), std::int64_t(110 - 9 * 8));
    QCOMPARE(padded(0.125), std::int64_t(110 - 5 * 4));
}

void TestPredictorRows::cancelledBefore()
{
    std::stop_source stop;
    stop.request_stop();
    FakePredictor predictor(Spec);
    const SpotTable table = spots();
    const auto summary =
        predictRows(slide(), table, allOf(table), predictor, {}, ignore, {}, stop.get_token());
    QCOMPARE(summary.error().code, ErrorCode::Cancelled);
    QCOMPARE(predictor.calls(), 0);
}

void TestPredictorRows::cancelledInTheMiddle()
{
    std::stop_source stop;
    FakePredictor predictor(Spec, 4);
    predictor.before = [&](int call) -> Result<void> {
        if (call == 3)
            stop.request_stop();
        return {};
    };
    const SpotTable table = spots();
    int chunks = 0;
    const auto summary = predictRows(
        slide(), table, allOf(table), predictor, {},
        [&](const RunRows&) -> Result<void> {
            ++chunks;
            return {};
        },
        {}, stop.get_token());
    QCOMPARE(summary.error().code, ErrorCode::Cancelled);
    QCOMPARE(predictor.calls(), 4);
    QCOMPARE(chunks, 4); // what the model has finished is still handed over
}

// The stop comes while readers are inside the slide and the caller waits for the first batch.
void TestPredictorRows::cancelledWhileReading()
{
    std::stop_source stop;
    const auto source = slide();
    source->beforeRead = [&] {
        if (source->reads() == 3)
            stop.request_stop();
    };
    FakePredictor predictor(Spec, 500);
    const SpotTable table = spots();
    const auto summary =
        predictRows(source, table, allOf(table), predictor, {}, ignore, {}, stop.get_token());
    QCOMPARE(summary.error().code, ErrorCode::Cancelled);
    QCOMPARE(predictor.calls(), 0);
}

void TestPredictorRows::modelFails_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("code");
    QTest::newRow("error") << "error" << int(ErrorCode::DeviceFailure);
    QTest::newRow("exception") << "exception" << int(ErrorCode::ModelFailure);
    QTest::newRow("too few values") << "short" << int(ErrorCode::ModelFailure);
    QTest::newRow("out of memory") << "memory" << int(ErrorCode::DeviceFailure);
    QTest::newRow("not finite") << "nan" << int(ErrorCode::ModelFailure);
}

namespace {

// Fails in its third call.
class FailingPredictor : public FakePredictor
{
public:
    explicit FailingPredictor(QString how) : FakePredictor(Spec, 8), m_how(std::move(how)) {}
    Result<std::vector<float>> predict(const PatchBatch& batch) override
    {
        auto rows = FakePredictor::predict(batch);
        if (calls() < 3)
            return rows;
        if (m_how == "error")
            return fail(ErrorCode::DeviceFailure, "the device is gone");
        if (m_how == "exception")
            throw std::runtime_error("out of tensors");
        if (m_how == "memory")
            throw std::bad_alloc();
        if (m_how == "short")
            rows->pop_back();
        else
            rows->back() = qQNaN();
        return rows;
    }

private:
    QString m_how;
};

} // namespace

void TestPredictorRows::modelFails()
{
    QFETCH(QString, how);
    QFETCH(int, code);
    FailingPredictor predictor(how);
    const SpotTable table = spots();
    Rows rows;
    const auto summary = predictRows(slide(), table, allOf(table), predictor, {}, into(rows));
    QVERIFY(!summary);
    QCOMPARE(int(summary.error().code), code);
    QCOMPARE(rows.size(), std::size_t(4 + 8)); // the two batches before
}

void TestPredictorRows::sinkFails()
{
    FakePredictor predictor(Spec, 8);
    const SpotTable table = spots();
    int chunks = 0;
    const auto summary =
        predictRows(slide(), table, allOf(table), predictor, {}, [&](const RunRows&) -> Result<void> {
            if (++chunks == 2)
                return fail(ErrorCode::WriteFailed, "disk full");
            return {};
        });
    QCOMPARE(summary.error().code, ErrorCode::WriteFailed);
    QCOMPARE(summary.error().message, std::string("disk full"));
    QCOMPARE(chunks, 2);
}

// Damage in the tile at row 2 of 256 px: the spots before it in the visiting order arrive, always the same
// ones.
void TestPredictorRows::damagedSlide()
{
    Rows first;
    for (const int threads : {1, 2, 5}) {
        const auto source = slide();
        source->damagedLevel0Px = {600, 600, 10, 10};
        FakePredictor predictor({PatchPx, {1}, {}}, 8);
        const SpotTable table = spots();
        Rows rows;
        const auto summary = predictRows(source, table, allOf(table), predictor, {8, threads, 3}, into(rows));
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ErrorCode::BadInput);
        QVERIFY(rows.size() >= 12 && rows.size() % 8 == 4); // batches of 4 and then 8
        if (first.empty())
            first = rows;
        QVERIFY(rows == first);
    }
}

void TestPredictorRows::wrongArguments_data()
{
    QTest::addColumn<int>("spot");
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("ahead");
    QTest::newRow("no such spot") << 110 << 8 << 2 << 2;
    QTest::newRow("negative spot") << -1 << 8 << 2 << 2;
    QTest::newRow("negative batch") << 0 << -8 << 2 << 2;
    QTest::newRow("huge batch") << 0 << (1 << 30) << 2 << 2;
    QTest::newRow("less than no readers") << 0 << 8 << -1 << 2;
    QTest::newRow("nothing ahead") << 0 << 8 << 2 << 0;
}

void TestPredictorRows::wrongArguments()
{
    QFETCH(int, spot);
    QFETCH(int, batch);
    QFETCH(int, threads);
    QFETCH(int, ahead);
    FakePredictor predictor(Spec);
    const auto summary = predictRows(slide(), spots(), {spot}, predictor, {batch, threads, ahead}, ignore);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(predictor.calls(), 0);
}

// What a reader thread throws ends the run, not the process.
void TestPredictorRows::readersRunOutOfMemory()
{
    const auto source = slide();
    source->beforeRead = [] { throw std::bad_alloc(); };
    FakePredictor predictor(Spec, 8);
    const SpotTable table = spots();
    const auto summary = predictRows(source, table, allOf(table), predictor, {8, 3, 2}, ignore);
    QCOMPARE(summary.error().code, ErrorCode::DeviceFailure);
    QVERIFY(summary.error().message.find("emory") != std::string::npos);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer takes terabytes of addresses, which a limit on them forbids");
#endif
    // 4,096 patches of 4,096 px take 206 GB: the batch itself cannot be had.
    FakePredictor large({4096, {1}, {}});
    const SpotTable many = makeLattice(Lattice::Square, {1000, 900}, 10, 5);
    rlimit before{};
    getrlimit(RLIMIT_AS, &before);
    const rlimit some{8ull << 30, before.rlim_max};
    setrlimit(RLIMIT_AS, &some);
    const auto failed = predictRows(slide(), many, allOf(many), large, {4096, 2, 2}, ignore);
    setrlimit(RLIMIT_AS, &before);
    QCOMPARE(failed.error().code, ErrorCode::DeviceFailure);
    QCOMPARE(large.calls(), 0);
}

void TestPredictorRows::unreadableSlide()
{
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "malformed" / "unreadable.svs";
    if (!fs::exists(path))
        QSKIP("the folder of malformed slides is absent");
    const auto opened = openSlide(path);
    QVERIFY(opened.has_value());
    FakePredictor predictor(Spec);
    const SpotTable table = makeLattice(Lattice::Square, {16, 16}, 4, 2);
    const auto summary = predictRows(*opened, table, allOf(table), predictor, {}, ignore);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::BadInput);
    QVERIFY(summary.error().message.find("unreadable.svs") != std::string::npos);
    QCOMPARE(predictor.calls(), 0);
}

TRANSCOPE_TEST(TestPredictorRows)
#include "tst_predictorrows.moc"
