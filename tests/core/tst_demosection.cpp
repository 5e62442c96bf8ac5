#include "core/demo/demosection.h"
#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "core/io/h5ad.h"
#include "core/io/open.h"
#include "core/slide/slide.h"
#include "core/slide/syntheticslide.h"
#include "core/stats/correlation.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace transcope::core;

namespace {

/// A small section: 2,048 px have 6 × 6 spots.
DemoOptions small(std::uint64_t seed)
{
    DemoOptions options;
    options.seed = seed;
    options.sidePx = 2048;
    return options;
}

std::vector<int> allColumns()
{
    std::vector<int> columns(demoGenes().size());
    std::iota(columns.begin(), columns.end(), 0);
    return columns;
}

/// Rows of the selected spots.
std::shared_ptr<const Expression> selectedRows(const DemoSection& section, const ExpressionMatrix& matrix)
{
    const auto count = std::count(section.selected.begin(), section.selected.end(), std::uint8_t{1});
    ExpressionMatrix rows(static_cast<std::size_t>(count), matrix.genes());
    std::size_t row = 0;
    for (std::size_t s = 0; s < section.spots.size(); ++s)
        if (section.selected[s])
            rows.setSpot(row++, matrix.spot(s));
    return denseExpression(std::move(rows));
}

QByteArray bytesOf(const std::filesystem::path& file)
{
    QFile f(QString::fromStdString(file.string()));
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

} // namespace

class DemoSectionTest : public QObject
{
    Q_OBJECT
private slots:
    void genesAreTheListedOnes();
    void sameSeedSameSection();
    void otherSeedOtherSection();
    void spotsLieOnTissue();
    void countsFollowTheirExpectation();
    void filesOpenAndRepeat();
    void refusesTinySlides();
    void failsWhereItCannotWrite();
    void cancels();
};

void DemoSectionTest::genesAreTheListedOnes()
{
    const auto& genes = demoGenes();
    QCOMPARE(genes.size(), std::size_t(250));
    QCOMPARE(genes.front().gene.symbol, std::string("HLA-C"));
    const auto ddx5 =
        std::find_if(genes.begin(), genes.end(), [](const DemoGene& g) { return g.gene.symbol == "DDX5"; });
    QVERIFY(ddx5 != genes.end() && ddx5->driven);
    const auto driven = std::count_if(genes.begin(), genes.end(), [](const DemoGene& g) { return g.driven; });
    QVERIFY2(driven >= 195 && driven <= 205,
             qPrintable(QString("%1 of 250 genes are driven; documented are four fifths").arg(driven)));
    for (const DemoGene& gene : genes) {
        const float strongest = *std::max_element(gene.loading.begin(), gene.loading.end(),
                                                  [](float a, float b) { return std::abs(a) < std::abs(b); });
        QCOMPARE(std::abs(strongest) > 0.2f, gene.driven);
    }
}

void DemoSectionTest::sameSeedSameSection()
{
    const auto a = makeDemoSection(small(3)), b = makeDemoSection(small(3));
    QVERIFY(a && b);
    QVERIFY(a->slide.rgb == b->slide.rgb);
    for (std::size_t g = 0; g < a->counts.genes(); ++g)
        QVERIFY(std::ranges::equal(a->counts.gene(g), b->counts.gene(g)));
}

void DemoSectionTest::otherSeedOtherSection()
{
    const auto a = makeDemoSection(small(3)), b = makeDemoSection(small(4));
    QVERIFY(a && b);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < a->slide.rgb.size(); ++i)
        differing += std::abs(a->slide.rgb[i] - b->slide.rgb[i]) > 10;
    QVERIFY(differing > a->slide.rgb.size() / 4);
}

void DemoSectionTest::spotsLieOnTissue()
{
    const auto section = makeDemoSection(small(5));
    QVERIFY(section);
    QCOMPARE(section->spots.size(), std::size_t(36)); // 2048 px / 320 px = 6.4
    QCOMPARE(section->spots.spots[7].id, std::string("2x2"));
    QVERIFY(std::count(section->selected.begin(), section->selected.end(), 1) > 12);
    for (std::size_t s = 0; s < section->spots.size(); ++s) {
        const PointD at = section->spots.spots[s].centreLevel0Px;
        // Glass is brighter than 225 in green everywhere; tissue nowhere is for 80 px on end, except in fat.
        int bright = 0;
        for (int dy = -70; dy <= 70; dy += 5)
            for (int dx = -70; dx <= 70; dx += 5)
                bright += section->slide.row(static_cast<int>(at.y) +
                                             dy)[3 * (static_cast<int>(at.x) + dx) + 1] > 225;
        if (bright == 29 * 29)
            QCOMPARE(section->selected[s], std::uint8_t(0));
    }
}

