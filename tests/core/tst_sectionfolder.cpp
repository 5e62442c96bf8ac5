#include "core/io/sectionfolder.h"

#include "core/expression/denseexpression.h"
#include "core/io/h5ad.h"
#include "tests/testsupport/madeupsections.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <fstream>

using namespace transcope::core;
using transcope::test::Layout;
using transcope::test::writeSection;
using transcope::tests::TempFolder;

Q_DECLARE_METATYPE(transcope::test::Layout)

namespace {

void write(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

std::string joined(const std::vector<std::string>& notes)
{
    std::string text;
    for (const auto& note : notes)
        text += note + "\n";
    return text;
}

} // namespace

class TestSectionFolder : public QObject
{
    Q_OBJECT
private slots:
    void layouts_data()
    {
        QTest::addColumn<Layout>("layout");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QStringList>("patients");
        const auto row = [](const char* tag, Layout layout, const QStringList& names,
                            const QStringList& patients) {
            QTest::newRow(tag) << layout << names << patients;
        };
        row("HER2+", Layout::Her2st, {"A1", "B2"}, {"A", "B"});
        row("HBC", Layout::Hbc, {"BT23209_C1", "BT23270_D1"}, {"BT23209", "BT23270"});
        row("cSCC", Layout::Cscc, {"GSM4284316_P2_ST_rep1", "GSM4284319_P5_ST_rep1"}, {"P2", "P5"});
        row("h5ad", Layout::H5ad, {"first", "second"}, {"first", "second"});
        row("Space Ranger", Layout::SpaceRanger, {"S7", "S8"}, {"S", "S"});
    }
    void layouts()
    {
        QFETCH(Layout, layout);
        QFETCH(QStringList, names);
        QFETCH(QStringList, patients);
        const TempFolder folder;
        for (const QString& name : names)
            writeSection(folder.path(), layout, name.toStdString());
        const auto data = openSectionFolder(folder.path());
        QVERIFY2(data, data ? "" : data.error().text().c_str());
        QCOMPARE(data->notes, std::vector<std::string>());
        QCOMPARE(data->sections.size(), std::size_t(2));
        for (int i = 0; i < 2; ++i) {
            const Section& section = data->sections[std::size_t(i)];
            QCOMPARE(QString::fromStdString(section.name), names[i]);
            QCOMPARE(QString::fromStdString(section.patient), patients[i]);
            QVERIFY(section.image && std::filesystem::exists(*section.image));
            QCOMPARE(section.spots.size(), std::size_t(9));
            QCOMPARE(section.spots.spots[5].centreLevel0Px, (PointD{180, 120}));
            // Spot 5, genes 0 to 3: 1 + (35 + 3 g + 5 g) mod 11.
            QCOMPARE(section.counts->spot(5).value(), (std::vector<float>{3, 11, 8, 5}));
        }
    }

    void oneSectionByItself()
    {
        const TempFolder folder;
        writeSection(folder.path(), Layout::SpaceRanger, "S7");
        const auto data = openSectionFolder(folder / "S7" / "outs");
        QVERIFY2(data, data ? "" : data.error().text().c_str());
        QCOMPARE(data->sections.front().name, std::string("S7"));
    }

    void whatCannotBeUsedIsNamed()
    {
        const TempFolder folder;
        writeSection(folder.path(), Layout::Her2st, "A1");
        writeSection(folder.path(), Layout::Her2st, "A2", false);
        writeSection(folder.path(), Layout::Her2st, "B1");
        std::filesystem::remove(folder / "B1_selection.tsv");
        writeSection(folder.path(), Layout::Her2st, "C1");
        std::filesystem::remove(folder / "C1.tsv");
        transcope::test::writePicture(folder / "D1.tif", 8, 8);
        std::filesystem::create_directory(folder / "notes");
        Layer predicted;
        predicted.genes = {{"DDX5", ""}};
        predicted.spots =
            std::make_shared<const SpotTable>(SpotTable{{{"1x1", {9, 9}}}, Lattice::Square, 5, 10, {}});
        predicted.values = denseExpression(ExpressionMatrix(1, 1));
        QVERIFY(writeH5ad(folder / "P.h5ad", {&predicted}));

        const auto data = openSectionFolder(folder.path());
        QVERIFY2(data, data ? "" : data.error().text().c_str());
        QCOMPARE(data->sections.size(), std::size_t(2)); // one without an image is for the caller to judge
        QVERIFY(!data->sections[1].image);
        const std::string notes = joined(data->notes);
        QCOMPARE(data->notes.size(), std::size_t(5));
        for (const char* part :
             {"B1.tsv: the positions for these counts are not beside it: left out",
              "C1_selection.tsv: the counts for these positions are not beside it: left out",
              "P.h5ad: holds values normalised as cpm-selected, not counts: left out",
              "notes: the folder holds no section: left out",
              "3 pictures belong to no section with spots: B1.tif, C1.tif, D1.tif"})
            QVERIFY2(notes.find(part) != std::string::npos, (notes + " lacks " + part).c_str());
    }

