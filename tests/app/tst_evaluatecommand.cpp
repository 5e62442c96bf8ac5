#include "tests/testsupport/clirunner.h"

#include "core/demo/demosection.h"
#include "tests/testsupport/madeupsections.h"
#include "tests/testsupport/testprogram.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace transcope;

/// evaluate with baselines, on demo sections with their images.
class TestEvaluateCommand : public QObject
{
    Q_OBJECT

    const QString m_ridge = "ridge on colour and texture";
    QTemporaryDir m_dir;

    QString file(const QString& name) const { return m_dir.filePath(name); }
    testsupport::CliResult runCli(const QStringList& arguments) const
    {
        return testsupport::runCli(arguments, m_dir.path());
    }
    QJsonObject named(const QJsonValue& list, const QString& name) const
    {
        for (const QJsonValue& entry : list.toArray())
            if (entry["name"] == name)
                return entry.toObject();
        return {};
    }

private slots:
    /// Two sections to train on and one to score; its truth without noise stands in for a prediction.
    void initTestCase()
    {
        core::DemoOptions options;
        options.sidePx = 1536;
        for (const char* name : {"training/demo1", "training/demo2", "demo3"}) {
            options.seed = std::uint64_t(name[std::strlen(name) - 1] - '0');
            const auto made = core::writeDemoSection(file(name).toStdString(), options);
            QVERIFY2(made, made ? "" : made.error().text().c_str());
        }
        QFile genes(file("genes.txt"));
        QVERIFY(genes.open(QIODevice::WriteOnly));
        genes.write("DDX5\nACTB\nNOSUCHGENE\n");
    }

    void ridgeBesideAPrediction()
    {
        const QStringList arguments = {"evaluate",
                                       "--truth",
                                       file("demo3/counts.tsv.gz"),
                                       "--predicted",
                                       file("demo3/truth.h5ad"),
                                       "--baseline",
                                       file("training")};
        const auto run = runCli(QStringList{"--json"} + arguments);
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto json = run.json();
        QCOMPARE(json["training"]["sections"].toArray(), QJsonArray({"demo1", "demo2"}));
        QCOMPARE(json["leftOut"].toArray().size(), 0);
        const auto ridge = named(json["baselines"], m_ridge);
        const auto mean = named(json["baselines"], "training-mean");
        QCOMPARE(ridge["spots"], mean["spots"]);
        QCOMPARE(ridge["genes"], mean["genes"]);
        QCOMPARE(ridge["normalisation"].toString(), QString("cpm-selected"));
        QVERIFY(ridge["pccSpot"].isDouble() && ridge["rmseSpot"].isDouble());
        QVERIFY(ridge["pccGene"]["mean"].isDouble()); // it looks at the image, so genes vary
        QVERIFY(mean["pccGene"]["mean"].isNull());
        QVERIFY(ridge["box"]["median"].isDouble());
        const auto test = json["methods"][0]["pairedT"][m_ridge];
        QCOMPARE(test["perSpot"]["pairs"], ridge["spots"]);
        QVERIFY(test["perSpot"]["p"].isDouble());

        const auto text = runCli(arguments);
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(text.out.contains(("\n" + m_ridge + " ").toUtf8()), text.out.constData());
        QVERIFY2(text.out.contains((" − " + m_ridge + ": mean ").toUtf8()), text.out.constData());
        QVERIFY2(text.out.contains(("Note, " + m_ridge + ": demo3: fitted on ").toUtf8()),
                 text.out.constData());
    }

    void baselinesAlone()
    {
        const auto run =
            runCli({"--json", "evaluate", "--truth", file("demo3/counts.tsv.gz"), "--baseline",
                    file("training"), "--genes", file("genes.txt"), "--normalisation", "cpm-all"});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto json = run.json();
        QCOMPARE(json["methods"].toArray().size(), 0);
        const auto ridge = named(json["baselines"], m_ridge);
        QCOMPARE(ridge["normalisation"].toString(), QString("cpm-all"));
        QCOMPARE(ridge["genes"].toInt(), 2);
        // What did not match is counted and named, of the measured section and of each training section.
        const QString missing = "1 of 3 genes are not measured: NOSUCHGENE";
        QVERIFY(json["sections"][0]["notes"].toArray().contains(missing));
        for (const char* name : {"demo1: ", "demo2: "})
            QVERIFY(json["training"]["notes"].toArray().contains(name + missing));
    }

