#include "core/io/originalst.h"

#include "core/expression/genematching.h"
#include "core/io/sectionnames.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <zlib.h>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path Fixture = TRANSCOPE_TEST_DATA "/st";
const fs::path Real = TRANSCOPE_REAL_DATA;

const char* const GoodCounts = "\tA\tB\n1x1\t1\t2\n2x1\t3\t4\n";
const char* const GoodPositions = "x\ty\tpixel_x\tpixel_y\tselected\n1\t1\t10\t10\t1\n2\t1\t30\t10\t1\n";

std::string gzipped(const std::string& text)
{
    std::string out(compressBound(text.size()) + 64, '\0');
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

} // namespace

class TestOriginalSt : public QObject
{
    Q_OBJECT
private slots:
    void fixtureSection()
    {
        const auto section = readStSection(Fixture / "A1.tsv.gz", Fixture / "A1_selection.tsv");
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->name, std::string("A1"));
        QCOMPARE(section->patient, std::string("A"));
        QVERIFY(!section->image);
        // Selected: 1x1, 2x1, 3x1 (empty), 1x2, 3x2 (no counts); 2x2 is not selected, 9x9 has no position.
        QCOMPARE(section->spots.size(), std::size_t(3));
        QCOMPARE(section->spots.spots[2].id, std::string("1x2"));
        QCOMPARE(section->spots.spots[2].arrayRow, 2);
        QCOMPARE(section->spots.spots[2].arrayCol, 1);
        QCOMPARE(section->spots.spots[1].centreLevel0Px, (PointD{300.5, 200}));
        QCOMPARE(section->counts->spot(2).value(), (std::vector<float>{4, 0, 2}));
        QCOMPARE(section->genes[1], (Gene{"ACTB", ""}));
        QCOMPARE(section->notes.size(), std::size_t(3));
        QCOMPARE(section->notes[1], std::string("1 of 5 spots are not in the counts and were left out: 3x2"));
        QCOMPARE(section->notes[2], std::string("1 of 5 spots have no counts at all and were left out: 3x1"));
        // Pitch 200 px = 200 µm, diameter 100 µm.
        QCOMPARE(section->spots.lattice, Lattice::Square);
        QCOMPARE(section->spots.pitchLevel0Px, std::optional(200.0));
        QCOMPARE(section->spots.umPerPx, std::optional(1.0));
        QCOMPARE(section->spots.diameterLevel0Px, 100.0);
    }

    void staggeredArrayHasHalfDiagonalPitch()
    {
        const TempFolder dir;
        const auto path =
            dir.write("alignment_table_M.tsv",
                      "x\ty\tpixel_x\tpixel_y\n1\t1\t0\t0\n1\t3\t0\t40\n2\t2\t20\t20\n3\t1\t40\t0\n");
        const auto file = readStPositions(path);
        QVERIFY(file);
        // Along the array's rows 40 px are 200 µm; the nearest neighbour is 20·√2 px away.
        QVERIFY(std::abs(*file->spots.umPerPx - 5.0) < 1e-9);
        QVERIFY(std::abs(*file->spots.pitchLevel0Px - 20 * std::sqrt(2.0)) < 1e-9);
        QVERIFY(std::abs(file->spots.diameterLevel0Px - 20.0) < 1e-9);
    }

    void hbcPositions()
    {
        const TempFolder dir;
        const auto path = dir.write("BT23209_C1.spots.txt", ",X,Y\n10x13,500.5,700\n11x13,600.5,700\n");
        const auto file = readStPositions(path);
        QVERIFY(file);
        QCOMPARE(file->spots.spots[0].id, std::string("10x13"));
        QCOMPARE(file->spots.spots[0].arrayCol, 10);
        QCOMPARE(file->spots.spots[0].centreLevel0Px, (PointD{500.5, 700}));
    }

    void headerWithoutCorner()
    {
        const TempFolder dir;
        const auto section = readStSection(dir.write("X.tsv", "A\tB\n1x1\t1\t2\n2x1\t3\t4\n"),
                                           dir.write("X_selection.tsv", GoodPositions));
        QVERIFY(section);
        QCOMPARE(section->counts->spot(1).value(), (std::vector<float>{3, 4}));
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("counts");
        QTest::addColumn<QByteArray>("positions");
        QTest::addColumn<QString>("part");
        const QByteArray good = GoodCounts, places = GoodPositions;
        const auto counts = [&](const char* name, const QByteArray& text, const char* part) {
            QTest::newRow(name) << text << places << part;
        };
        const auto positions = [&](const char* name, const QByteArray& text, const char* part) {
            QTest::newRow(name) << good << text << part;
        };
        counts("empty", "", "X.tsv: the file is empty");
        counts("not a number", "\tA\tB\n1x1\t1\tx\n", "X.tsv, line 2, column B: \"x\" is not a number");
        counts("missing", "\tA\tB\n1x1\t\t1\n", "line 2, column A: \"\" is not a number");
        counts("NaN", "\tA\tB\n1x1\t1\t2\n2x1\tnan\t1\n", "line 3, column A: \"nan\" is not a number");
        counts("infinite", "\tA\tB\n1x1\t1\tinf\n", "column B: \"inf\" is not a number");
        counts("negative", "\tA\tB\n1x1\t1\t-2\n", "line 2, column B: \"-2\" is negative");
        counts("short row", "\tA\tB\n1x1\t1\t2\n2x1\t1\n", "line 3: 2 columns where 3 were expected");
        counts("long row", "\tA\tB\n1x1\t1\t2\n2x1\t1\t1\t1\n", "line 3: 4 columns where 3 were expected");
        counts("gene twice", "\tA\tB\tA\n1x1\t1\t2\t3\n",
               "header: gene \"A\" occurs twice, as number 1 and 3");
        counts("spot twice", "\tA\tB\n1x1\t1\t2\n2x1\t1\t1\n1x1\t1\t2\n",
               "line 4: spot 1x1 is already on line 2");
        counts("other section", "\tA\tB\n7x7\t1\t2\n", "none of the section's 2 spots has counts");
        counts("truncated gzip",
               QByteArray::fromStdString(gzipped(std::string(20000, 'x') + GoodCounts).substr(0, 60)),
               "X.tsv: the gzip file is cut short");
        positions("no such columns", "a\tb\n1\t2\n", "line 1: not a table of spot positions");
        positions("pixel not a number", "x\ty\tpixel_x\tpixel_y\n1\t1\t?\t3\n",
                  "line 2, column pixel_x: \"?\" is not a number");
        positions("position twice", "x\ty\tpixel_x\tpixel_y\n1\t1\t1\t3\n2\t1\t5\t3\n1\t1\t1\t3\n",
                  "line 4: spot 1x1 is already on line 2");
        positions("none selected", "x\ty\tpixel_x\tpixel_y\tselected\n1\t1\t1\t3\t0\n",
                  "no spot is selected");
        positions("short row of positions", "x\ty\tpixel_x\tpixel_y\n1\t1\t1\n",
                  "line 2: 3 columns where 4 were expected");
        positions("one spot", "x\ty\tpixel_x\tpixel_y\n1\t1\t1\t1\n", "no two are neighbours on the array");
        positions("HBC id", ",X,Y\n10-13,5,7\n", "line 2: \"10-13\" is not a spot such as 10x13");
    }
    void badFiles()
    {
        QFETCH(QByteArray, counts);
        QFETCH(QByteArray, positions);
        QFETCH(QString, part);
        const TempFolder dir;
        const auto section = readStSection(dir.write("X.tsv", counts.toStdString()),
                                           dir.write("X_selection.tsv", positions.toStdString()));
        QVERIFY(!section);
        compareError(section.error(), ErrorCode::BadInput, part);
    }

    void absentFile()
    {
        compareError(readStPositions("/nonexistent/A1_selection.tsv").error(), ErrorCode::NotFound,
                     "no such file");
    }

    void filesAreFoundByName_data()
    {
        QTest::addColumn<QString>("counts");
        QTest::addColumn<QString>("positions");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("patient");
        QTest::newRow("her2st") << "C3.tsv.gz"
                                << "C3_selection.tsv"
                                << "C3"
                                << "C";
        QTest::newRow("STUtility") << "MOB1.tsv.gz"
                                   << "alignment_table_MOB1.tsv"
                                   << "MOB1"
                                   << "MOB1";
        QTest::newRow("HBC") << "BT23209_C1.tsv"
                             << "BT23209_C1.spots.txt"
                             << "BT23209_C1"
                             << "BT23209";
        QTest::newRow("cSCC") << "GSM4284316_P2_ST_rep1_stdata.tsv.gz"
                              << "spot_data-selection-GSM4284316_P2_ST_rep1.tsv.gz"
                              << "GSM4284316_P2_ST_rep1"
                              << "P2";
        QTest::newRow("ST pipeline") << "S1_stdata_under_tissue_IDs.txt"
                                     << "spot_data-all-S1.tsv"
                                     << "S1"
                                     << "S";
        QTest::newRow("demo") << "counts.tsv.gz"
                              << "spots.tsv"
                              << "folder"
                              << "folder";
    }
    void filesAreFoundByName()
    {
        QFETCH(QString, counts);
        QFETCH(QString, positions);
        QFETCH(QString, name);
        QFETCH(QString, patient);
        const TempFolder dir;
        const fs::path folder = dir / "folder";
        fs::create_directory(folder);
        for (const auto& file : {counts, positions})
            std::ofstream(folder / file.toStdString()) << "x";
        for (const auto& given : {counts, positions}) {
            const auto files = stFilesOf(folder / given.toStdString());
            QCOMPARE(files.name, name.toStdString());
            QCOMPARE(files.counts, std::optional(folder / counts.toStdString()));
            QCOMPARE(files.positions, std::optional(folder / positions.toStdString()));
        }
        QVERIFY(isStPositionsName(positions.toStdString()));
        QVERIFY(!isStPositionsName(counts.toStdString()));
        QCOMPARE(patientOf(name.toStdString()), patient.toStdString());
    }

    // 300 px between neighbours: 200 µm, but 150 µm where the file is called as those of cSCC, whose spots
    // are 110 µm wide. Where every other place has a spot, nearest ones are 300/√2 px apart, which are 150
    // µm.
    void scaleOfAnArray()
    {
        const TempFolder dir;
        const auto tableOf = [](int step) {
            std::string text = "x\ty\tpixel_x\tpixel_y\tselected\n";
            for (int row = 0; row < 6; ++row)
                for (int column = 0; column < 6; ++column)
                    if ((row + column) % step == 0)
                        text += QStringLiteral("%1\t%2\t%3\t%4\t1\n")
                                    .arg(column)
                                    .arg(row)
                                    .arg(300 / step * column)
                                    .arg(300 / step * row)
                                    .toStdString();
            return text;
        };
        const auto other = readStPositions(dir.write("A1_selection.tsv", tableOf(1)));
        QCOMPARE(*other->spots.umPerPx, 200.0 / 300);
        QCOMPARE(other->spots.diameterLevel0Px, 150.0);
        const auto cscc = readStPositions(dir.write("GSM1_spot_data-selection-P2_ST_rep1.tsv", tableOf(1)));
        QCOMPARE(*cscc->spots.umPerPx, 0.5);
        QCOMPARE(cscc->spots.diameterLevel0Px, 220.0);
        const auto staggered = readStPositions(dir.write("spot_data-selection-P2.tsv", tableOf(2)));
        QCOMPARE(*staggered->spots.umPerPx, 150 * std::sqrt(2.0) / 300);
    }

    void realSections_data()
    {
        QTest::addColumn<QString>("counts");
        QTest::addColumn<QString>("positions");
        QTest::addColumn<int>("spots");
        QTest::addColumn<int>("genes");
        QTest::addColumn<double>("umPerPx");
        QTest::newRow("B4") << "her2st/B4.tsv.gz"
                            << "her2st/B4_selection.tsv" << 283 << 15289 << 0.687;
        QTest::newRow("C2") << "her2st/C2.tsv.gz"
                            << "her2st/C2_selection.tsv" << 187 << 15706 << 0.687;
        QTest::newRow("C3") << "her2st/C3.tsv.gz"
                            << "her2st/C3_selection.tsv" << 180 << 15821 << 0.687;
        QTest::newRow("C4") << "her2st/C4.tsv.gz"
                            << "her2st/C4_selection.tsv" << 184 << 15842 << 0.687;
        QTest::newRow("C5") << "her2st/C5.tsv.gz"
                            << "her2st/C5_selection.tsv" << 181 << 15721 << 0.687;
        // 48.2 px down and 44 px across between spots two array steps apart, 200 µm.
        QTest::newRow("MOB1") << "st/MOB1.tsv.gz"
                              << "st/alignment_table_MOB1.tsv" << 379 << 1000 << 4.35;
    }
    void realSections()
    {
        QFETCH(QString, counts);
        QFETCH(QString, positions);
        QFETCH(int, spots);
        QFETCH(int, genes);
        QFETCH(double, umPerPx);
        const auto countsPath = Real / counts.toStdString();
        if (!fs::exists(countsPath))
            QSKIP("real sections are not here");
        const auto section = readStSection(countsPath, Real / positions.toStdString());
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(static_cast<int>(section->spots.size()), spots);
        QCOMPARE(static_cast<int>(section->genes.size()), genes);
        QVERIFY2(std::abs(*section->spots.umPerPx / umPerPx - 1) < 0.02,
                 qPrintable(QString::number(*section->spots.umPerPx)));
        QVERIFY(section->image);
        QVERIFY(counts.startsWith("st") || findGene(section->genes, "DDX5") >= 0);
    }
};

TRANSCOPE_TEST(TestOriginalSt)
#include "tst_originalst.moc"
