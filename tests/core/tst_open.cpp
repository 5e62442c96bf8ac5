#include "core/io/open.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace transcope::core;
namespace fs = std::filesystem;

namespace {

const fs::path Fixtures = TRANSCOPE_TEST_DATA;
const fs::path Real = TRANSCOPE_REAL_DATA;

fs::path write(const fs::path& path, const std::string& content)
{
    std::ofstream(path) << content;
    return path;
}

} // namespace

class TestOpen : public QObject
{
    Q_OBJECT
private slots:
    void kinds()
    {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        QCOMPARE(*dataKindOf(Fixtures / "st/A1.tsv.gz"), DataKind::StCounts);
        QCOMPARE(*dataKindOf(Fixtures / "st/A1_selection.tsv"), DataKind::StPositions);
        QCOMPARE(*dataKindOf(Fixtures / "h5ad/csr.h5ad"), DataKind::AnnData);
        QCOMPARE(*dataKindOf(write(folder / "t.csv", "spot,x,y,A\na,1,2,3\n")), DataKind::SpotTable);
        QCOMPARE(*dataKindOf(write(folder / "u.csv", "# {\"transcope\":{}}\nspot,x,y\na,1,2\n")),
                 DataKind::SpotTable);
        QCOMPARE(dataKindOf(write(folder / "notes.txt", "hello\n")).error().code, ErrorCode::Unsupported);
        QCOMPARE(dataKindOf(write(folder / "x.docx", "hello\n")).error().code, ErrorCode::Unsupported);
        QCOMPARE(dataKindOf(folder / "absent.tsv").error().code, ErrorCode::NotFound);
    }

    void oneSectionFromAnyOfItsFiles()
    {
        for (const auto& path :
             {Fixtures / "st/A1.tsv.gz", Fixtures / "st/A1_selection.tsv", Fixtures / "st"}) {
            const auto section = openSection(path);
            QVERIFY2(section, section ? "" : section.error().text().c_str());
            QCOMPARE(section->name, std::string("A1"));
            const auto spots = openSpots(path);
            QVERIFY(spots);
            QCOMPARE(spots->spots.size(), std::size_t(3));
        }
    }

    void positionsAloneAreEnoughForSpots()
    {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        fs::copy_file(Fixtures / "st/A1_selection.tsv", folder / "A1_selection.tsv");
        const auto spots = openSpots(folder / "A1_selection.tsv");
        QVERIFY(spots);
        QCOMPARE(spots->spots.size(), std::size_t(5));
        const auto section = openSection(folder / "A1_selection.tsv");
        QCOMPARE(section.error().code, ErrorCode::NotFound);
        QVERIFY(section.error().whatToDo.find("A1.tsv.gz") != std::string::npos);
        // Bad counts beside do not keep the positions from being used.
        write(folder / "A1.tsv", "\tA\n1x1\tmany\n");
        const auto still = openSpots(folder / "A1_selection.tsv");
        QVERIFY(still);
        QCOMPARE(still->spots.size(), std::size_t(5));
        QVERIFY(still->notes.back().starts_with("the counts beside the positions are not used"));
    }

    void countsWithoutPositions()
    {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        const auto section = openSection(write(folder / "A1.tsv", "\tA\tB\n1x1\t1\t2\n"));
        QCOMPARE(section.error().code, ErrorCode::NotFound);
        QVERIFY(section.error().whatToDo.find("A1_selection.tsv") != std::string::npos);
    }

    void countsThatAreNothingButAComment()
    {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        fs::copy_file(Fixtures / "st/A1_selection.tsv", folder / "S1_selection.tsv");
        const auto section = openSection(write(folder / "S1.tsv", "# note\tx\n"));
        QCOMPARE(section.error().code, ErrorCode::BadInput);
        QVERIFY(section.error().message.ends_with("S1.tsv: the file has no rows"));
    }

    void tableWithGenesIsASection()
    {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        const auto section =
            openSection(write(folder / "t.csv", "spot,x,y,A,B\na,0,0,3,1\nb,9,0,0,0\nc,0,9,2,2\n"));
        QVERIFY(section);
        QCOMPARE(section->spots.size(), std::size_t(2));
        QCOMPARE(section->counts->spot(1).value(), (std::vector<float>{2, 2}));
        QCOMPARE(openSection(write(folder / "u.csv", "spot,x,y,A\na,0,0,-3\nb,9,0,0\n")).error().code,
                 ErrorCode::BadInput);
        QCOMPARE(openSection(write(folder / "v.csv", "spot,x,y\na,0,0\nb,9,0\n")).error().code,
                 ErrorCode::NotFound);
    }

    void foldersOfSeveralOrNone()
    {
        QTemporaryDir dir;
        QCOMPARE(openSection(dir.path().toStdString()).error().code, ErrorCode::Unsupported);
        QCOMPARE(openSection(Fixtures / "h5ad").error().code, ErrorCode::InvalidArgument);
    }

    void selectionOfC3HasItsMeasuredSpots()
    {
        if (!fs::exists(Real / "her2st/C3_selection.tsv"))
            QSKIP("real sections are not here");
        const auto spots = openSpots(Real / "her2st/C3_selection.tsv");
        QVERIFY(spots);
        QCOMPARE(spots->spots.size(), std::size_t(180));
    }
};

TRANSCOPE_TEST(TestOpen)
#include "tst_open.moc"
