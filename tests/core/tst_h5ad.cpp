#include "core/h5/h5writer.h"
#include "core/io/h5ad.h"
#include "core/io/h5adobservations.h"
#include "core/io/h5adsections.h"

#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/rowpart.h"
#include "core/expression/sparsebuilder.h"
#include "core/io/h5reader.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/systempython.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <sys/resource.h>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::tests::pythonFailure;
using transcope::tests::pythonHas;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path Fixtures = TRANSCOPE_TEST_DATA "/h5ad";
const fs::path Real = TRANSCOPE_REAL_DATA;
const float NaN = std::numeric_limits<float>::quiet_NaN();

SpotTable threeSpots()
{
    SpotTable table;
    table.spots = {{"1x1", {10.5, 20}, 1, 1}, {"2x1", {30.5, 20}, 1, 2}, {"1x2", {10.5, 40}, 2, 1}};
    table.lattice = Lattice::Square;
    table.shape = SpotShape::Cell;
    table.diameterLevel0Px = 12;
    table.pitchLevel0Px = 20;
    table.umPerPx = 10;
    return table;
}

Layer layer(const std::string& name, const GeneList& genes, const std::vector<std::vector<float>>& rows)
{
    Layer result;
    result.name = name;
    result.kind = LayerKind::Predicted;
    result.genes = genes;
    result.spots = std::make_shared<const SpotTable>(threeSpots());
    ExpressionMatrix values(rows.size(), genes.size());
    for (std::size_t s = 0; s < rows.size(); ++s)
        values.setSpot(s, rows[s]);
    result.values = denseExpression(std::move(values));
    result.provenance = {"m2ost",
                         "demo.safetensors",
                         "abc123",
                         Normalisation::CpmAll,
                         "bfloat16",
                         "the processor has AMX",
                         "cpu",
                         0.5,
                         "2026-01-02T03:04:05Z",
                         "0.1.0"};
    return result;
}

const Layer& predicted()
{
    static const Layer value = [] {
        auto l =
            layer("M2OST", {{"DDX5", "ENSG00000108654"}, {"ACTB", ""}}, {{1.5f, -2}, {0.25f, NaN}, {3, 4}});
        l.padded = {0, 1, 0};
        l.heldOutScore = {0.75f, NaN};
        return l;
    }();
    return value;
}

const Layer& other()
{
    static const Layer value = layer("other/layer", {{"ACTB", ""}, {"CD19", ""}}, {{5, 6}, {7, 8}, {9, 10}});
    return value;
}

} // namespace

/// Puts in a dataset's place one of its type that claims so many rows and holds none.
static void claimRows(const fs::path& path, const char* dataset, hsize_t rows)
{
    const H5Lock lock;
    const H5Id file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
    const H5Id sound(H5Dopen2(file.get(), dataset, H5P_DEFAULT));
    const H5Id type(H5Dget_type(sound.get())), space(H5Dget_space(sound.get()));
    std::array<hsize_t, 2> shape{};
    const int rank = H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr);
    shape[0] = rows;
    const H5Id claimed(H5Screate_simple(rank, shape.data(), nullptr)), layout(H5Pcreate(H5P_DATASET_CREATE));
    shape[0] = 1024;
    H5Pset_chunk(layout.get(), rank, shape.data());
    H5Ldelete(file.get(), dataset, H5P_DEFAULT);
    const H5Id made(
        H5Dcreate2(file.get(), dataset, type.get(), claimed.get(), H5P_DEFAULT, layout.get(), H5P_DEFAULT));
    QVERIFY(made.valid());
}

/// The most that this process has held so far, in MiB.
static long peakMib()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss >> 10;
}

/// Damaged copies of a file: few, or as many as $TRANSCOPE_DAMAGED_COPIES says.
static int copies()
{
    const int wanted = qEnvironmentVariableIntValue("TRANSCOPE_DAMAGED_COPIES");
    return wanted > 0 ? wanted : 40;
}