    void patientsFromTable()
    {
        const TempFolder folder;
        for (const char* name : {"A1", "A2", "B1"})
            writeSection(folder.path(), Layout::Her2st, name);
        write(folder / "sections.csv",
              "site,patient,section\r\nx,Ann,A1\r\ny,\"Bo, jr\",A2\r\n\r\nx,Cy,Z9\r\n");
        const auto data = openSectionFolder(folder.path());
        QVERIFY2(data, data ? "" : data.error().text().c_str());
        QCOMPARE(data->sections[0].patient, std::string("Ann"));
        QCOMPARE(data->sections[1].patient, std::string("Bo, jr"));
        QCOMPARE(data->sections[2].patient, std::string("B")); // from its name
        QCOMPARE(data->patients.at("Z9"), std::string("Cy"));
        const std::string file = (folder / "sections.csv").string();
        QCOMPARE(data->notes, (std::vector<std::string>{
                                  "1 sections are not in " + file + ", so their names tell the patient: B1",
                                  "1 sections of " + file + " are not in the folder: Z9"}));
    }

    void badPatients_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("part");
        QTest::newRow("empty") << QByteArray() << "sections.csv: the file is empty";
        QTest::newRow("no patient") << QByteArray("section,person\nA1,Ann\n")
                                    << "sections.csv, line 1: no column \"patient\"";
        QTest::newRow("no header") << QByteArray("A1,Ann\n") << "line 1: no column \"section\"";
        QTest::newRow("short row") << QByteArray("section,patient\nA1\n")
                                   << "line 2: 1 columns where 2 were expected";
        QTest::newRow("empty cell") << QByteArray("section,patient\nA1,\n") << "line 2: the patient is empty";
        QTest::newRow("twice") << QByteArray("section,patient\nA1,Ann\nA2,Bo\nA1,Bo\n")
                               << "line 4: section A1 is already on line 2";
    }
    void badPatients()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, part);
        const TempFolder folder;
        writeSection(folder.path(), Layout::Her2st, "A1");
        write(folder / "sections.csv", table.toStdString());
        const auto data = openSectionFolder(folder.path());
        QVERIFY(!data);
        const auto message = QString::fromStdString(data.error().message);
        QVERIFY2(message.contains(part), qPrintable(message));
        QCOMPARE(data.error().code, ErrorCode::BadInput);
        QVERIFY(!data.error().whatToDo.empty());
    }

    void errors()
    {
        const TempFolder folder;
        QCOMPARE(openSectionFolder(folder.path()).error().code, ErrorCode::NotFound);
        QCOMPARE(openSectionFolder(folder / "absent").error().code, ErrorCode::NotFound);
        writeSection(folder.path(), Layout::Her2st, "A1");
        writeSection(folder.path(), Layout::H5ad, "A1");
        const auto twice = openSectionFolder(folder.path());
        QCOMPARE(twice.error().code, ErrorCode::BadInput);
        QVERIFY(twice.error().message.find("section A1 is already in") != std::string::npos);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(openSectionFolder(folder.path(), stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    void oneDamagedSectionIsAnError()
    {
        const TempFolder folder;
        writeSection(folder.path(), Layout::Her2st, "A1");
        writeSection(folder.path(), Layout::Her2st, "A2");
        write(folder / "A2.tsv", "\tDDX5\n1x1\tnan\n");
        const auto data = openSectionFolder(folder.path());
        QCOMPARE(data.error().code, ErrorCode::BadInput);
        QVERIFY(data.error().message.find("A2.tsv, line 2, column DDX5: \"nan\" is not a number") !=
                std::string::npos);
    }
};

TRANSCOPE_TEST(TestSectionFolder)
#include "tst_sectionfolder.moc"
