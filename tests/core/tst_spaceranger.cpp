#include "core/io/spaceranger.h"

#include "core/io/featurematrix.h"
#include "core/io/open.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <fstream>

using namespace transcope::core;
namespace fs = std::filesystem;

namespace {

const fs::path Real = TRANSCOPE_REAL_DATA;

/// A made-up outs/ folder: four spots on two hexagonal rows, one not in tissue; two genes and an antibody.
class Outs
{
public:
    Outs()
    {
        fs::create_directories(folder() / "spatial");
        fs::create_directories(folder() / "filtered_feature_bc_matrix");
        write("spatial/scalefactors_json.json",
              R"({"spot_diameter_fullres": 65.0, "tissue_hires_scalef": 0.1})");
        write("spatial/tissue_positions.csv",
              "barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres\n"
              "AA-1,1,0,0,10,20\nCC-1,1,0,2,10,120\nGG-1,1,1,1,96.6,70\nTT-1,0,1,3,96.6,170\n");
        matrix(
            "features.tsv",
            "ENSG01\tDDX5\tGene Expression\nENSG02\tCD3\tAntibody Capture\nENSG03\tACTB\tGene Expression\n");
        matrix("barcodes.tsv", "AA-1\nGG-1\nTT-1\n");
        matrix("matrix.mtx", "%%MatrixMarket matrix coordinate integer general\n%a comment\n3 3 4\n1 1 5\n2 "
                             "1 99\n3 2 7\n1 3 1\n");
    }
    fs::path folder() const { return fs::path(m_dir.path().toStdString()) / "S7" / "outs"; }
    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(folder() / name) << text;
    }
    void matrix(const std::string& name, const std::string& text) const
    {
        write("filtered_feature_bc_matrix/" + name, text);
    }

private:
    QTemporaryDir m_dir;
};

} // namespace

