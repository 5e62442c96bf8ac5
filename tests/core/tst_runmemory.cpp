#include "core/run/rowsource.h"
#include "core/slide/slideimport.h"
#include "core/spots/lattice.h"
#include "tests/testsupport/fakepredictor.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinytiff.h"

#include <QtTest>

#include <sys/resource.h>

#include <numeric>

using namespace transcope::core;
using transcope::test::FakePredictor;
using transcope::test::TinyTiff;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

// What a run holds in memory. A program of its own, since the peak of a process never falls.
class TestRunMemory : public QObject
{
    Q_OBJECT
private slots:
    void flatInTheNumberOfSpots();
    void realSection();
};

namespace {

double peakMb()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

Result<RunSummary> predictGrid(const std::shared_ptr<const Slide>& slide, double pitch, const PatchSpec& spec)
{
    const SpotTable table = makeLattice(Lattice::Square, slide->sizeLevel0Px(), pitch, pitch / 2);
    std::vector<int> all(table.size());
    std::iota(all.begin(), all.end(), 0);
    FakePredictor predictor(spec, 32);
    const RunPlan plan{{{}, slide, {}}, std::make_shared<const SpotTable>(table), {}, {}};
    return PredictorRows(predictor).predict(plan, all, {}, [](const RunRows&) -> Result<void> { return {}; },
                                            {}, {});
}

} // namespace

// 2000 × 2000 px: at 141 px 196 spots, at 14 px 20,449. Patches are small, to keep the test short; what is
// flat for them (tiles, batches in flight) is so for larger ones.
void TestRunMemory::flatInTheNumberOfSpots()
{
    const TempFolder dir;
    TinyTiff tiff;
    tiff.width = tiff.height = 2000;
    for (int i = 0; i < 3 * 2000 * 2000; ++i)
        tiff.pixels.push_back(static_cast<std::uint8_t>(i / 3 / 2000 * (i % 3) / 20));
    tiff.write(dir / "flat.tif");
    tiff = {};
    const auto slide = openOrImportSlide(dir / "flat.tif", dir / "cache");
    QVERIFY2(slide.has_value(), slide ? "" : slide.error().text().c_str());

    const PatchSpec spec{64, {1, 2, 4}, {}};
    // Several runs, since how many batches wait at once, and how the allocator spreads them, is a matter of
    // timing: together they have as many batches to meet the worst of it as a part of the large run.
    for (int run = 0; run < 20; ++run)
        QCOMPARE(predictGrid(*slide, 141, spec).value().predicted, std::int64_t(196));
    const double few = peakMb();
    QCOMPARE(predictGrid(*slide, 14, spec).value().predicted, std::int64_t(20449));
    qInfo("%g MB, then %g MB", few, peakMb());
    QVERIFY2(peakMb() <= 1.1 * few, qPrintable(QString("%1 MB, then %2 MB").arg(few).arg(peakMb())));
}

void TestRunMemory::realSection()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the address sanitizer's own memory is many times ours");
#endif
    const fs::path path = fs::path(TRANSCOPE_REAL_DATA) / "her2st" / "C3.jpg";
    if (!fs::exists(path))
        QSKIP("the folder of real sections is absent");
    const TempFolder cache;
    const auto slide = openOrImportSlide(path, cache.path());
    QVERIFY(slide.has_value());
    const auto summary = predictGrid(*slide, 291, {});
    QCOMPARE(summary.value().predicted, std::int64_t(32 * 34));
    qInfo("%g MB at the peak, %.2f s", peakMb(), summary->seconds);
    QVERIFY(peakMb() < 600);
}

TRANSCOPE_TEST(TestRunMemory)
#include "tst_runmemory.moc"
