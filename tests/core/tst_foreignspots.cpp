#include "core/io/columnnames.h"
#include "core/io/h5ad.h"
#include "core/io/open.h"
#include "core/io/spotnames.h"
#include "core/spots/spotsoutside.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <filesystem>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path H5ad = TRANSCOPE_TEST_DATA "/h5ad";

std::string utf16(const std::string& text)
{
    std::string result = "\xFF\xFE";
    for (const char c : text)
        result += std::string{c, '\0'};
    return result;
}

} // namespace

/// Files as scanpy, Seurat, Giotto, stLearn, Space Ranger, GEO and spreadsheets write them.
class TestForeignSpots : public QObject
{
    Q_OBJECT
private slots:
    // In each the first spot lies at (110, 220), and there are three.
    void tables_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("genes");
        const auto row = [](const char* name, const QByteArray& text, const char* id, int genes) {
            QTest::newRow(name) << text << id << genes;
        };
        row("px before the array's x and y",
            "spot,x,y,pixel_y,pixel_x,DDX5\na,1,1,220,110,3\nb,2,1,220,210,4\nc,3,1,220,310,5\n", "a", 1);
        row("any order", "DDX5,Y,barcode,X\n3,220,a,110\n4,220,b,210\n5,220,c,310\n", "a", 1);
        row("Seurat",
            "\"\",\"tissue\",\"row\",\"col\",\"imagerow\",\"imagecol\"\n\"a\",1,0,0,220,110\n"
            "\"b\",1,0,2,220,210\n\"c\",1,0,4,220,310\n",
            "a", 0);
        row("Giotto", "sdimx,sdimy,cell_ID\n110,220,a\n210,220,b\n310,220,c\n", "a", 0);
        row("numbered rows", ",barcode,x,y\n0,a,110,220\n1,b,210,220\n2,c,310,220\n", "a", 0);
        row("no ids", "x,y\n110,220\n210,220\n310,220\n", "2", 0);
        row("metadata",
            ",in_tissue,x,y,total_counts,n_genes_by_counts,leiden,my_score,annotation,DDX5\n"
            "z,0,50,50,1,1,1,1,tumour,1\na,1,110,220,9,9,1,1,tumour,1\nb,1,210,220,9,9,2,1,stroma,2\n"
            "c,1,310,220,9,9,2,1,stroma,2\n",
            "a", 1);
        row("semicolons and decimal commas", ";x;y;DDX5\na;110,0;220,0;3\nb;210,5;220,0;4\nc;310,5;220,0;0\n",
            "a", 1);
        row("R's row names", "\"x\" \"y\" \"DDX5\"\n\"a\" 110 220 3\n\"b\" 210 220 4\n\"c\" 310 220 4\n", "a",
            1);
        row("byte order mark",
            "\xEF\xBB\xBF"
            "spot,x,y\na,110,220\nb,210,220\nc,310,220\n",
            "a", 0);
        row("UTF-16",
            QByteArray::fromStdString(utf16("spot\tx\ty\r\na\t110\t220\r\nb\t210\t220\r\nc\t310\t220\r\n")),
            "a", 0);
        row("UTF-16 without a mark",
            QByteArray::fromStdString(utf16("spot,x,y\na,110,220\nb,210,220\nc,310,220\n").substr(2)), "a",
            0);
        row("blanks after commas", "spot, x, y, DDX5\na, 110, 220, 3\nb, 210, 220, 4\nc, 310, 220, 4\n", "a",
            1);
        row("columns aligned by blanks",
            "     x   y  DDX5\na   110 220     3\nb   210 220     4\nc   310 220    14\n", "a", 1);
        row("bars", "spot|x|y|DDX5\na|110|220|3\nb|210|220|4\nc|310|220|4\n", "a", 1);
        row("Excel's first line", "sep=;\nspot;x;y;DDX5\na;110;220;3\nb;210;220;4\nc;310;220;4\n", "a", 1);
        row("units in names", "spot,x (px),y (px),DDX5\na,110,220,3\nb,210,220,4\nc,310,220,4\n", "a", 1);
        row("QuPath", "Object ID,Centroid X px,Centroid Y px,DDX5\na,110,220,3\nb,210,220,4\nc,310,220,4\n",
            "a", 1);
        row("scater",
            ",x,y,sum,detected,subsets_Mito_percent,DDX5\na,110,220,3,1,0.5,3\n"
            "b,210,220,4,1,0.5,4\nc,310,220,4,1,0.5,4\n",
            "a", 1);
        row("a spot without a place", "spot,x,y,DDX5\na,110,220,1\nb,NA,220,1\nc,210,220,1\nd,310,220,2\n",
            "a", 1);
    }
    void tables()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, id);
        QFETCH(int, genes);
        const TempFolder dir;
        const auto path = dir.write("t.csv", text.toStdString());
        const auto file = openSpots(path);
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->spots.size(), std::size_t(3));
        QCOMPARE(QString::fromStdString(file->spots.spots[0].id), id);
        QCOMPARE(file->spots.spots[0].centreLevel0Px, (PointD{110, 220}));
        if (genes == 0)
            return;
        const auto section = openSection(path);
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(int(section->genes.size()), genes);
        QCOMPARE(section->genes[0].symbol, std::string("DDX5"));
    }

    void whatIsLeftOutIsTold()
    {
        const TempFolder dir;
        const auto file = openSpots(dir.write(
            "t.csv",
            "spot,x,y,in_tissue,leiden\na,110,220,1,1\nb,NA,220,1,2\nc,210,220,1,3\nd,310,220,0,1\n"));
        QVERIFY(file);
        const auto has = [&](const std::string& note) {
            return std::find(file->notes.begin(), file->notes.end(), note) != file->notes.end();
        };
        QVERIFY(has("1 of 4 spots have no place (NaN or empty) and were left out"));
        QVERIFY(has("1 of 4 spots are not in tissue"));
        QVERIFY(has("1 columns are not genes: leiden"));
    }

    void positionsByName()
    {
        const TempFolder dir;
        const auto file =
            openSpots(dir.write("tissue_positions.csv",
                                "barcode,in_tissue,array_row,array_col,pxl_col_in_fullres,pxl_row_in_"
                                "fullres\nAA-1,1,0,0,110,220\nCC-1,True,0,2,210,220\nGG-1,0,0,4,310,220\n"));
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->spots.size(), std::size_t(2));
        QCOMPARE(file->spots.spots[0].centreLevel0Px, (PointD{110, 220}));
    }

    // Places that no picture can have.
    void impossible_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("y upside down")
            << QByteArray("cell_ID,sdimx,sdimy\na,110,-220\nb,210,-220\nc,310,-20.5\n")
            << "3 of 3 spots have y below zero (x 110 to 310, y -220 to -20.5)";
        QTest::newRow("array places") << QByteArray("spot,x,y\na,1,1\nb,2,1\nc,3,1\nd,9,1\n")
                                      << "all 4 spots lie within 1 to 9 × 1 to 1, neighbours 1 apart";
        QTest::newRow("one over the other")
            << QByteArray("spot,x,y\na,110,220\nb,210,220\nc,110,220\nd,210,220\n")
            << "most of the 4 spots lie just where another one does";
        QTest::newRow("none in tissue")
            << QByteArray("spot,x,y,in_tissue\na,110,220,0\nb,210,220,0\n") << "no spot is in tissue, of 2";
        QTest::newRow("none has a place")
            << QByteArray("spot,x,y\na,,\nb,NaN,NaN\n") << "none of the 2 spots has a place";
    }
    void impossible()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const TempFolder dir;
        const auto file = openSpots(dir.write("t.csv", text.toStdString()));
        QVERIFY(!file);
        compareError(file.error(), ErrorCode::BadInput, part);
    }

    void placesInOtherUnits_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("µm") << QByteArray("spot,x_um,y_um,DDX5\na,55,110,3\nb,105,110,4\n")
                            << "places are in µm (columns x_um and y_um)";
        QTest::newRow("QuPath's µm") << QByteArray(
                                            "Object ID,Centroid X µm,Centroid Y µm\na,55,110\nb,105,110\n")
                                     << "places are in µm (columns Centroid X µm and Centroid Y µm)";
        QTest::newRow("the array's") << QByteArray("spot,array_row,array_col,DDX5\na,0,0,3\nb,0,2,4\n")
                                     << "places are the array's (columns array_row and array_col)";
    }
    void placesInOtherUnits()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const TempFolder dir;
        const auto file = openSpots(dir.write("t.csv", text.toStdString()));
        QVERIFY(!file);
        compareError(file.error(), ErrorCode::Unsupported, part);
    }

    void spotsOffTheSlide()
    {
        SpotTable table;
        table.spots = {{"a", {10, 10}}, {"b", {900, 20}}, {"c", {1800, 950}}};
        std::vector<std::string> notes;
        QVERIFY(checkSpotsOnSlide(table, {1000, 1000}, "f.csv", notes));
        QCOMPARE(notes, std::vector<std::string>{"1 of 3 spots lie off the slide: c"});
        compareError(checkSpotsOnSlide(table, {100, 80}, "f.csv", notes).error(), ErrorCode::BadInput,
                     "f.csv: 2 of 3 spots lie off the slide: they reach from x 10, y 10 to x 1800, y 950; "
                     "the slide is "
                     "100 × 80 px");
    }

    // tests/data/h5ad/make_encodings.py: in_tissue is true for three of four spots, each at its place.
    void encodings_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("spots");
        QTest::newRow("turned_places") << "turned_places" << 6;
        for (const char* name : {"tissue_categories", "tissue_07", "tissue_nullable", "tissue_factor",
                                 "tissue_texts", "no_place"})
            QTest::newRow(name) << name << 3;
        for (const char* name : {"lzf", "no_x", "null_x", "places_in_frame", "places_in_obs",
                                 "rows_and_columns", "one_section_of_two_batches"})
            QTest::newRow(name) << name << 4;
    }
    void encodings()
    {
        QFETCH(QString, name);
        QFETCH(int, spots);
        const auto path = H5ad / (name.toStdString() + ".h5ad");
        const auto file = openSpots(path);
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(int(file->spots.size()), spots);
        QCOMPARE(file->spots.spots[1].id, std::string("CCC-1"));
        QCOMPARE(file->spots.spots[1].centreLevel0Px, (PointD{200, 200}));
        const auto section = openSection(path);
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(int(section->spots.size()), spots);
        QCOMPARE(section->counts->spot(1).value(), (std::vector<float>{3, 4}));
    }

    void unknownEncodingIsSaid()
    {
        compareError(openSpots(H5ad / "tissue_unknown.h5ad").error(), ErrorCode::Unsupported,
                     "obs/in_tissue is stored as \"awkward-array\"");
    }

    void geneTwiceDoesNotMatterForSpots()
    {
        QVERIFY(openSpots(H5ad / "gene_twice.h5ad"));
        compareError(openSection(H5ad / "gene_twice.h5ad").error(), ErrorCode::BadInput,
                     "gene DDX5 occurs twice in var");
    }

    void severalSectionsAreAChoice()
    {
        const auto path = H5ad / "two_sections.h5ad";
        const auto all = openSpots(path);
        compareError(all.error(), ErrorCode::InvalidArgument, "holds 2 sections (obs['sample']): s1, s2");
        const auto second = openSpots(path, "s2");
        QVERIFY2(second, second ? "" : second.error().text().c_str());
        QCOMPARE(second->spots.size(), std::size_t(2));
        QCOMPARE(second->spots.spots[0].id, std::string("GGG-1"));
        QCOMPARE(second->spots.diameterLevel0Px, 60.0);
        compareError(openSpots(path, "s3").error(), ErrorCode::NotFound, "no section is called s3");
        QCOMPARE(sectionsOfH5ad(path)->at(1).spots, std::size_t(2));
    }

    // Nothing but that they lie over each other tells that batches are sections.
    void joinedSectionsAreAChoice()
    {
        const auto path = H5ad / "two_batches.h5ad";
        compareError(openSpots(path).error(), ErrorCode::InvalidArgument,
                     "holds 2 sections (obs['batch']): 0, 1");
        const auto second = openSpots(path, "1");
        QVERIFY2(second, second ? "" : second.error().text().c_str());
        QCOMPARE(second->spots.spots[0].centreLevel0Px, (PointD{110, 210}));
    }

    void sectionsInATable()
    {
        const TempFolder dir;
        const auto path =
            dir.write("t.csv", "barcode,library_id,x,y\na,s1,10,20\nb,s1,90,20\na,s2,30,40\nb,s2,99,40\n");
        compareError(openSpots(path).error(), ErrorCode::InvalidArgument,
                     "holds 2 sections (column library_id): s1, s2");
        const auto second = openSpots(path, "s2");
        QVERIFY2(second, second ? "" : second.error().text().c_str());
        QCOMPARE(second->spots.spots[0].centreLevel0Px, (PointD{30, 40}));
    }

    /// Two arrays over each other, told apart by nothing but a column "sample"; halves of one array are one
    /// section.
    void joinedTablesAreAChoice()
    {
        const TempFolder dir;
        const auto table = [&](const std::string& name, double dx) {
            std::string text = "barcode,sample,x,y,DDX5\n";
            for (int i = 0; i < 36; ++i)
                for (const int sample : {0, 1})
                    text += "s" + std::to_string(2 * i + sample) + "," + (sample == 0 ? "p1" : "p2") + "," +
                            std::to_string(100 + 50 * (i % 6) + dx * sample) + "," +
                            std::to_string(100 + 50 * (i / 6) + 10 * sample) + ",1\n";
            return dir.write(name, text);
        };
        const auto over = table("over.csv", 20), beside = table("beside.csv", 300);
        compareError(openSpots(over).error(), ErrorCode::InvalidArgument,
                     "holds 2 sections (column sample): p1, p2");
        QCOMPARE(openSection(over, "p2")->spots.size(), std::size_t(36));
        QCOMPARE(openSpots(beside)->spots.size(), std::size_t(72));
    }

    void names_data()
    {
        QTest::addColumn<QString>("spot");
        QTest::addColumn<QString>("row");
        QTest::addColumn<bool>("same");
        QTest::newRow("number left out") << "ACGTACGTACGTACGT-1"
                                         << "ACGTACGTACGTACGT" << true;
        QTest::newRow("sample in front") << "ACGTACGTACGTACGT-1"
                                         << "s1_ACGTACGTACGTACGT-1_2" << true;
        QTest::newRow("adjusted places") << "10x13"
                                         << "10.02x12.98" << true;
        QTest::newRow("R") << "10x13"
                           << "X10x13" << true;
        QTest::newRow("section in front") << "10x13"
                                          << "BC23209_C1_10x13" << true;
        QTest::newRow("another spot") << "10x13"
                                      << "11x13" << false;
        QTest::newRow("another barcode") << "ACGTACGTACGTACGT-1"
                                         << "TCGTACGTACGTACGT-1" << false;
    }
    void names()
    {
        QFETCH(QString, spot);
        QFETCH(QString, row);
        QFETCH(bool, same);
        const std::vector<std::string> spots{spot.toStdString()}, rows{"other", row.toStdString()};
        const auto matches = matchNames(spots, rows);
        QCOMPARE(matches.rows.front(), same ? 1 : -1);
        QCOMPARE(!matches.note.empty(), same);
    }

    void namesThatWouldBecomeOneAreLeft()
    {
        const std::vector<std::string> spots{"10x13"}, rows{"10.02x12.98", "9.98x13.01"};
        QCOMPARE(matchNames(spots, rows).rows.front(), -1);
    }

    void otherNamesAreShown()
    {
        const TempFolder dir;
        dir.write("A_selection.tsv", "x\ty\tpixel_x\tpixel_y\n1\t1\t100\t100\n2\t1\t200\t100\n");
        compareError(openSection(dir.write("A.tsv", "\tG\nq1\t3\nq2\t3\n")).error(), ErrorCode::BadInput,
                     "the positions name them \"1x1\", \"2x1\", the 2 rows of the counts \"q1\", \"q2\"");
    }

    void countsWithGenesInRows()
    {
        const TempFolder dir;
        dir.write("A_selection.tsv", "x\ty\tpixel_x\tpixel_y\n1\t1\t100\t100\n2\t1\t200\t100\n");
        const auto section =
            openSection(dir.write("A.tsv", "\t1x1\t2x1\nDDX5\t3\t0\nACTB\t4\t5\nCD19\t0\t6\n"));
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->genes, (GeneList{{"DDX5", ""}, {"ACTB", ""}, {"CD19", ""}}));
        QCOMPARE(section->counts->spot(1).value(), (std::vector<float>{0, 5, 6}));
    }

    void files_data()
    {
        QTest::addColumn<QString>("counts");
        QTest::addColumn<QString>("positions");
        QTest::newRow("GSE144240") << "GSM1_P2_ST_rep1_stdata.tsv"
                                   << "GSM1_spot_data-selection-P2_ST_rep1.tsv";
        QTest::newRow("HER2+ as deposited") << "ST-cnts/A1.tsv"
                                            << "ST-spotfiles/A1_selection.tsv";
    }
    void files()
    {
        QFETCH(QString, counts);
        QFETCH(QString, positions);
        const TempFolder dir;
        for (const auto& file : {counts, positions})
            fs::create_directories((dir / file.toStdString()).parent_path());
        dir.write(positions.toStdString(), "x\ty\tpixel_x\tpixel_y\n1\t1\t100\t100\n2\t1\t200\t100\n");
        dir.write(counts.toStdString(), "\tDDX5\n1x1\t3\n2x1\t0\n");
        for (const auto& file : {counts, positions}) {
            const auto section = openSection(dir / file.toStdString());
            QVERIFY2(section, section ? "" : section.error().text().c_str());
            QCOMPARE(section->spots.size(), std::size_t(1));
            QCOMPARE(openSpots(dir / file.toStdString())->spots.size(),
                     std::size_t(1)); // the other has no counts
        }
    }

    void mendeley()
    {
        const TempFolder dir;
        dir.write("spots_BC23209_C1.csv", ",X,Y\n1x1,100,100\n2x1,200,100\n");
        dir.write("BC23209_C1_stdata.tsv", "\tENSG00000108654\n1x1\t3\n2x1\t4\n");
        const auto section = openSection(dir / "BC23209_C1_stdata.tsv");
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->name, std::string("BC23209_C1"));
        QCOMPARE(section->patient, std::string("BC23209"));
        QCOMPARE(section->spots.umPerPx, std::optional(2.0)); // 100 px are 200 µm
    }

    void prefixedSpaceRanger()
    {
        const TempFolder dir;
        const auto write = [&](const std::string& prefix) {
            dir.write(prefix + "tissue_positions_list.csv", "AA-1,1,0,0,10,20\nCC-1,1,0,2,10,120\n");
            dir.write(prefix + "features.tsv", "ENSG01\tDDX5\tGene Expression\n");
            dir.write(prefix + "barcodes.tsv", "AA-1\nCC-1\n");
            dir.write(prefix + "matrix.mtx",
                      "%%MatrixMarket matrix coordinate integer general\n1 2 2\n1 1 5\n1 2 3\n");
        };
        write("GSM1_S1_");
        const auto section = openSection(dir.path());
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->name, std::string("GSM1_S1"));
        write("GSM2_S2_");
        compareError(openSection(dir.path()).error(), ErrorCode::InvalidArgument,
                     "2 sections: GSM1_S1, GSM2_S2");
        QCOMPARE(openSection(dir.path(), "GSM2_S2")->name, std::string("GSM2_S2"));
        compareError(openSpots(dir.path(), "GSM3").error(), ErrorCode::NotFound, "2 sections");
        QCOMPARE(openSection(dir / "GSM2_S2_matrix.mtx")->name, std::string("GSM2_S2"));
    }

    /// A data set of 10x: its name before the matrix alone. "spatial" and the matrix may still be archives.
    void matricesOfOtherNames_data()
    {
        QTest::addColumn<QString>("matrix");
        QTest::newRow("folder") << "my_matrix/";
        QTest::newRow("folder of the data set") << "V1_Breast_filtered_feature_bc_matrix/";
    }
    void matricesOfOtherNames()
    {
        QFETCH(QString, matrix);
        const TempFolder dir;
        const auto folder = matrix.toStdString();
        for (const auto& within : {std::string("spatial"), folder, std::string("analysis")})
            fs::create_directories(dir / within);
        dir.write("V1_Breast_spatial.tar.gz", "");
        compareError(openSpots(dir.path()).error(), ErrorCode::NotFound,
                     "V1_Breast_spatial.tar.gz: is still packed");
        dir.write("spatial/tissue_positions_list.csv", "AA-1,1,0,0,10,20\nCC-1,1,0,2,10,120\n");
        dir.write("V1_Breast_raw_feature_bc_matrix.tar.gz", "");
        compareError(openSection(dir.path()).error(), ErrorCode::NotFound, "matrix.tar.gz: is still packed");
        dir.write(folder + "features.tsv", "ENSG01\tDDX5\tGene Expression\n");
        dir.write(folder + "barcodes.tsv", "AA-1\nCC-1\n");
        dir.write(folder + "matrix.mtx",
                  "%%MatrixMarket matrix coordinate integer general\n1 2 2\n1 1 5\n1 2 3\n");
        const auto section = openSection(dir.path());
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->genes.size(), std::size_t(1));
    }

    /// As V1_Breast_filtered_feature_bc_matrix.h5 beside spatial/, whatever else lies there.
    void matrixH5OfAnotherName()
    {
        const fs::path real = fs::path(TRANSCOPE_REAL_DATA) / "visium/scanpy_1.0.0";
        if (!fs::exists(real))
            QSKIP("no shared data");
        const TempFolder dir;
        fs::copy(real / "spatial", dir / "spatial");
        const auto copy = [&](const std::string& name) {
            fs::copy_file(real / "filtered_feature_bc_matrix.h5", dir / name);
        };
        copy("V1_Breast_filtered_feature_bc_matrix.h5");
        copy("V1_Breast_raw_feature_bc_matrix.h5");
        dir.write("V1_Breast_molecule_info.h5", "");
        QCOMPARE(openSection(dir.path())->genes.size(), openSection(real)->genes.size());
        fs::remove(dir / "V1_Breast_filtered_feature_bc_matrix.h5"); // the raw one alone
        QCOMPARE(openSection(dir.path())->genes.size(), openSection(real)->genes.size());
        copy("other.h5");
        compareError(openSection(dir.path()).error(), ErrorCode::NotFound, "no matrix");
    }

    void visiumHd()
    {
        const TempFolder dir;
        for (const std::string bin : {"square_002um", "square_008um"}) {
            const auto folder = "binned_outputs/" + bin + "/";
            fs::create_directories(dir / (folder + "spatial"));
            fs::create_directories(dir / (folder + "raw_feature_bc_matrix"));
            dir.write(folder + "spatial/tissue_positions.csv",
                      "barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres\n"
                      "s-1,1,0,0,220,110\nt-1,1,0,1,220,139\nu-1,0,1,1,249,139\n");
            dir.write(folder + "spatial/scalefactors_json.json",
                      R"({"microns_per_pixel": 0.2738, "bin_size_um": 8, "spot_diameter_fullres": 29.2})");
            dir.write(folder + "raw_feature_bc_matrix/features.tsv", "ENSG01\tDDX5\tGene Expression\n");
        }
        compareError(openSpots(dir.path()).error(), ErrorCode::InvalidArgument,
                     "Visium HD with 2 bin sizes: square_002um, square_008um");
        const auto spots = openSpots(dir.path(), "square_008um");
        QVERIFY2(spots, spots ? "" : spots.error().text().c_str());
        QCOMPARE(spots->spots.size(), std::size_t(2));
        QCOMPARE(spots->spots.umPerPx, std::optional(0.2738));
        QCOMPARE(spots->umPerPxSource, std::string("microns_per_pixel in the scale factors"));
        QCOMPARE(spots->spots.lattice, Lattice::Square);
        fs::rename(dir / "binned_outputs/square_008um/spatial/tissue_positions.csv",
                   dir / "binned_outputs/square_008um/spatial/tissue_positions.parquet");
        const auto parquet = openSpots(dir.path(), "square_008um");
        compareError(parquet.error(), ErrorCode::Unsupported, "Parquet files cannot be read");
        QVERIFY(parquet.error().whatToDo.find("pandas.read_parquet(") != std::string::npos);
    }

    void namesOfMetadata_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("metadata");
        for (const char* name :
             {"in_tissue", "total_counts", "nCount_Spatial", "percent.mt", "Unnamed: 0", "my_score"})
            QTest::newRow(name) << name << true;
        for (const char* name : {"DDX5", "HLA-C", "MT-CO1", "Actb", "ENSG00000108654.3", "__ambiguous[A+B]",
                                 "hbb", "C1orf112", "1-Mar"})
            QTest::newRow(name) << name << false;
    }
    void namesOfMetadata()
    {
        QFETCH(QString, name);
        QFETCH(bool, metadata);
        QCOMPARE(isMetadataName(name.toStdString()), metadata);
    }
};

TRANSCOPE_TEST(TestForeignSpots)
#include "tst_foreignspots.moc"