class TestH5ad : public QObject
{
    Q_OBJECT
private slots:
    // All made by anndata 0.8 from the same numbers.
    void encodings_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"dense", "csr", "csc", "csr_int8", "csr_uint16", "csr_int64"})
            QTest::newRow(file) << file;
    }
    void encodings()
    {
        QFETCH(QString, file);
        const auto section = readH5adSection(Fixtures / (file + ".h5ad").toStdString());
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->genes,
                 (GeneList{
                     {"DDX5", "ENSG00000108654"}, {"ACTB", "ENSG00000075624"}, {"CD19", "ENSG00000177455"}}));
        QCOMPARE(section->spots.size(), std::size_t(3)); // TTT-1 has no counts
        QCOMPARE(section->notes,
                 (std::vector<std::string>{"1 of 4 spots have no counts at all and were left out: TTT-1"}));
        QCOMPARE(section->counts->spot(0).value(), (std::vector<float>{1, 0, 3}));
        QCOMPARE(section->counts->spot(1).value(), (std::vector<float>{0, 2, 0}));
        QCOMPARE(section->counts->spot(2).value(), (std::vector<float>{4, 5, 0}));
        QCOMPARE(section->spots.spots[2].id, std::string("GGG-1"));
        QCOMPARE(section->spots.spots[2].centreLevel0Px, (PointD{200, 373.2}));
        QCOMPARE(section->spots.spots[2].arrayRow, 1);
        QCOMPARE(section->spots.spots[2].arrayCol, 1);
        // Visium by its array coordinates: 200 px are 100 µm.
        QCOMPARE(section->spots.lattice, Lattice::Hexagonal);
        QCOMPARE(section->spots.diameterLevel0Px, 110.0);
        QVERIFY(std::abs(*section->spots.umPerPx - 0.5) < 1e-3);
    }

    void countsLayerStandsInForNormalisedX()
    {
        const auto section = readH5adSection(Fixtures / "lognormalised.h5ad");
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->spots.size(), std::size_t(2)); // CCC-1 is not in tissue, TTT-1 has no counts
        QCOMPARE(section->counts->spot(0).value(), (std::vector<float>{1, 0, 3}));
        QCOMPARE(section->notes[0], std::string("1 of 4 spots are not in tissue"));
        QCOMPARE(section->notes[1], std::string("X does not hold counts; layers['counts'] is used"));
    }

    void withoutCoordinatesIsRefused()
    {
        for (const auto& file : {Fixtures / "nospatial.h5ad", Real / "h5ad/anndatar_no_spatial.h5ad"}) {
            if (!fs::exists(file))
                continue;
            compareError(readH5adSection(file).error(), ErrorCode::Unsupported, "obsm['spatial'] is missing");
            compareError(readH5adSpots(file).error(), ErrorCode::Unsupported, "obsm['spatial'] is missing");
        }
        const auto real = Real / "h5ad/anndatar_no_spatial.h5ad";
        if (fs::exists(real))
            compareError(readH5adSpots(real).error(), ErrorCode::Unsupported, "obsm has X_pca, X_umap");
        const auto file = readH5ad(Fixtures / "nospatial.h5ad");
        QVERIFY(file && !file->hasCoordinates);
        QCOMPARE(file->layers[0].genes[0], (Gene{"DDX5", "ENSG00000108654.3"}));
    }

    // As anndata 0.8 has them: array_row, array_col, in_tissue (all 1) and the categories a, b, a, b.
    void columnsOfObsAreRead()
    {
        const auto file = readH5ad(Fixtures / "dense.h5ad");
        QVERIFY(file.has_value());
        const auto& columns = *file->layers.front().observations;
        QCOMPARE(columns.size(), std::size_t(4));
        QCOMPARE(columns[0].name, std::string("array_col"));
        QCOMPARE(columns[0].numbers, (std::vector<float>{0, 2, 1, 3}));
        QCOMPARE(columns[2].name, std::string("cluster"));
        QVERIFY(columns[2].isCategorical());
        QCOMPARE(columns[2].categories, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(columns[2].codes, (std::vector<int>{0, 1, 0, 1}));
        const auto section = readH5adSection(Fixtures / "dense.h5ad");
        QVERIFY(section && section->observations);
        for (std::size_t s = 0; s < section->spots.size(); ++s) // whatever spots were left out
            QCOMPARE(int((*section->observations)[0].numbers[s]), section->spots.spots[s].arrayCol);
    }

    void oddColumnsOfObs()
    {
        QTemporaryDir dir;
        const auto path = fs::path(dir.path().toStdString()) / "odd.h5";
        std::vector<std::string> barcodes, kinds(150, "tumour");
        std::vector<std::uint8_t> mask(150, 0), inside(150, 1);
        for (int s = 0; s < 150; ++s)
            barcodes.push_back("barcode" + std::to_string(s));
        kinds[7] = "stroma";
        mask[3] = 1;
        {
            const H5Lock lock;
            H5Writer writer(path.string());
            writer.group("obs", "dataframe", "0.2.0");
            writer.group("obs/quality", "nullable-integer", "0.1.0");
            writer.integers("obs/quality/values", std::vector<std::int64_t>(150, 5));
            writer.flags("obs/quality/mask", mask);
            writer.flags("obs/inside", inside);
            writer.texts("obs/barcode", barcodes); // 150 different ones colour nothing
            writer.texts("obs/kind", kinds);
            writer.integers("obs/short", {1, 2});
            const auto bytes = writer.bytes();
            QVERIFY(bytes.has_value());
            std::ofstream(path, std::ios::binary) << *bytes;
        }
        const auto reader = H5Reader::open(path);
        QVERIFY(reader.has_value());
        std::vector<std::string> notes;
        const auto columns = readObservations(*reader, 150, notes);
        QCOMPARE(notes, std::vector<std::string>{"1 columns of obs cannot be read and are left out: short"});
        QCOMPARE(columns->size(), std::size_t(3));
        QCOMPARE(columns->at(0).name, std::string("inside"));
        QCOMPARE(columns->at(0).numbers[149], 1.F);
        QCOMPARE(columns->at(1).categories, (std::vector<std::string>{"stroma", "tumour"}));
        QCOMPARE(columns->at(1).codes[7], 0);
        QCOMPARE(columns->at(2).numbers[2], 5.F);
        QVERIFY(std::isnan(columns->at(2).numbers[3]));
    }

    // While one part is worked on the next is read: whatever is asked between, and in whatever order, every
    // part has its own numbers. Three datasets share two places.
    void partsAreReadAhead()
    {
        constexpr std::size_t count = 600'000, part = 1000;
        const TempFolder dir;
        {
            const H5Lock lock;
            H5Writer writer((dir / "parts.h5").string());
            for (const int times : {1, 2, 3}) {
                std::vector<float> values;
                for (std::size_t i = 0; i < count; ++i)
                    values.push_back(float(i) * float(times));
                writer.floats("times" + std::to_string(times), values);
            }
            std::ofstream(dir / "parts.h5", std::ios::binary) << *writer.bytes();
        }
        const auto reader = H5Reader::open(dir / "parts.h5").value();
        std::vector<float> out(part);
        for (const std::size_t first : {0, 1000, 2000, 500'000, 599'000, 0, 1000}) {
            for (const int times : {1, 2, 1, 3}) {
                const auto rows = reader.rows("times" + std::to_string(times), 1).value();
                QVERIFY(rows.read(first, part, out).has_value());
                QCOMPARE(out.front(), float(first) * float(times));
                QCOMPARE(out.back(), float(first + part - 1) * float(times));
                QVERIFY(!reader.has("times4"));
            }
        }
        std::vector<float> whole(count); // more than the places hold
        QVERIFY(reader.rows("times2", 1)->read(0, count, whole).has_value());
        QCOMPARE(whole.back(), 2 * float(count - 1));
        QCOMPARE(reader.integers("times3").value()[599'999], std::int64_t(1'799'997));
    }

    void realVisium()
    {
        const auto path = Real / "h5ad/squidpy_visium.h5ad";
        if (!fs::exists(path))
            QSKIP("the real file is not here");
        const auto section = readH5adSection(path);
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->spots.size(), std::size_t(49));
        QCOMPARE(section->genes.size(), std::size_t(1999));
        QVERIFY(section->spots.diameterLevel0Px > 50);
        QVERIFY(section->genes[0].id.starts_with("ENSMUSG"));
    }

    void roundTrip()
    {
        const TempFolder dir;
        const fs::path path = dir / "out.h5ad";
        const auto written = writeH5ad(path, {&predicted(), &other()}, {"C3"});
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        const auto file = readH5ad(path, H5adLayers::All);
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->layers.size(), std::size_t(2));
        const auto& x = file->layers[0];
        QCOMPARE(x.name, std::string("M2OST"));
        QCOMPARE(x.genes, (GeneList{{"DDX5", "ENSG00000108654"}, {"ACTB", ""}, {"CD19", ""}}));
        QCOMPARE(x.values->spot(0).value()[1], -2.0f);
        QVERIFY(std::isnan(x.values->spot(1).value()[1]));
        QVERIFY(std::isnan(x.values->spot(0).value()[2])); // M2OST has no CD19
        QCOMPARE(file->layers[1].name, std::string("other/layer"));
        QVERIFY(std::isnan(file->layers[1].values->spot(0).value()[0]));
        QCOMPARE(file->layers[1].values->spot(2).value()[2], 10.0f);
        QCOMPARE(x.provenance.weightsHash, std::string("abc123"));
        QCOMPARE(x.provenance.normalisation, Normalisation::CpmAll);
        QCOMPARE(x.provenance.umPerPx, 0.5);
        QCOMPARE(x.kind, LayerKind::Predicted);
        QCOMPARE(file->spots->lattice, Lattice::Square);
        QCOMPARE(file->spots->shape, SpotShape::Cell);
        QCOMPARE(file->spots->diameterLevel0Px, 12.0);
        QCOMPARE(file->spots->umPerPx, std::optional(10.0));
        QCOMPARE(file->spots->spots[1].centreLevel0Px, (PointD{30.5, 20}));
        QCOMPARE(file->spots->spots[2].arrayRow, 2);
    }

    // What one run gave: X, shares that add up to it with 0.5 and −1, deviations, and what is per spot.
    void partsOfARun()
    {
        const auto part = [](const std::string& name, const std::string& part, Layer made) {
            made.name = name;
            made.provenance = predicted().provenance;
            made.provenance.part = part;
            return made;
        };
        const GeneList genes = {{"DDX5", ""}, {"ACTB", ""}};
        auto x = layer("M2OST", genes, {{1, 2}, {3, 4}, {5, 6}});
        x.provenance = predicted().provenance;
        const auto fine = part("a", levelPart(0), layer("", genes, {{0.25F, 1}, {2, 2.5F}, {1, 2}}));
        const auto coarse = part("b", levelPart(1), layer("", genes, {{0.25F, 2}, {0.5F, 2.5F}, {3.5F, 5}}));
        const auto deviation = part("c", partname::Deviation, layer("", genes, {{0, 1}, {0, 1}, {2, 1}}));
        const auto looks =
            part("d", partname::Appearance, layer("", {{"outside", ""}}, {{10}, {99.5F}, {0}}));
        const TempFolder dir;
        const fs::path path = dir / "parts.h5ad";
        QVERIFY(writeH5ad(path, {&x, &fine, &coarse, &deviation, &looks}));
        const H5Reader reader = H5Reader::open(path).value();
        QCOMPARE(reader.doubles("var/bias").value(), (std::vector{0.5, -1.0}));
        QCOMPARE(reader.doubles("obs/outside").value(), (std::vector<double>{10, 99.5, 0}));
        for (const char* there : {"layers/level_0", "layers/level_1", "layers/sd"})
            QVERIFY2(reader.has(there), there);
        const auto file = readH5ad(path, H5adLayers::All).value();
        QCOMPARE(file.genes.size(), std::size_t(2)); // what is per spot is no gene
        QCOMPARE(file.layers.size(), std::size_t(4));
        QVERIFY(file.layers[1].kind == LayerKind::Derived);
        QVERIFY(isPartOf(file.layers[1].provenance, file.layers[0].provenance));
    }

    // Counts of 3,000 spots, each at 60 of 70 genes: several parts of the file. What is read sparse is
    // written sparse, and a layer that lacks a gene is not.
    void sparseCountsStaySparse()
    {
        const TempFolder dir;
        const int spots = 3000, genes = 70;
        const auto expected = [](int spot, int gene) {
            return (spot + gene) % 7 == 0 ? 0.0F : float((spot * 31 + gene * 17) % 300 + 1);
        };
        SpotTable table = threeSpots();
        table.spots.clear();
        Layer counts;
        counts.name = "counts";
        SparseBuilder builder(genes), fewer(genes - 1);
        for (int s = 0; s < spots; ++s) {
            table.spots.push_back({"s" + std::to_string(s), {s % 50 * 20.0, s / 50 * 20.0}, s / 50, s % 50});
            for (int g = 0; g < genes; ++g)
                builder.add(s, g, expected(s, g));
            fewer.add(s, s % (genes - 1), 1);
        }
        for (int g = 0; g < genes; ++g)
            counts.genes.push_back({"G" + std::to_string(g), ""});
        counts.spots = std::make_shared<const SpotTable>(table);
        counts.values = builder.finish(spots);
        counts.provenance.normalisation = Normalisation::None;
        Layer lacking = counts;
        lacking.name = "lacking";
        lacking.genes.pop_back();
        lacking.values = fewer.finish(spots);
        const auto path = dir / "sparse.h5ad";
        QVERIFY(writeH5ad(path, {&counts, &lacking}));
        const auto file = readH5ad(path, H5adLayers::All);
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        const auto tree = H5Reader::open(path);
        QVERIFY(tree->isGroup("X") && !tree->isGroup("layers/lacking"));
        QVERIFY(file->layers[0].values->isSparse());
        for (const int s : {0, 1, 1092, 1093, 2999}) // 65,536 entries fill a part
            for (int g = 0; g < genes; ++g)
                QCOMPARE(file->layers[0].values->spot(std::size_t(s)).value()[std::size_t(g)],
                         expected(s, g));
        QCOMPARE(file->layers[0].values->totals().value(), counts.values->totals().value());
        QCOMPARE(file->layers[1].values->spot(70).value()[1], 1.0F);
        QVERIFY(std::isnan(file->layers[1].values->spot(70).value()[69]));
        if (!pythonHas("anndata"))
            QSKIP("python3-anndata is not installed");
        const char* const script = R"(
import sys, anndata, numpy as np, scipy.sparse
a = anndata.read_h5ad(sys.argv[1])
assert scipy.sparse.isspmatrix_csr(a.X) and a.X.dtype == np.float32 and a.X.has_sorted_indices, a.X
spot, gene = np.indices(a.shape)
want = np.where((spot + gene) % 7 == 0, 0, (spot * 31 + gene * 17) % 300 + 1)
np.testing.assert_array_equal(a.X.toarray(), want)
assert a.X.nnz == np.count_nonzero(want)
assert np.isnan(a.layers['lacking'][:, 69]).all() and a.layers['lacking'][70, 1] == 1
)";
        const auto failure = pythonFailure(script, {QString::fromStdString(path.string())});
        QVERIFY2(failure.isEmpty(), failure.constData());
    }

    void pythonAnndataReadsItUnchanged()
    {
        if (!pythonHas("anndata"))
            QSKIP("python3-anndata is not installed");
        const TempFolder dir;
        const QString path = QString::fromStdString((dir / "out.h5ad").string());
        QVERIFY(writeH5ad(path.toStdString(), {&predicted(), &other()}, {"C3"}));
        const char* const script = R"(
import sys, anndata, numpy as np
a = anndata.read_h5ad(sys.argv[1])
assert a.shape == (3, 3) and a.X.dtype == np.float32, (a.shape, a.X.dtype)
assert list(a.obs_names) == ['1x1', '2x1', '1x2'] and list(a.var_names) == ['DDX5', 'ACTB', 'CD19']
np.testing.assert_array_equal(a.X, np.array([[1.5, -2, np.nan], [0.25, np.nan, np.nan], [3, 4, np.nan]], np.float32))
np.testing.assert_array_equal(a.layers['other_layer'], np.array([[np.nan, 5, 6], [np.nan, 7, 8], [np.nan, 9, 10]], np.float32))
np.testing.assert_array_equal(a.obsm['spatial'], [[10.5, 20], [30.5, 20], [10.5, 40]])
assert list(a.obs['array_row']) == [1, 1, 2] and list(a.obs['padded']) == [False, True, False], a.obs
assert a.obs['padded'].dtype == bool
assert list(a.var['gene_ids']) == ['ENSG00000108654', '', ''] and abs(a.var['held_out_pearson'][0] - 0.75) < 1e-9
t = a.uns['transcope']
assert t['method'] == 'm2ost' and t['normalisation'] == 'cpm-all' and t['layers']['other_layer']['layer'] == 'other/layer', t
assert a.uns['spatial']['C3']['scalefactors']['spot_diameter_fullres'] == 12.0
a.write(sys.argv[1] + '.again.h5ad')
)";
        const auto failure = pythonFailure(script, {path});
        QVERIFY2(failure.isEmpty(), failure.constData());
        // What anndata wrote again reads the same here.
        const auto again = readH5ad((path + ".again.h5ad").toStdString(), H5adLayers::All);
        QVERIFY2(again, again ? "" : again.error().text().c_str());
        QCOMPARE(again->layers[0].provenance.weightsHash, std::string("abc123"));
        QCOMPARE(again->layers[1].values->spot(2).value()[2], 10.0f);
    }

    // Two slides of the same spots at different scales, one of which was compared with its training.
    static std::vector<SectionOfFile> twoSections()
    {
        auto b = predicted();
        b.values = layer("", b.genes, {{7, 8}, {9, 10}, {11, 12}}).values;
        b.provenance.umPerPx = 0.25;
        b.provenance.device = "cuda:0";
        auto spots = threeSpots();
        spots.diameterLevel0Px = 24;
        spots.umPerPx = 5;
        b.spots = std::make_shared<const SpotTable>(spots);
        const auto looks = layer("", {{"outside", ""}}, {{10}, {99.5F}, {0}});
        return {{"A1", predicted(), {}, "/slides/a.svs", "aa", {1000, 800}, 0.5},
                {"B1", b, looks, "/slides/b.svs", "bb", {2000, 900}, {}}};
    }

    void severalSlidesInOneFile()
    {
        const TempFolder dir;
        const auto written = writeSectionsH5ad(dir / "all.h5ad", twoSections());
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        const auto whole = readH5ad(dir / "all.h5ad");
        QCOMPARE(whole.error().code, ErrorCode::InvalidArgument); // never mixed: it must be said which
        QVERIFY2(whole.error().message.find("A1, B1") != std::string::npos, whole.error().message.c_str());
        const auto b = readH5ad(dir / "all.h5ad", H5adLayers::X, H5adRows::Placed, "B1");
        QVERIFY2(b, b ? "" : b.error().text().c_str());
        QCOMPARE(b->spots->size(), std::size_t(3));
        QCOMPARE(b->spots->spots[1].id, std::string("2x1-B1"));
        QCOMPARE(b->spots->spots[1].centreLevel0Px, (PointD{30.5, 20}));
        QCOMPARE(b->spots->diameterLevel0Px, 24.0);
        QCOMPARE(b->spots->umPerPx, std::optional(5.0));
        QCOMPARE(b->spots->shape, SpotShape::Cell);
        QCOMPARE(b->layers[0].values->spot(2).value()[1], 12.0F);
        QCOMPARE(b->layers[0].provenance.weightsHash, std::string("abc123"));
        const auto a = readH5ad(dir / "all.h5ad", H5adLayers::X, H5adRows::Placed, "A1");
        QVERIFY2(a, a ? "" : a.error().text().c_str());
        QCOMPARE(a->spots->umPerPx, std::optional(10.0));
        QCOMPARE(a->layers[0].values->spot(0).value()[0], 1.5F);
        if (!pythonHas("anndata"))
            QSKIP("python3-anndata is not installed");
        const char* const script = R"(
import sys, anndata, numpy as np
a = anndata.read_h5ad(sys.argv[1])
assert a.shape == (6, 2) and a.obs_names.is_unique and a.obs_names[4] == '2x1-B1', a.obs_names
assert list(a.obs['library_id']) == ['A1'] * 3 + ['B1'] * 3 and list(a.obs['padded']) == [False, True, False] * 2
b = a[a.obs['library_id'] == 'B1']
np.testing.assert_array_equal(b.X, np.array([[7, 8], [9, 10], [11, 12]], np.float32))
np.testing.assert_array_equal(b.obsm['spatial'], [[10.5, 20], [30.5, 20], [10.5, 40]])
np.testing.assert_array_equal(a.obs['outside'], np.array([np.nan] * 3 + [10, 99.5, 0], np.float32))
assert sorted(a.uns['spatial']) == ['A1', 'B1'] and a.uns['spatial']['B1']['scalefactors']['spot_diameter_fullres'] == 24
t = a.uns['transcope']
assert t['units']['X'] == 'ln(1 + CPM of all genes)' and 'no common frame' in t['units']['spatial'], t['units']
assert t['device'] == 'cpu, cuda:0' and t['patch_um_per_px'] == 0, t
s = t['sections']
assert s['A1']['patch_um_per_px'] == 0.5 and s['B1']['patch_um_per_px'] == 0.25 and s['B1']['pitch_px'] == 20
assert s['A1']['slide'] == '/slides/a.svs' and s['A1']['slide_um_per_px'] == 0.5 and s['B1']['width_px'] == 2000
assert 'slide_um_per_px' not in s['B1'], s
)";
        const auto failure = pythonFailure(script, {QString::fromStdString((dir / "all.h5ad").string())});
        QVERIFY2(failure.isEmpty(), failure.constData());
    }

    void sectionsThatDoNotFit()
    {
        const TempFolder dir;
        auto sections = twoSections();
        sections[1].name = "A1";
        QCOMPARE(writeSectionsH5ad(dir / "all.h5ad", sections).error().code, ErrorCode::InvalidArgument);
        sections = twoSections();
        std::swap(sections[1].layer.genes[0], sections[1].layer.genes[1]);
        const auto refused = writeSectionsH5ad(dir / "all.h5ad", sections);
        QVERIFY2(refused.error().message.find("B1 has other genes than A1") != std::string::npos,
                 refused.error().message.c_str());
        QVERIFY(!writeSectionsH5ad(dir / "all.h5ad", {}));
        QVERIFY(!fs::exists(dir / "all.h5ad"));
    }

    // What scanpy.read_visium leaves, as squidpy, scanpy's plots and Seurat's converters take it.
    void picturesAndScaleFactors()
    {
        const TempFolder dir;
        auto x = predicted();
        x.observations = std::make_shared<const Observations>(Observations{
            {"cluster", {}, {1, -1, 0}, {"a", "b"}}, {"depth", {0.5F, NaN, 2}}, {"array_row", {9, 9, 9}}});
        const transcope::test::FakeSlide slide({1200, 900});
        QVERIFY(writeH5ad(dir / "out.h5ad", {&x}, {"C3", {}, &slide}));
        const auto section = readH5ad(dir / "out.h5ad").value();
        QCOMPARE(section.spots->spots[1].centreLevel0Px, (PointD{30.5, 20}));
        QCOMPARE(section.spots->diameterLevel0Px, 12.0);
        QCOMPARE(section.spots->spots[2].arrayRow, 2); // not what an observation of that name says
        const auto& columns = *section.layers.front().observations;
        const auto cluster = std::ranges::find(columns, "cluster", &ObservationColumn::name);
        QVERIFY(cluster != columns.end());
        QCOMPARE(cluster->categories, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(cluster->codes, (std::vector<int>{1, -1, 0}));
        if (!pythonHas("anndata"))
            QSKIP("python3-anndata is not installed");
        const char* const script = R"(
import sys, anndata, numpy as np
a = anndata.read_h5ad(sys.argv[1])
s = a.uns['spatial']['C3']
assert sorted(s['images']) == ['hires', 'lowres'], s['images'].keys()
assert s['images']['hires'].shape == (900, 1200, 3) and s['images']['lowres'].shape == (450, 600, 3)
assert s['images']['hires'].dtype == np.float32 and 0 <= s['images']['hires'].min() <= s['images']['hires'].max() <= 1
np.testing.assert_allclose(s['images']['hires'][10, 20] * 255, eval(sys.argv[2]), atol=1e-3)
f = s['scalefactors']
assert f['tissue_hires_scalef'] == 1 and f['tissue_lowres_scalef'] == 0.5 and f['spot_diameter_fullres'] == 12, f
assert abs(f['fiducial_diameter_fullres'] - 12 * 105 / 65) < 1e-9
assert list(a.obs['in_tissue']) == [1, 1, 1] and list(a.obs['array_row']) == [1, 1, 2] and list(a.obs['array_col']) == [1, 2, 1]
assert list(a.obs['cluster'].astype(object).fillna('-')) == ['b', '-', 'a'] and a.obs['depth'][0] == 0.5
a.write(sys.argv[1] + '.again.h5ad')
)";
        const auto image = slide.read({20, 10, 1, 1}, 0).value();
        const auto px = QString("[%1, %2, %3]").arg(image.rgb[0]).arg(image.rgb[1]).arg(image.rgb[2]);
        const auto failure = pythonFailure(script, {QString::fromStdString((dir / "out.h5ad").string()), px});
        QVERIFY2(failure.isEmpty(), failure.constData());
    }

    void badCounts_data()
    {
        QTest::addColumn<float>("value");
        QTest::addColumn<QString>("part");
        QTest::newRow("NaN") << NaN << "is not a finite number at spot 2x1, gene ACTB";
        QTest::newRow("negative") << -1.0f << "is negative at spot 2x1, gene ACTB";
        QTest::newRow("infinite") << std::numeric_limits<float>::infinity()
                                  << "is not a finite number at spot 2x1, gene ACTB";
    }
    void badCounts()
    {
        QFETCH(float, value);
        QFETCH(QString, part);
        const TempFolder dir;
        const fs::path path = dir / "bad.h5ad";
        const auto bad = layer("X", {{"DDX5", ""}, {"ACTB", ""}}, {{1, 2}, {3, value}, {5, 6}});
        QVERIFY(writeH5ad(path, {&bad}));
        compareError(readH5adSection(path).error(), ErrorCode::BadInput, part);
    }

    void spotTwice()
    {
        const TempFolder dir;
        const fs::path path = dir / "bad.h5ad";
        auto spots = threeSpots();
        spots.spots[2].id = "1x1";
        auto twice = predicted();
        twice.spots = std::make_shared<const SpotTable>(std::move(spots));
        QVERIFY(writeH5ad(path, {&twice}));
        compareError(readH5adSection(path).error(), ErrorCode::BadInput, "spot 1x1 occurs twice in obs");
    }

    void geneTwice()
    {
        const TempFolder dir;
        const fs::path path = dir / "bad.h5ad";
        QFile good(QString::fromStdString((Fixtures / "csr.h5ad").string()));
        QVERIFY(good.open(QIODevice::ReadOnly));
        const QByteArray bytes =
            good.readAll().replace("CD19", "ACTB").replace("ENSG00000177455", "ENSG00000075624");
        std::ofstream(path, std::ios::binary).write(bytes.constData(), bytes.size());
        compareError(readH5adSection(path).error(), ErrorCode::BadInput, "gene ACTB occurs twice in var");
    }

    void normalisationIsToldWithoutTheMatrix()
    {
        const TempFolder dir;
        const fs::path path = dir / "p.h5ad";
        QVERIFY(writeH5ad(path, {&predicted()}));
        QCOMPARE(normalisationOfH5ad(path).value(), Normalisation::CpmAll);
        QCOMPARE(normalisationOfH5ad(Fixtures / "csr.h5ad").value(), Normalisation::None);
        QCOMPARE(normalisationOfH5ad("/nonexistent/x.h5ad").error().code, ErrorCode::NotFound);
    }

    void aNumberWhereALayersNameIsExpected()
    {
        const TempFolder dir;
        const fs::path path = dir / "odd.h5ad";
        std::optional<std::string> bytes;
        {
            const H5Lock lock;
            H5Writer writer(path.string());
            writer.group("/", "anndata", "0.1.0");
            for (const char* group : {"obs", "var", "uns", "uns/transcope"})
                writer.group(group, "dict", "0.1.0");
            writer.texts("obs/_index", {"1x1"});
            writer.texts("var/_index", {"ACTB"});
            writer.floatArray("X", std::array{2.F}, {1, 1});
            writer.numberScalar("uns/transcope/layer", 7);
            bytes = writer.bytes().value_or("");
        }
        QVERIFY(bytes);
        std::ofstream(path, std::ios::binary) << *bytes;
        const auto file = readH5ad(path);
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->layers.front().name, std::string("X"));
        QCOMPARE(file->layers.front().values->gene(0).value(), std::vector<float>{2});
    }

    /// A file of 20 kB may claim any size: 2^40 rows are refused, and take no memory here.
    void claimedRows_data()
    {
        QTest::addColumn<QString>("dataset");
        for (const char* dataset : {"X", "obs/_index", "var/_index", "obsm/spatial"})
            QTest::newRow(dataset) << dataset;
    }
    void claimedRows()
    {
        QFETCH(QString, dataset);
        const TempFolder dir;
        const fs::path path = dir / "claims.h5ad";
        QVERIFY(writeH5ad(path, {&predicted()}));
        claimRows(path, dataset.toUtf8().constData(), hsize_t{1} << 40);
        const long before = peakMib();
        const auto file = readH5ad(path);
        QVERIFY(!file);
        QVERIFY2(exitCode(file.error().code) == 3, file.error().text().c_str());
        QVERIFY2(peakMib() - before < 256, qPrintable(QString::number(peakMib() - before) + " MiB"));
    }

    void rowsOfNumbers()
    {
        const TempFolder dir;
        const fs::path path = dir / "numbers.h5ad";
        QVERIFY(writeH5ad(path, {&predicted()}));
        {
            const H5Lock lock;
            const hsize_t rows = hsize_t{1} << 21;
            const H5Id file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
            const H5Id space(H5Screate_simple(1, &rows, nullptr)), layout(H5Pcreate(H5P_DATASET_CREATE));
            const hsize_t chunk = 1024;
            H5Pset_chunk(layout.get(), 1, &chunk);
            H5Ldelete(file.get(), "obs/_index", H5P_DEFAULT);
            const H5Id made(H5Dcreate2(file.get(), "obs/_index", H5T_STD_I64LE, space.get(), H5P_DEFAULT,
                                       layout.get(), H5P_DEFAULT));
            QVERIFY(made.valid());
        }
        compareError(readH5ad(path).error(), ErrorCode::BadInput,
                     "obs has 2097152 rows, which no section has");
    }

    // Many such files end HDF5's process (1,400 copies of two files: 98 by a signal, two without an end): the
    // one that asks lives, and says what is wrong.
    void bytesChanged_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("dense") << "dense";
        QTest::newRow("csr") << "csr";
    }
    void bytesChanged()
    {
        QFETCH(QString, file);
        std::ifstream in(Fixtures / (file.toStdString() + ".h5ad"), std::ios::binary);
        const std::string sound(std::istreambuf_iterator<char>(in), {});
        const TempFolder dir;
        const fs::path path = dir / "copy.h5ad";
        std::mt19937 random(20);
        int ended = 0;
        for (int copy = 0; copy < copies(); ++copy) {
            std::string bytes = sound;
            for (auto changes = 1 + random() % 8; changes > 0; --changes)
                bytes[random() % bytes.size()] = static_cast<char>(random());
            std::ofstream(path, std::ios::binary) << bytes;
            const auto section = readH5adSection(path);
            if (section)
                continue; // the changed bytes were padding, or values
            const auto& error = section.error();
            QVERIFY2(exitCode(error.code) == 3, error.text().c_str());
            QVERIFY2(error.message.starts_with(path.string()), error.text().c_str());
            ended += error.message.find("the HDF5 library") != std::string::npos;
        }
        qInfo("%d of %d ended HDF5's process", ended, copies());
    }

    void damagedFiles_data()
    {
        QTest::addColumn<int>("percent");
        QTest::newRow("empty") << 0;
        QTest::newRow("a tenth") << 10;
        QTest::newRow("half") << 50;
        QTest::newRow("nearly whole") << 97;
    }
    void damagedFiles()
    {
        QFETCH(int, percent);
        const TempFolder dir;
        const fs::path path = dir / "cut.h5ad";
        fs::copy_file(Fixtures / "csr.h5ad", path);
        fs::resize_file(path, fs::file_size(path) * static_cast<std::uintmax_t>(percent) / 100);
        const auto section = readH5adSection(path);
        QVERIFY(!section);
        compareError(section.error(), ErrorCode::BadInput, "cut.h5ad");
    }

    void notHdf5()
    {
        const TempFolder dir;
        const fs::path path = dir / "text.h5ad";
        std::ofstream(path) << "this is text";
        compareError(readH5adSection(path).error(), ErrorCode::BadInput, "is not an HDF5 file");
        compareError(readH5adSection("/nonexistent/x.h5ad").error(), ErrorCode::NotFound, "no such file");
    }

    void failedWriteLeavesNothing()
    {
        const TempFolder dir;
        const fs::path folder = dir.path();
        const auto missing = writeH5ad(folder / "absent" / "x.h5ad", {&predicted()});
        compareError(missing.error(), ErrorCode::WriteFailed, "does not exist");
        QVERIFY(!writeH5ad("/dev/full/x.h5ad", {&predicted()}));
        QCOMPARE(writeH5ad(folder / "x.h5ad", {}).error().code, ErrorCode::InvalidArgument);
        QVERIFY(fs::is_empty(folder));
    }
};

TRANSCOPE_TEST(TestH5ad)
#include "tst_h5ad.moc"
