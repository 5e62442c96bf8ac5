#include "tests/testsupport/testprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// The commands models, verify and import-weights, as docs/commands.md has them.
class TestModelCommands : public QObject
{
    Q_OBJECT

    struct Ran
    {
        int exitCode = -1;
        QByteArray out, err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };

    static Ran cli(const QStringList& arguments, const QString& resources = {})
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TRANSCOPE_RESOURCES"), resources);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TRANSCOPE_BIN "/transcope-cli"), arguments);
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    static QString data(const char* name)
    {
        return QStringLiteral(TRANSCOPE_TEST_DATA "/") + QLatin1String(name);
    }

    static void write(const QString& path, const QByteArray& text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void modelsPrintsTheExactCounts()
    {
        const auto text = cli({"models"});
        QCOMPARE(text.exitCode, 0);
        for (const char* number : {"7,038,858", "6,812,298", "4,308,739,200", "2,235,749,688"})
            QVERIFY2(text.out.contains(number), number);
        const auto json = cli({"models", "--json"}).json();
        const auto method = json["methods"][0].toObject();
        QCOMPARE(method["name"].toString(), QStringLiteral("m2ost"));
        QCOMPARE(method["kind"].toString(), QStringLiteral("patch"));
        QCOMPARE(method["parameters"].toInteger(), 7'038'858);
        QCOMPARE(method["parametersPaper"].toInteger(), 6'812'298);
        QCOMPARE(method["macs"].toInteger(), 4'308'739'200);
        QCOMPARE(method["macsPaper"].toInteger(), 2'235'749'688);
        QCOMPARE(json["levelSets"].toArray().size(), 8);
        QCOMPARE(json["ablations"].toArray().size(), 4);
    }

    void verifyTellsRightFromWrong()
    {
        const auto good = cli({"verify", "--json", data("reference/m2ost.json")});
        QCOMPARE(good.exitCode, 0);
        const auto report = good.json()["files"][0].toObject();
        QCOMPARE(report["method"].toString(), QStringLiteral("m2ost"));
        QVERIFY(report["pass"].toBool());
        QVERIFY(report["maxAbsError"].toDouble() < 1e-4 * report["largestOutput"].toDouble());

        QTemporaryDir folder;
        QFile reference(data("reference/m2ost.json"));
        QVERIFY(reference.open(QIODevice::ReadOnly));
        const QString other = folder.filePath("other.json");
        write(other, reference.readAll().replace("-1.01192052", "-1.01392052"));
        const auto bad = cli({"verify", "--json", other});
        QCOMPARE(bad.exitCode, 4);
        QVERIFY(!bad.json()["files"][0].toObject()["pass"].toBool());
        QVERIFY(cli({"verify", other}).out.contains("FAILS"));

        QCOMPARE(cli({"verify", folder.filePath("absent.json")}).exitCode, 3);
        QCOMPARE(cli({"verify"}).exitCode, 2);
    }

    void benchOfTheModelAddsUp()
    {
        const auto weights = QStringLiteral(TRANSCOPE_RESOURCES "/weights/m2ost-demo.safetensors");
        const auto ran =
            cli({"bench", "model", "--json", "--spots", "3", "--repeats", "1", "--weights", weights});
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        const auto json = ran.json();
        QCOMPARE(json["spots"].toInt(), 3);
        const double rate = json["spotsPerSecond"].toDouble(), gflops = json["gflops"].toDouble();
        QVERIFY(rate > 0);
        QVERIFY(qAbs(json["seconds"].toDouble() * rate / 3 - 1) < 1e-6);
        // 250 genes, three levels: 4,308,739,200 multiply-accumulates (docs/m2ost.md), two operations each.
        QVERIFY(qAbs(gflops / rate / 8.6174784 - 1) < 1e-6);
        QVERIFY(json["productGflops"].toDouble() > 0);
        QVERIFY(qAbs(json["fractionOfProductRate"].toDouble() * json["productGflops"].toDouble() / gflops -
                     1) < 1e-6);
        const auto elsewhere = cli({"bench", "model", "--device", "cuda:99", "--weights", weights});
        QCOMPARE(elsewhere.exitCode, 4);
        QVERIFY2(elsewhere.err.contains("cuda:99"), elsewhere.err.constData());
    }

    void importWeightsAndFindThemAmongTheBundled()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("weights"));
        const QString genes = folder.filePath("genes.txt");
        const QString out = folder.filePath("weights/tiny.safetensors");
        write(genes, "DDX5\nACTB\n");
        const auto imported = cli({"import-weights", data("pth/m2ost-tiny.pth"), "--genes", genes, "--out",
                                   out, "--trained-on", "nothing", "--json"});
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        // 3 tokens' tensors, 2 patch embedders of 8, final norm and head 4, and per layer: ITMM 6,
        // feed-forward 6, CTMM 2 + 6 + 4, CCMM 6.
        QCOMPARE(imported.json()["tensors"].toInt(), 3 + 16 + 4 + 6 + 6 + 12 + 6);
        QCOMPARE(imported.json()["ignored"].toArray(),
                 (QJsonArray{"transformer.layers.0.0.norm.bias", "transformer.layers.0.0.norm.weight"}));
        QCOMPARE(imported.json()["configuration"].toObject()["levels"].toArray(), (QJsonArray{0, 1}));

        const auto weights = cli({"models", "--json"}, folder.path()).json()["weights"].toArray();
        QCOMPARE(weights.size(), 1);
        QCOMPARE(weights[0].toObject()["genes"].toInt(), 2);
        QCOMPARE(weights[0].toObject()["trainedOn"].toString(), QStringLiteral("nothing"));
        QVERIFY(weights[0].toObject()["scores"].isNull());
    }

    void importFailures_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("genes");
        QTest::addColumn<QString>("normalisation");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("message");
        const QByteArray two = "DDX5\nACTB\n";
        QTest::newRow("malicious") << data("pth/bad-malicious.pth") << two << "log1p" << 3
                                   << QByteArray("posix.system");
        QTest::newRow("not an M2OST")
            << data("pth/kinds.pth") << two << "log1p" << 3 << QByteArray("pos_embedding1");
        QTest::newRow("too few genes") << data("pth/m2ost-tiny.pth") << QByteArray("DDX5\n") << "log1p" << 3
                                       << QByteArray("predicts 2 genes, but the list has 1");
        QTest::newRow("absent") << data("pth/absent.pth") << two << "log1p" << 3 << QByteArray("absent.pth");
        QTest::newRow("normalisation")
            << data("pth/m2ost-tiny.pth") << two << "cpm" << 2 << QByteArray("cpm");
    }
    void importFailures()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, genes);
        QFETCH(QString, normalisation);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, message);
        QTemporaryDir folder;
        write(folder.filePath("genes.txt"), genes);
        const QString out = folder.filePath("w.safetensors");
        const auto ran = cli({"import-weights", file, "--genes", folder.filePath("genes.txt"), "--out", out,
                              "--normalisation", normalisation});
        QCOMPARE(ran.exitCode, exitCode);
        QVERIFY2(ran.err.contains(message), ran.err.constData());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"genes.txt"});
    }

    void importIntoAMissingFolderFailsToWrite()
    {
        QTemporaryDir folder;
        write(folder.filePath("genes.txt"), "DDX5\nACTB\n");
        const auto ran = cli({"import-weights", data("pth/m2ost-tiny.pth"), "--genes",
                              folder.filePath("genes.txt"), "--out", folder.filePath("no/w.safetensors")});
        QCOMPARE(ran.exitCode, 6);
    }
};

TRANSCOPE_TEST(TestModelCommands)
#include "tst_modelcommands.moc"
