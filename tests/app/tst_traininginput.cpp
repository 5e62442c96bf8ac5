#include "tests/testsupport/clirunner.h"

#include "tests/testsupport/madeupsections.h"
#include "tests/testsupport/testprogram.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include <filesystem>

using namespace transcope;
using test::Layout;

Q_DECLARE_METATYPE(transcope::test::Layout)

namespace {

QByteArray contentOf(const QString& path)
{
    QFile in(path);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& content)
{
    QFile out(path);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

/// Replaces a text that must be there.
void replace(const QString& path, const QByteArray& from, const QByteArray& to)
{
    const QByteArray content = contentOf(path);
    QVERIFY2(content.contains(from), content.constData());
    write(path, QByteArray(content).replace(from, to));
}

} // namespace

/// What pack, train and evaluate make of data sets as people have them: every layout, data that is wrong,
/// parts that cannot be used, splits that leave nothing, and runs that are killed.
class TestTrainingInput : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QTemporaryDir m_cache;

    QString file(const QString& name) const { return m_dir->filePath(name); }
    void section(Layout layout, const char* name, bool withImage = true) const
    {
        test::writeSection(file("data").toStdString(), layout, name, withImage);
    }
    testsupport::CliResult runCli(const QStringList& arguments) const
    {
        return testsupport::runCli(arguments, m_cache.path(), 200'000);
    }
    QStringList pack() const
    {
        return {"--json", "pack", "--data", file("data"), "--out", file("out.pack"), "--levels", "0"};
    }
    QStringList train() const
    {
        return {"--json",   "train",          "--data", file("data"), "--out", file("out.safetensors"),
                "--config", file("tiny.json")};
    }
    QStringList leftBehind() const
    {
        return QDir(m_dir->path()).entryList({"out*", ".out*"}, QDir::Files | QDir::Hidden);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        write(file("tiny.json"),
              R"({"epochs": 1, "batchSize": 4, "config": {"levels": [0], "channels": 24, "embedding": 48,
                  "heads": 3, "layers": 1, "mlpHidden": 16, "channelHidden": 16}})");
        write(file("genes.txt"), "DDX5\nACTB\n");
    }

    void everyLayout_data()
    {
        QTest::addColumn<Layout>("layout");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QString>("heldOut");
        QTest::newRow("HER2+") << Layout::Her2st << QByteArray("A1") << QByteArray("B1") << "patient B";
        QTest::newRow("HBC") << Layout::Hbc << QByteArray("BT23209_C1") << QByteArray("BT23270_D1")
                             << "patient BT23270";
        QTest::newRow("cSCC") << Layout::Cscc << QByteArray("GSM4284316_P2_ST_rep1")
                              << QByteArray("GSM4284319_P5_ST_rep1") << "patient P5";
        QTest::newRow("folder of h5ad")
            << Layout::H5ad << QByteArray("one") << QByteArray("two") << "patient two";
        QTest::newRow("folder of Space Ranger outputs")
            << Layout::SpaceRanger << QByteArray("slice1a") << QByteArray("slice2a") << "patient slice2a";
    }
    void everyLayout()
    {
        QFETCH(Layout, layout);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QString, heldOut);
        section(layout, first);
        section(layout, second);
        const auto packed = runCli(pack());
        QVERIFY2(packed.exitCode == 0, packed.error.constData());
        QCOMPARE(packed.json()["spots"].toInt(), 18);
        QCOMPARE(packed.json()["genes"].toInt(), 4);
        QCOMPARE(packed.json()["split"].toString(), heldOut + " held out");
        QCOMPARE(packed.json()["notes"].toArray(), QJsonArray());
    }

    void wrongData_data()
    {
        QTest::addColumn<Layout>("layout");
        QTest::addColumn<QString>("changed"); // file of section B1, in the data's folder
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("part");
        const auto her2 = [](const char* tag, const char* name, const QByteArray& from, const QByteArray& to,
                             const QByteArray& part) {
            QTest::newRow(tag) << Layout::Her2st << name << from << to << part;
        };
        const auto visium = [](const char* tag, const char* name, const QByteArray& from,
                               const QByteArray& to, const QByteArray& part) {
            QTest::newRow(tag) << Layout::SpaceRanger << QString("B1/outs/filtered_feature_bc_matrix/") + name
                               << from << to << part;
        };
        her2("NaN", "B1.tsv", "1x1\t1\t", "1x1\tnan\t",
             "B1.tsv, line 2, column DDX5: \"nan\" is not a number");
        her2("negative", "B1.tsv", "1x1\t1\t", "1x1\t-1\t",
             "B1.tsv, line 2, column DDX5: \"-1\" is negative");
        her2("spot twice", "B1.tsv", "2x1\t", "1x1\t", "B1.tsv, line 3: spot 1x1 is already on line 2");
        her2("gene twice", "B1.tsv", "ACTB", "DDX5", "B1.tsv, header: gene \"DDX5\" occurs twice");
        her2("position twice", "B1_selection.tsv", "2\t1\t2\t1\t", "1\t1\t2\t1\t",
             "B1_selection.tsv, line 3: spot 1x1 is already on line 2");
        visium("Visium: NaN", "matrix.mtx", "1 1 1\n", "1 1 nan\n", "matrix.mtx, line 3");
        visium("Visium: negative", "matrix.mtx", "1 1 1\n", "1 1 -1\n",
               "matrix.mtx, line 3: a count is negative");
        visium("Visium: spot twice", "barcodes.tsv", "SPOT1-1", "SPOT0-1",
               "barcodes.tsv, line 2: spot SPOT0-1 is already on line 1");
        visium("Visium: gene twice", "features.tsv", "ENSG00000075624", "ENSG00000108654",
               "features.tsv, line 2: gene ENSG00000108654 is already on line 1");
        // Spots reach to 180 px; these pictures do not.
        her2("picture of another size", "B1.tif", "64", "64",
             "B1.tif is 64 × 64 px, and 8 of 9 spots lie outside");
        her2("picture cut short", "B1.tif", "256", "1000", "B1.tif");
    }
    void wrongData()
    {
        QFETCH(Layout, layout);
        QFETCH(QString, changed);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, part);
        section(layout, "A1");
        section(layout, "B1");
        const QString path = file("data/" + changed);
        if (from == "64")
            test::writePicture(path.toStdString(), 64, 64);
        else if (from == "256")
            std::filesystem::resize_file(path.toStdString(), to.toULongLong());
        else
            replace(path, from, to);
        const QString truth = file(layout == Layout::Her2st ? "data/B1.tsv" : "data/B1/outs");
        for (const QStringList& arguments : {pack(), train(),
                                             QStringList{"evaluate", "--truth", truth, "--baseline",
                                                         file("data"), "--genes", file("genes.txt")}}) {
            const auto run = runCli(arguments);
            QVERIFY2(run.exitCode == 3, qPrintable(QString::number(run.exitCode) + " " + run.error));
            QVERIFY2(run.error.contains(part), run.error.constData());
            QVERIFY(run.out.isEmpty());
            QCOMPARE(leftBehind(), QStringList());
        }
    }

    void sameGeneTwiceInAList()
    {
        section(Layout::H5ad, "one");
        section(Layout::H5ad, "two");
        write(file("genes.txt"), "DDX5\nACTB\nENSG00000108654.3\n");
        const auto run = runCli(pack() + QStringList{"--genes", file("genes.txt")});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.error.contains("DDX5 and ENSG00000108654.3 are the same gene"), run.error.constData());
    }

    void splits_data()
    {
        QTest::addColumn<bool>("alone");
        QTest::addColumn<QString>("split");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("one patient") << true << "patient" << QByteArray("leaves no spots to train on");
        QTest::newRow("one section") << true << "section=A1" << QByteArray("leaves no spots to train on");
        QTest::newRow("all by fraction")
            << true << "fraction=0.9" << QByteArray("leaves no spots to train on");
        QTest::newRow("nothing to hold out")
            << false << "patient=B" << QByteArray("leaves no spots to hold out");
        QTest::newRow("nothing to train on")
            << false << "patient=A" << QByteArray("leaves no spots to train on");
        QTest::newRow("unknown patient")
            << false << "patient=Q" << QByteArray("there is no patient Q. Choose one of A, B");
        QTest::newRow("unknown section")
            << false << "section=B2" << QByteArray("there is no section B2. Choose one of A1, B1");
        QTest::newRow("no fraction") << false << "fraction=1" << QByteArray("unknown split \"fraction=1\"");
    }
    void splits()
    {
        QFETCH(bool, alone);
        QFETCH(QString, split);
        QFETCH(QByteArray, part);
        section(Layout::Her2st, "A1");
        if (!alone) { // none of whose spots has counts of the genes in the list
            section(Layout::Her2st, "B1");
            replace(file("data/B1.tsv"), "DDX5\tACTB\tCD19", "OTHER\tANOTHER\tCD19");
            QByteArray counts = contentOf(file("data/B1.tsv"));
            QList<QByteArray> lines = counts.trimmed().split('\n');
            lines[0] += "\tDDX5\tACTB";
            for (int i = 1; i < lines.size(); ++i)
                lines[i] += "\t0\t0";
            write(file("data/B1.tsv"), lines.join('\n'));
        }
        for (QStringList arguments : {pack(), train()}) {
            arguments << "--split" << split << "--genes" << file("genes.txt");
            const auto run = runCli(arguments);
            QVERIFY2(run.exitCode == 2, qPrintable(QString::number(run.exitCode) + " " + run.error));
            QVERIFY2(run.error.contains(part), run.error.constData());
            QCOMPARE(leftBehind(), QStringList());
        }
    }

    void whatCannotBeUsedIsListed()
    {
        section(Layout::Her2st, "A1");
        section(Layout::Her2st, "A2", false);
        section(Layout::Her2st, "B1");
        test::writePicture(file("data/C1.tif").toStdString(), 8, 8);
        write(file("data/A1_selection.tsv"),
              contentOf(file("data/A1_selection.tsv")) + "4\t1\t4\t1\t240\t60\t1\n");
        write(file("data/B1_selection.tsv"),
              contentOf(file("data/B1_selection.tsv")) + "0\t1\t0\t1\t-20\t60\t1\n");
        QByteArray counts = contentOf(file("data/B1.tsv"));
        write(file("data/B1.tsv"), counts + "0x1\t1\t1\t1\t1\n");
        for (int row = 4; row < 20; ++row) { // so that one stray is not one in twenty
            counts = contentOf(file("data/B1.tsv"));
            write(file("data/B1.tsv"), counts + "1x" + QByteArray::number(row) + "\t1\t1\t1\t1\n");
            write(file("data/B1_selection.tsv"), contentOf(file("data/B1_selection.tsv")) + "1\t" +
                                                     QByteArray::number(row) + "\t1\t1\t60\t" +
                                                     QByteArray::number(10 * row) + "\t1\n");
        }
        write(file("genes.txt"), "DDX5\nACTB\nNOSUCHGENE\n");
        const QByteArrayList inFolder = {"1 pictures belong to no section with spots: C1.tif",
                                         "A1: 1 of 10 spots are not in the counts and were left out: 4x1"};
        const QByteArrayList used = {
            "A2: no image lies beside it, so it was left out", "1 of 26 spots lie outside of it: 0x1",
            "A1: 1 of 3 genes are not measured and were left out of all sections: NOSUCHGENE"};
        const auto listed = [](const QJsonValue& notes, const QByteArrayList& expected) {
            QByteArray all;
            for (const QJsonValue& note : notes.toArray())
                all += note.toString().toUtf8() + "\n";
            for (const QByteArray& note : expected)
                QVERIFY2(all.contains(note), (all + "lacks " + note).constData());
        };
        const QStringList genes = {"--genes", file("genes.txt")};
        const auto packed = runCli(pack() + genes);
        QVERIFY2(packed.exitCode == 0, packed.error.constData());
        QCOMPARE(packed.json()["spots"].toInt(), 9 + 25);
        QCOMPARE(packed.json()["genes"].toInt(), 2);
        listed(packed.json()["notes"], inFolder + used);
        const auto trained = runCli(train() + genes);
        QVERIFY2(trained.exitCode == 0, trained.error.constData());
        listed(trained.json()["notes"], inFolder + used);
        for (const QByteArray& note : inFolder + used)
            QVERIFY2(trained.error.contains(note), trained.error.constData());
        const auto evaluated = runCli(
            QStringList{"--json", "evaluate", "--truth", file("data/A1.tsv"), "--baseline", file("data")} +
            genes);
        QVERIFY2(evaluated.exitCode == 0, evaluated.error.constData());
        const QJsonObject scores = evaluated.json();
        listed(scores["training"]["notes"],
               inFolder + QByteArrayList{"B1: 1 of 3 genes are not measured: NOSUCHGENE"});
        listed(scores["sections"][0]["notes"],
               QByteArrayList{"1 of 10 spots are not in the counts and were left out: 4x1",
                              "1 of 3 genes are not measured: NOSUCHGENE"});
        const QJsonArray baselines = scores["baselines"].toArray();
        const auto ridge = std::ranges::find_if(
            baselines, [](const QJsonValue& row) { return row["name"].toString().startsWith("ridge"); });
        QVERIFY(ridge != baselines.end());
        listed(QJsonValue(*ridge)["notes"], {"training section A2: no image lies beside the section",
                                             "1 of 26 spots lie outside of it: 0x1"});
    }

    void patientsFromTable()
    {
        for (const char* name : {"A1", "B1"})
            section(Layout::Her2st, name);
        write(file("data/sections.csv"), "section,patient\nA1,Zoe\nB1,Ann\n");
        const auto packed = runCli(pack());
        QVERIFY2(packed.exitCode == 0, packed.error.constData());
        QCOMPARE(packed.json()["split"].toString(), QString("patient Zoe held out"));
        write(file("data/sections.csv"), "section,person\nA1,Zoe\n");
        for (const QStringList& arguments : {pack(), train()}) {
            const auto run = runCli(arguments);
            QCOMPARE(run.exitCode, 3);
            QVERIFY2(run.error.contains("sections.csv, line 1: no column \"patient\""),
                     run.error.constData());
        }
    }

    /// SIGKILL in the middle of an epoch, then the same command with --resume.
    void killedTrainingEndsAlike()
    {
        for (const char* name : {"A1", "B1"})
            section(Layout::Her2st, name);
        const QStringList epochs = {"--epochs", "30"};
        replace(file("tiny.json"), "\"batchSize\": 4", "\"batchSize\": 1"); // longer epochs
        const auto undisturbed = runCli(train() + epochs);
        QVERIFY2(undisturbed.exitCode == 0, undisturbed.error.constData());
        const QByteArray weights = contentOf(file("out.safetensors"));
        QVERIFY(!weights.isEmpty());
        for (const QString& left : leftBehind())
            QVERIFY(QFile::remove(file(left)));

        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", m_cache.path());
        process.setProcessEnvironment(environment);
        process.setReadChannel(QProcess::StandardError);
        process.start(TRANSCOPE_BIN "/transcope-cli", train() + epochs);
        QByteArray said;
        while (!said.contains("epoch 3:") && process.waitForReadyRead(60'000))
            said += process.readAllStandardError();
        process.kill();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QVERIFY2(said.contains("epoch 3:") && !said.contains("epoch 30:"), said.constData());
        QVERIFY(QFile::exists(file("out.safetensors.checkpoint")));
        QVERIFY(!QFile::exists(file("out.safetensors")));
        // As a kill while it is written leaves it; no process has that number.
        const QString leftOver = file(".out.safetensors.99999999-1.partial.checkpoint");
        write(leftOver, "half a checkpoint");
        QFile old(leftOver);
        QVERIFY(old.open(QIODevice::ReadWrite));
        QVERIFY(old.setFileTime(QDateTime::currentDateTime().addSecs(-2 * 3600),
                                QFileDevice::FileModificationTime));
        old.close();

        const auto resumed = runCli(train() + epochs + QStringList{"--resume"});
        QVERIFY2(resumed.exitCode == 0, resumed.error.constData());
        QCOMPARE(resumed.json()["epochs"].toInt(), 30);
        QVERIFY(!resumed.error.contains("epoch 3:")); // it went on, and did not begin anew
        QVERIFY(contentOf(file("out.safetensors")) == weights);
        QCOMPARE(leftBehind(), (QStringList{"out.safetensors", "out.safetensors.checkpoint",
                                            "out.safetensors.curve.csv", "out.safetensors.curve.svg"}));
    }
};

TRANSCOPE_TEST(TestTrainingInput)
#include "tst_traininginput.moc"