void DemoSectionTest::countsFollowTheirExpectation()
{
    DemoOptions options;
    options.seed = 9;
    options.sidePx = 4096;
    const auto section = makeDemoSection(options);
    QVERIFY(section);
    const auto columns = allColumns();
    const Normalised measured =
        normalise(*selectedRows(*section, section->counts), columns, Normalisation::CpmSelected).value();
    const Normalised expected =
        normalise(*selectedRows(*section, section->expected), columns, Normalisation::CpmSelected).value();
    QVERIFY(measured.emptySpots.empty());
    double sum = 0;
    int driven = 0;
    for (std::size_t g = 0; g < demoGenes().size(); ++g) {
        const auto truth = expected.values.gene(g);
        if (!demoGenes()[g].driven) {
            const auto [low, high] = std::minmax_element(truth.begin(), truth.end());
            QVERIFY2(*high - *low < 1e-3f, "a control gene is the same everywhere");
            continue;
        }
        sum += pearson(truth, measured.values.gene(g));
        ++driven;
    }
    const double ceiling = sum / driven;
    qInfo("noise ceiling: mean correlation of measured and expected over %d driven genes is %.3f", driven,
          ceiling);
    QVERIFY(ceiling > 0.8 && ceiling < 0.98);
}

void DemoSectionTest::filesOpenAndRepeat()
{
    const QTemporaryDir first, second;
    const std::filesystem::path a = first.path().toStdString(), b = second.path().toStdString();
    const auto summary = writeDemoSection(a, small(6));
    QVERIFY(summary);
    QVERIFY(writeDemoSection(b, small(6)));
    for (const char* file : {"slide.tif", "counts.tsv.gz", "spots.tsv"}) {
        QVERIFY(!bytesOf(a / file).isEmpty());
        QVERIFY2(bytesOf(a / file) == bytesOf(b / file), file);
    }
    QCOMPARE(summary->genes, std::int64_t(250));
    QCOMPARE(bytesOf(a / "spots.tsv").count('\n'), 37);
    QCOMPARE(bytesOf(a / "spots.tsv").count("\t1\n"), static_cast<int>(summary->spots));
    QVERIFY(bytesOf(a / "spots.tsv").startsWith("x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n1\t1\t"));

    const auto truth = readH5ad(a / "truth.h5ad");
    QVERIFY2(truth, truth ? "" : truth.error().text().c_str());
    QCOMPARE(static_cast<std::int64_t>(truth->spots->size()), summary->spots);
    QCOMPARE(truth->layers.front().genes.size(), std::size_t(250));
    const auto section = openSection(a / "counts.tsv.gz");
    QVERIFY2(section, section ? "" : section.error().text().c_str());
    QCOMPARE(static_cast<std::int64_t>(section->spots.size()), summary->spots);
    QCOMPARE(section->genes.size(), std::size_t(250));
    QVERIFY(section->spots.pitchLevel0Px && std::abs(*section->spots.pitchLevel0Px - 320) < 0.1);

    const auto slide = openSlide(a / "slide.tif");
    QVERIFY2(slide, slide ? "" : slide.error().text().c_str());
    const auto& levels = (*slide)->levels();
    QCOMPARE(levels.size(), std::size_t(4)); // 2048, 1024, 512, 256
    for (std::size_t level = 0; level < levels.size(); ++level)
        QCOMPARE(levels[level].downsample, static_cast<double>(1 << level));
    QVERIFY((*slide)->umPerPx());
    QVERIFY(isSyntheticSlide(**slide));
    QVERIFY(std::abs(*(*slide)->umPerPx() - 0.625) < 1e-4);
}

void DemoSectionTest::refusesTinySlides()
{
    DemoOptions options;
    options.sidePx = 100;
    const auto section = makeDemoSection(options);
    QVERIFY(!section);
    QCOMPARE(section.error().code, ErrorCode::InvalidArgument);
}

void DemoSectionTest::failsWhereItCannotWrite()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("file").toStdString();
    QFile blocker(QString::fromStdString(file.string()));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    const auto made = writeDemoSection(file / "below", small(1));
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::WriteFailed);
}

void DemoSectionTest::cancels()
{
    std::stop_source source;
    source.request_stop();
    const QTemporaryDir folder;
    const auto made = writeDemoSection(folder.path().toStdString(), small(1), {}, source.get_token());
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Cancelled);
    QVERIFY(QDir(folder.path()).isEmpty());
}

TRANSCOPE_TEST(DemoSectionTest)
#include "tst_demosection.moc"