    void sectionWithoutItsImage()
    {
        const QDir bare(file("demo3"));
        QVERIFY(QDir(m_dir.path()).mkpath("bare"));
        for (const char* part : {"counts.tsv.gz", "spots.tsv"})
            QVERIFY(QFile::copy(bare.filePath(part), file("bare/") + part));
        const QStringList arguments = {"evaluate",       "--truth", file("bare/counts.tsv.gz"), "--baseline",
                                       file("training"), "--genes", file("genes.txt")};
        const auto run = runCli(QStringList{"--json"} + arguments);
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto left = named(run.json()["leftOut"], m_ridge);
        QCOMPARE(left["reasons"].toArray(), QJsonArray({"bare: no image lies beside the section"}));
        QVERIFY(named(run.json()["baselines"], m_ridge).isEmpty());
        QVERIFY(!named(run.json()["baselines"], "training-mean").isEmpty());
        const auto text = runCli(arguments);
        QVERIFY2(text.out.contains(("Left out, " + m_ridge + ": bare: no image lies beside").toUtf8()),
                 text.out.constData());
    }

    void patientsFromTheTrainingFolder()
    {
        QFile table(file("training/sections.csv"));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("section,patient\ndemo1,Ann\ndemo2,Bo\ndemo3,Ann\n");
        table.close();
        const auto run = runCli({"--json", "evaluate", "--truth", file("demo3/counts.tsv.gz"), "--predicted",
                                 file("demo3/truth.h5ad"), "--baseline", file("training")});
        QVERIFY(table.remove());
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["sections"][0]["patient"].toString(), QString("Ann"));
        QVERIFY(!named(run.json()["baselines"], "same-patient-mean").isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("part");
        const QStringList truth = {"evaluate", "--truth", file("demo3/counts.tsv.gz")};
        const QString prediction = file("demo3/truth.h5ad"), training = file("training"),
                      genes = file("genes.txt");
        QTest::newRow("nothing to evaluate") << truth << 2 << "Give --predicted, or --baseline with --genes";
        QTest::newRow("genes without baseline") << truth + QStringList{"--genes", genes} << 2 << "--baseline";
        QTest::newRow("genes beside predictions")
            << truth + QStringList{"--predicted", prediction, "--baseline", training, "--genes", genes} << 2
            << "--genes";
        QTest::newRow("no such list")
            << truth + QStringList{"--baseline", training, "--genes", file("none.txt")} << 3 << "none.txt";
        QTest::newRow("no training section")
            << truth + QStringList{"--baseline", m_dir.path() + "/absent", "--genes", genes} << 3
            << "no sections in this folder";
        QTest::newRow("the section alone")
            << truth + QStringList{"--baseline", file("demo3"), "--genes", genes} << 3
            << "no training section is left";
        QTest::newRow("picture of another size")
            << truth + QStringList{"--baseline", file("small"), "--genes", genes} << 3
            << "spots lie outside of it";
    }
    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, part);
        if (!QDir(file("small")).exists()) { // spots reach to 180 px
            test::writeSection(file("small").toStdString(), test::Layout::Her2st, "A1", false);
            test::writePicture(file("small/A1.tif").toStdString(), 100, 100);
        }
        const auto run = runCli(arguments);
        QVERIFY2(run.exitCode == exitCode, qPrintable(QString::number(run.exitCode) + " " + run.error));
        QVERIFY2(run.error.contains(part.toUtf8()), run.error.constData());
        QVERIFY(run.out.isEmpty());
    }
};

TRANSCOPE_TEST(TestEvaluateCommand)
#include "tst_evaluatecommand.moc"
