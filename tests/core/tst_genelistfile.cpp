#include "core/expression/genelistfile.h"

#include "core/expression/genematching.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace transcope::core;

class TestGeneListFile : public QObject
{
    Q_OBJECT
private slots:
    void paperLists_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("ddx5");
        QTest::newRow("HER2+") << "her2st.txt"
                               << "DDX5";
        QTest::newRow("HBC") << "hbc.txt"
                             << "ENSG00000108654";
    }
    void paperLists()
    {
        QFETCH(QString, file);
        QFETCH(QString, ddx5);
        const auto genes = readGeneList((QString(TRANSCOPE_RESOURCES "/genes/") + file).toStdString());
        QVERIFY2(genes, genes ? "" : genes.error().text().c_str());
        QCOMPARE(genes->size(), std::size_t(250));
        QVERIFY(findGene(*genes, ddx5.toStdString()) >= 0);
    }

    void listsThatComeWithTranscopeHaveNames()
    {
        const auto named = readGeneList("her2st"),
                   file = readGeneList(TRANSCOPE_RESOURCES "/genes/her2st.txt");
        QVERIFY2(named, named ? "" : named.error().text().c_str());
        QVERIFY(*named == *file);
        QVERIFY(!readGeneList("../genes/her2st"));
        QVERIFY(readGeneList("magic").error().whatToDo.find("her2st") != std::string::npos);
    }

    void badLists_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("messagePart");
        QTest::newRow("empty") << "\n# only a comment\n"
                               << "the gene list is empty";
        QTest::newRow("twice") << "A\nB\n\nA\n"
                               << "line 4: gene A is already on line 1";
        QTest::newRow("twice but for the version") << "ENSG00000108654\nENSG00000108654.2\n"
                                                   << "line 2: gene ENSG00000108654.2 is already on line 1";
        QTest::newRow("table") << "A\t12\n"
                               << "line 1: expected one gene name";
    }
    void badLists()
    {
        QFETCH(QString, content);
        QFETCH(QString, messagePart);
        QTemporaryDir dir;
        const auto path = dir.filePath("genes.txt").toStdString();
        std::ofstream(path) << content.toStdString();
        const auto genes = readGeneList(path);
        QVERIFY(!genes);
        QCOMPARE(genes.error().code, ErrorCode::BadInput);
        const auto message = QString::fromStdString(genes.error().message);
        QVERIFY2(message.contains(messagePart) && message.startsWith(QString::fromStdString(path)),
                 qPrintable(message));
    }

    void windowsLineEndsAndBlanksAreFine()
    {
        QTemporaryDir dir;
        const auto path = dir.filePath("genes.txt").toStdString();
        std::ofstream(path) << "DDX5\r\n\r\n  ENSG00000075624 \r\n";
        const auto genes = readGeneList(path);
        QVERIFY(genes);
        QCOMPARE(genes->size(), std::size_t(2));
        QCOMPARE((*genes)[0], (Gene{"DDX5", ""}));
        QCOMPARE((*genes)[1], (Gene{"", "ENSG00000075624"}));
    }

    void absentFile() { QCOMPARE(readGeneList("/nonexistent/genes.txt").error().code, ErrorCode::NotFound); }
};

TRANSCOPE_TEST(TestGeneListFile)
#include "tst_genelistfile.moc"
