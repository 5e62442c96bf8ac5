#include "tests/app/trainingdata.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/testprogram.h"

#include <QImage>
#include <QJsonArray>

using namespace transcope::testsupport;

/// The command study. What it computes is tested in tests/model/tst_study.cpp.
class TestStudyCommand : public QObject
{
    Q_OBJECT

    static QJsonArray rowsIn(const QString& folder)
    {
        QFile file(folder + "/study.json");
        return file.open(QIODevice::ReadOnly)
                   ? QJsonDocument::fromJson(file.readAll()).object()["rows"].toArray()
                   : QJsonArray();
    }
    static int trained(const QJsonArray& rows)
    {
        return static_cast<int>(std::count_if(
            rows.begin(), rows.end(), [](const auto& row) { return row.toObject()["result"].isObject(); }));
    }

private slots:
    void countsNeedNoData()
    {
        const QTemporaryDir folder;
        const auto levels =
            runCli({"study", "levels", "--out", folder.filePath("a/levels"), "--json"}, folder.path());
        QVERIFY2(levels.exitCode == 0, levels.error.constData());
        const auto rows = levels.json()["rows"].toArray();
        QCOMPARE(rows.size(), 7);
        QCOMPARE(rows[4].toObject()["levels"].toArray(), (QJsonArray{0, 2}));
        QCOMPARE(rows[4].toObject()["macsPaper"].toInteger(), 1'358'483'424);
        QVERIFY(rows[4].toObject()["result"].isNull());
        const auto ablations = runCli(
            {"study", "ablations", "--counts-only", "--out", folder.filePath("a/ablations")}, folder.path());
        QCOMPARE(ablations.exitCode, 0);
        QVERIFY(ablations.out.contains("| + unified attention | 12,876,922 | 13,012,090 |"));
        QFile page(folder.filePath("a/ablations/study.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QCOMPARE(page.readAll(), ablations.out);
        QCOMPARE(QDir(folder.filePath("a/levels")).entryList(QDir::Files),
                 (QStringList{"study.csv", "study.md"}));
    }

    void countsOfEveryMethod()
    {
        const QTemporaryDir folder;
        const auto ran =
            runCli({"study", "methods", "--out", folder.filePath("counts"), "--json"}, folder.path());
        QVERIFY2(ran.exitCode == 0, ran.error.constData());
        const auto rows = ran.json()["rows"].toArray();
        QCOMPARE(rows.size(), 12);
        QCOMPARE(rows[0].toObject()["method"].toString(), QString("m2ost"));
        QCOMPARE(rows[1].toObject()["parametersPaper"].toInteger(), 24'020'000);
        QFile config(folder.filePath("method.json"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(R"({"method": "resnet50"})");
        config.close();
        const auto named =
            runCli({"study", "methods", "--out", folder.filePath("named"), "--config", config.fileName()},
                   folder.path());
        QCOMPARE(named.exitCode, 2);
        QVERIFY2(named.error.contains("names a method"), named.error.constData());
    }

    void methodsWithFigure()
    {
        const QTemporaryDir folder;
        transcope::tests::makeTrainingData(folder);
        const QString out = folder.filePath("study");
        const QStringList command = {"study",    "methods", "--data",   folder.filePath("data"),
                                     "--out",    out,       "--config", folder.filePath("tiny.json"),
                                     "--epochs", "1",       "--method", "m2ost,histogene"};
        const auto ran = runCli(command + QStringList{"--json"}, folder.path());
        QVERIFY2(ran.exitCode == 0, ran.error.constData());
        const auto rows = ran.json()["rows"].toArray();
        QCOMPARE(rows.size(), 2); // HisToGene has no batches of 4, and M2OST's configuration is not its own
        QVERIFY(rows[1].toObject()["pccSpot"].isNull());
        const auto m2ost = rows[0].toObject();
        for (const char* field :
             {"pccSpot", "rmseSpot", "parameters", "macs", "trainSeconds", "spotsPerSecond", "peakMb"})
            QVERIFY2(m2ost[field].isDouble(), field);
        QCOMPARE(m2ost["options"].toObject()["epochs"].toInt(), 1);
        QVERIFY(m2ost["pccGeneBeyondDepth"].toObject()["mean"].isDouble());
        QVERIFY(ran.error.contains("row 1 of 2, M2OST: PCC"));
        QStringList baselines;
        for (const auto& baseline : ran.json()["baselines"].toArray())
            baselines << baseline.toObject()["name"].toString();
        QCOMPARE(baselines, (QStringList{"training-mean", "ridge on colour and texture", "depth-alone"}));
        const QImage figure(out + "/figure.png");
        QVERIFY(figure.width() > 1000);
        QFile drawing(out + "/figure.svg");
        QVERIFY(drawing.open(QIODevice::ReadOnly));
        QVERIFY(drawing.readAll().startsWith("<?xml"));
        QCOMPARE(runCli(command, folder.path()).exitCode, 2);
        const auto again = runCli(command + QStringList{"--resume"}, folder.path());
        QCOMPARE(again.exitCode, 0);
        QVERIFY(!again.error.contains("row 1 of 2"));
    }

    void goesOnAfterAKill()
    {
        const QTemporaryDir folder;
        transcope::tests::makeTrainingData(folder);
        const QString pack = folder.filePath("d.pack"), out = folder.filePath("study");
        QCOMPARE(runCli({"pack", "--data", folder.filePath("data"), "--out", pack, "--levels", "0,1"},
                        folder.path())
                     .exitCode,
                 0);
        const QStringList command = {"study",    "ablations", "--data",   pack,
                                     "--out",    out,         "--config", folder.filePath("tiny.json"),
                                     "--epochs", "4"};
        QProcess process;
        process.start(QStringLiteral(TRANSCOPE_BIN "/transcope-cli"), command);
        QTRY_VERIFY_WITH_TIMEOUT(trained(rowsIn(out)) > 0, 60'000);
        process.kill();
        QVERIFY(process.waitForFinished());
        const QJsonArray before = rowsIn(out);
        QVERIFY(trained(before) > 0);

        const auto again = runCli(command, folder.path());
        QCOMPARE(again.exitCode, 2);
        QVERIFY2(again.error.contains("--resume"), again.error.constData());
        const auto resumed = runCli(command + QStringList{"--resume", "--json"}, folder.path());
        QVERIFY2(resumed.exitCode == 0, resumed.error.constData());
        QCOMPARE(trained(rowsIn(out)), 5);
        for (int i = 0; i < trained(before); ++i)
            QCOMPARE(rowsIn(out)[i], before[i]);                   // times as well: not trained again
        QCOMPARE(resumed.json()["baselines"].toArray().size(), 3); // the mean, ridge, depth alone
        const QStringList files = QDir(out).entryList(QDir::Files);
        for (const char* key :
             {"m2ost", "without-dpe", "unified-attention", "without-ctmm", "without-ccmm"}) {
            QVERIFY(files.contains(key + QStringLiteral(".safetensors")));
            QVERIFY(!files.contains(key + QStringLiteral(".checkpoint")));
        }
        const auto info = runCli({"info", out + "/without-dpe.safetensors", "--json"}, folder.path());
        QCOMPARE(info.json()["method"].toString(), QString("m2ost-without-dpe"));

        const auto other = runCli(command + QStringList{"--resume", "--seed", "2"}, folder.path());
        QCOMPARE(other.exitCode, 3);
        QVERIFY2(other.error.contains("other options or data"), other.error.constData());
    }

    void trainsFromAFolder()
    {
        const QTemporaryDir folder;
        transcope::tests::makeTrainingData(folder);
        const QString out = folder.filePath("study");
        const auto study =
            runCli({"study", "levels", "--data", folder.filePath("data"), "--out", out, "--config",
                    folder.filePath("tiny.json"), "--epochs", "1", "--split", "section=demo7"},
                   folder.path());
        QVERIFY2(study.exitCode == 0, study.error.constData());
        QVERIFY(study.out.contains("| {0, 1} |"));
        QVERIFY(study.out.contains("section demo7 held out"));
        QVERIFY(study.error.contains("row 3 of 3, {0, 1}: PCC"));
        QVERIFY(!QFileInfo::exists(out + ".pack"));
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown table") << QStringList{"sizes"} << 2 << "levels";
        QTest::newRow("counts of data")
            << QStringList{"levels", "--counts-only", "--data", "x"} << 2 << "--counts-only";
        QTest::newRow("no data there") << QStringList{"levels", "--data", "absent"} << 3 << "absent";
        QTest::newRow("a method of M2OST's parts")
            << QStringList{"levels", "--method", "resnet50"} << 2 << "--method";
        QTest::newRow("no such method") << QStringList{"methods", "--method", "m3ost"} << 2 << "m3ost";
        QTest::newRow("no configuration")
            << QStringList{"levels", "--config", "absent.json"} << 3 << "absent.json";
    }
    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, says);
        const QTemporaryDir folder;
        const auto ran =
            runCli(QStringList{"study", "--out", folder.filePath("out")} + arguments, folder.path());
        QVERIFY2(ran.exitCode == exitCode, ran.error.constData());
        QVERIFY2(ran.error.contains(says.toUtf8()), ran.error.constData());
        QVERIFY(!QFileInfo::exists(folder.filePath("out")));
    }
};

TRANSCOPE_TEST(TestStudyCommand)
#include "tst_studycommand.moc"