class TestSpaceRanger : public QObject
{
    Q_OBJECT
private slots:
    void outsFolder()
    {
        const Outs outs;
        const auto section = openSection(outs.folder());
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->name, std::string("S7"));
        QCOMPARE(section->genes, (GeneList{{"DDX5", "ENSG01"}, {"ACTB", "ENSG03"}}));
        QCOMPARE(section->spots.size(), std::size_t(2)); // CC-1 has no counts, TT-1 is not in tissue
        QCOMPARE(section->counts->spot(0).value(), (std::vector<float>{5, 0}));
        QCOMPARE(section->counts->spot(1).value(), (std::vector<float>{0, 7}));
        QCOMPARE(section->spots.spots[1].centreLevel0Px, (PointD{70, 96.6}));
        QCOMPARE(section->spots.lattice, Lattice::Hexagonal);
        QCOMPARE(section->spots.diameterLevel0Px, 65.0);
        // Neighbours are 100 px = 100 µm apart.
        QVERIFY(std::abs(*section->spots.umPerPx - 1) < 1e-3);
        QCOMPARE(section->notes.size(), std::size_t(2));
        QCOMPARE(*dataKindOf(outs.folder()), DataKind::SpaceRanger);
    }

    void positionsWithoutHeader()
    {
        const Outs outs;
        fs::remove(outs.folder() / "spatial/tissue_positions.csv");
        outs.write("spatial/tissue_positions_list.csv", "AA-1,1,0,0,10,20\nCC-1,1,0,2,10,120\n");
        const auto spots = openSpots(outs.folder() / "spatial/tissue_positions_list.csv");
        QVERIFY2(spots, spots ? "" : spots.error().text().c_str());
        QCOMPARE(spots->spots.size(), std::size_t(2));
        QCOMPARE(spots->spots.spots[1].centreLevel0Px, (PointD{120, 10}));
    }

    void badFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* name, const char* file, const QByteArray& content, const char* part) {
            QTest::newRow(name) << file << content << part;
        };
        const QByteArray head = "%%MatrixMarket matrix coordinate integer general\n";
        const char* const mtx = "filtered_feature_bc_matrix/matrix.mtx";
        row("no matrix file", mtx, "1 1 5\n", "is not a MatrixMarket coordinate file");
        row("other size", mtx, head + "9 3 0\n",
            "line 2: the matrix does not have the size of features and barcodes");
        row("cut short", mtx, head + "3 3 2\n1 1 5\n", "cut short");
        row("outside", mtx, head + "3 3 1\n4 1 5\n", "line 3: an entry lies outside the matrix");
        row("negative", mtx, head + "3 3 1\n1 1 -5\n", "line 3: a count is negative");
        row("text", mtx, head + "3 3 1\n1 one 5\n", "line 3: expected three numbers");
        row("four numbers", mtx, head + "3 3 1\n1 1 5 5\n", "line 3: expected three numbers");
        row("entry twice", mtx, head + "3 3 2\n1 1 5\n1 1 5\n", "a gene and spot have two entries");
        row("gene twice", "filtered_feature_bc_matrix/features.tsv",
            "E1\tA\tGene Expression\nE1\tB\tGene Expression\n", "line 2: gene E1 is already on line 1");
        row("barcode twice", "filtered_feature_bc_matrix/barcodes.tsv", "AA-1\nAA-1\nTT-1\n",
            "line 2: spot AA-1 is already on line 1");
        row("position is text", "spatial/tissue_positions.csv", "AA-1,1,0,0,ten,20\n",
            "line 1, column pxl_row_in_fullres: \"ten\" is not a number");
        row("position twice", "spatial/tissue_positions.csv", "AA-1,1,0,0,10,20\nAA-1,1,0,2,10,120\n",
            "line 2: spot AA-1 is already on line 1");
        row("none in tissue", "spatial/tissue_positions.csv", "AA-1,0,0,0,10,20\n", "no spot is in tissue");
        row("short row", "spatial/tissue_positions.csv", "AA-1,1,0\n",
            "line 1: 3 columns where 6 were expected");
        row("scale factors", "spatial/scalefactors_json.json", "not json", "is not JSON");
    }
    void badFiles()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        QFETCH(QString, part);
        const Outs outs;
        outs.write(file.toStdString(), content.toStdString());
        const auto section = readSpaceRanger(outs.folder());
        QVERIFY(!section);
        const auto message = QString::fromStdString(section.error().message);
        QVERIFY2(message.contains(part), qPrintable(message));
        QCOMPARE(section.error().code, ErrorCode::BadInput);
    }

    void missingParts()
    {
        const Outs outs;
        fs::remove(outs.folder() / "filtered_feature_bc_matrix/barcodes.tsv");
        const auto section = readSpaceRanger(outs.folder());
        QCOMPARE(section.error().code, ErrorCode::NotFound);
        QVERIFY(section.error().message.find("barcodes.tsv") != std::string::npos);
    }

    /// 100 features at 2,000 spots, all but every seventh with a count, are about two megabytes of text: more
    /// than is read at once.
    void largeMatrixFolder()
    {
        const int spots = 2000, features = 100;
        const auto countOf = [](int spot, int feature) { return (spot * 3 + feature) % 7 * 50; };
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        std::ofstream genes(folder / "genes.tsv"), barcodes(folder / "barcodes.tsv");
        std::string entries;
        int written = 0;
        for (int f = 0; f < features; ++f)
            genes << "ENSG" << f << "\tG" << f << "\n";
        for (int s = 0; s < spots; ++s) {
            barcodes << "SPOT" << s << "-1\n";
            for (int f = 0; f < features; ++f)
                if (countOf(s, f) > 0) {
                    ++written;
                    entries += std::to_string(f + 1) + " " + std::to_string(s + 1) + " " +
                               std::to_string(countOf(s, f)) + (written % 2 ? "\n" : " \r\n");
                }
        }
        genes.close();
        barcodes.close();
        QVERIFY(entries.size() > 2'000'000);
        std::ofstream(folder / "matrix.mtx") << "%%MatrixMarket matrix coordinate integer general\n%\n"
                                             << features << " " << spots << " " << written << "\n"
                                             << entries;
        const auto table =
            readMatrixFiles({folder / "genes.tsv", folder / "barcodes.tsv", folder / "matrix.mtx"});
        QVERIFY2(table, table ? "" : table.error().text().c_str());
        for (const int f : {0, 57, 99}) {
            const auto gene = table->values->gene(std::size_t(f)).value();
            for (int s = 0; s < spots; ++s)
                QCOMPARE(gene[std::size_t(s)], float(countOf(s, f)));
        }
    }

    void h5OfAnotherKind()
    {
        QCOMPARE(readMatrixH5(TRANSCOPE_TEST_DATA "/h5ad/csr.h5ad").error().code, ErrorCode::Unsupported);
    }

    void realOutputs_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("spots");
        QTest::addColumn<int>("genes");
        QTest::addColumn<double>("total"); // of all counts in tissue, from numpy and h5py
        QTest::newRow("plain mtx, header") << "visium/tiny_2.0" << 12 << 5 << 2951.0;
        QTest::newRow("h5, no header") << "visium/scanpy_1.0.0" << 100 << 100 << 932.0;
        QTest::newRow("gzip mtx, CytAssist") << "visium/mouse_cytassist" << 2898 << 19465 << 3085005.0;
    }
    void realOutputs()
    {
        QFETCH(QString, path);
        QFETCH(int, spots);
        QFETCH(int, genes);
        QFETCH(double, total);
        if (!fs::exists(Real / path.toStdString()))
            QSKIP("real Space Ranger outputs are not here");
        const auto section = openSection(Real / path.toStdString());
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(static_cast<int>(section->genes.size()), genes);
        QCOMPARE(static_cast<int>(section->spots.size()), spots);
        double sum = 0;
        for (std::size_t g = 0; g < section->genes.size(); ++g)
            for (const auto gene = section->counts->gene(g).value(); const float v : gene)
                sum += v;
        QCOMPARE(sum, total);
        QCOMPARE(section->spots.lattice, Lattice::Hexagonal);
    }
};

TRANSCOPE_TEST(TestSpaceRanger)
#include "tst_spaceranger.moc"
