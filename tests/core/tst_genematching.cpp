#include "core/expression/genematching.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

using namespace transcope::core;

class TestGeneMatching : public QObject
{
    Q_OBJECT
private slots:
    void ensemblIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isId");
        QTest::newRow("human") << "ENSG00000108654" << true;
        QTest::newRow("mouse with version") << "ENSMUSG00000064339.1" << true;
        QTest::newRow("symbol") << "DDX5" << false;
        QTest::newRow("symbol with dot") << "FO538757.1" << false;
        QTest::newRow("symbol that begins alike") << "ENSA" << false;
        QTest::newRow("transcript") << "ENST00000225792" << false;
        QTest::newRow("ambiguous") << "__ambiguous[ENSG00000254772+ENSG00000255508]" << false;
        QTest::newRow("empty") << "" << false;
    }
    void ensemblIds()
    {
        QFETCH(QString, text);
        QTEST(isEnsemblId(text.toStdString()), "isId");
    }

    void versionIsCutOnlyWhereItIsOne()
    {
        QCOMPARE(withoutVersion("ENSG00000108654.12"), std::string_view("ENSG00000108654"));
        QCOMPARE(withoutVersion("ENSG00000108654"), std::string_view("ENSG00000108654"));
        QCOMPARE(withoutVersion("HLA.A"), std::string_view("HLA.A"));
        QCOMPARE(withoutVersion("X."), std::string_view("X."));
    }

    void matchesByIdThenSymbolAndListsTheRest()
    {
        const GeneList available = {
            {"ACTB", "ENSG00000075624.17"}, {"DDX5", ""}, {"", "ENSG00000108654"}, {"Ddx5", ""}};
        const GeneList wanted = {{"", "ENSG00000075624"},
                                 {"DDX5", ""},
                                 {"OTHER", "ENSG00000108654.3"},
                                 {"TP53", ""},
                                 {"ddx5", ""},
                                 {"ACTB", "ENSG00000999999"}};
        const auto matches = matchGenes(wanted, available);
        QCOMPARE(matches.columns, (std::vector<int>{0, 1, 2, -1, -1, 0}));
        QCOMPARE(matches.missing, (std::vector<int>{3, 4}));
        QCOMPARE(matches.found(), (std::vector<int>{0, 1, 2, 0}));
        QCOMPARE(QString::fromStdString(namesForMessage(wanted, matches.missing, 1)),
                 QString("TP53 and 1 more"));
        QCOMPARE(findGene(available, "ENSG00000075624"), 0);
        QCOMPARE(findGene(available, "Ddx5"), 3);
        QCOMPARE(findGene(available, "nothing"), -1);
    }

    void namesAreUnique()
    {
        const GeneList genes = {{"PINX1", "ENSG1"}, {"DDX5", "ENSG2"}, {"PINX1", "ENSG3"}, {"", "ENSG4"}};
        QCOMPARE(uniqueNames(genes), (std::vector<std::string>{"ENSG1", "DDX5", "ENSG3", "ENSG4"}));
    }
};

TRANSCOPE_TEST(TestGeneMatching)
#include "tst_genematching.moc"
