#include "tests/testsupport/clirunner.h"

#include "tests/testsupport/madeupsections.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinyweights.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

using namespace transcope;

namespace {

/// For the child alone: no file may grow beyond so many bytes, as on a disk that is full. Writing then fails
/// (EFBIG) instead of ending the program.
std::function<void()> filesOfAtMost(rlim_t bytes)
{
    return [bytes] {
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
        std::signal(SIGXFSZ, SIG_IGN); // an ignored signal stays ignored in the program that is started
    };
}

/// For the child alone, where it is root's: that a folder may not be written to holds for root too.
void withoutRootsRights()
{
    constexpr unsigned long OverridesPermissions = 1; // CAP_DAC_OVERRIDE
    prctl(PR_CAPBSET_DROP, OverridesPermissions, 0, 0, 0);
}

} // namespace

/// What every command that writes does on a full disk, in a folder that may not be written to, and when it is
/// stopped: its exit code, a message that names the file, and nothing half-written under any name.
class TestFullDisk : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString file(const QString& name) const { return m_dir.filePath(name); }
    testsupport::CliResult runCli(const QStringList& arguments, std::function<void()> inChild = {}) const
    {
        return testsupport::runCli(arguments, m_dir.path(), 120'000, std::move(inChild));
    }
    QByteArray content(const QString& name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    /// Files in the folder "out", hidden ones too.
    QStringList written() const
    {
        return QDir(file("out")).entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
    }
    QStringList predict(const QString& out) const
    {
        return {"predict",   file("data/A1.tif"),      "--spots", file("data/A1_selection.tsv"),
                "--weights", file("tiny.safetensors"), "--out",   out};
    }
    QStringList train() const
    {
        return {"train",    "--data",          file("d.pack"), "--out",     file("out/w.safetensors"),
                "--config", file("tiny.json"), "--split",      "section=B1"};
    }

private slots:
    /// Two sections, their pack, tiny weights and a session with a prediction; all with room to write.
    void initTestCase()
    {
        for (const char* name : {"A1", "B1"})
            test::writeSection(file("data").toStdString(), test::Layout::Her2st, name);
        QFile config(file("tiny.json"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(R"({"epochs": 2, "batchSize": 4, "config": {"levels": [0, 1], "channels": 24,
                         "embedding": 48, "heads": 3, "layers": 1, "mlpHidden": 16, "channelHidden": 16}})");
        config.close();
        QFile genes(file("genes.txt"));
        QVERIFY(genes.open(QIODevice::WriteOnly));
        genes.write("DDX5\nACTB\n");
        QFile regions(file("r.geojson"));
        QVERIFY(regions.open(QIODevice::WriteOnly));
        regions.write(R"({"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Polygon",
                          "coordinates": [[[0, 0], [900, 0], [900, 900], [0, 0]]]}})");
        regions.close();
        tests::TinyWeightsOptions weights;
        weights.genes = 2000;
        weights.levels = {0};
        QVERIFY(tests::writeTinyWeights(file("tiny.safetensors").toStdString(), weights));
        for (const QStringList& arguments :
             {QStringList{"pack", "--data", file("data"), "--out", file("d.pack"), "--levels", "0,1"},
              predict(file("s.transcope"))}) {
            const auto run = runCli(arguments);
            QVERIFY2(run.exitCode == 0, run.error.constData());
        }
    }
    void init() { QVERIFY(QDir(m_dir.path()).mkdir("out")); }
    void cleanup() { QVERIFY(QDir(file("out")).removeRecursively()); }

    void nothingIsLeft_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("out");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char* tag, QStringList arguments, const QString& out, int bytes) {
            arguments.replaceInStrings("OUT", out);
            QTest::newRow(tag) << arguments << out << bytes;
        };
        row("demo", {"demo", "OUT"}, file("out"), 20'000);
        row("pack", {"pack", "--data", file("data"), "--out", "OUT"}, file("out/d.pack"), 100'000);
        row("train's own pack",
            {"train", "--data", file("data"), "--out", file("out/w.safetensors"), "--config",
             file("tiny.json")},
            file("out/w.safetensors.pack"), 100'000);
        row("checkpoint", train(), file("out/w.safetensors.checkpoint"), 20'000);
        row("session", predict("OUT"), file("out/p.transcope"), 16'384);
        row("session beside a table", predict("OUT"), file("out/p.csv"), 16'384);
        const QStringList all = {"export", file("s.transcope"), "--layer", "M2OST", "--out", "OUT"};
        for (const char* ending : {"csv", "h5ad", "geojson"})
            row(ending, all, file(QString("out/p.") + ending), 40'000);
        for (const char* ending : {"png", "tif", "svg", "pdf"})
            row(ending, all + QStringList{"--gene", "DDX5", "--width", "2000"},
                file(QString("out/p.") + ending), 40'000);
        row("imported weights",
            {"import-weights", TRANSCOPE_TEST_DATA "/pth/m2ost-tiny.pth", "--genes", file("genes.txt"),
             "--out", "OUT"},
            file("out/w.safetensors"), 20'000);
        row("imported model",
            {"import-model", TRANSCOPE_TEST_DATA "/torchscript/means.pt", "--config",
             TRANSCOPE_TEST_DATA "/torchscript/means.json", "--out", "OUT"},
            file("out/m.safetensors"), 512);
        row("figure",
            {"figure", "maps", "--slide", file("data/A1.tif"), "--truth", file("data/A1_selection.tsv"),
             "--predicted", file("s.transcope"), "--genes", "DDX5", "--out", "OUT"},
            file("out/f.tif"), 40'000);
    }
    void nothingIsLeft()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, out);
        QFETCH(int, bytes);
        const auto run = runCli(arguments, filesOfAtMost(rlim_t(bytes)));
        QVERIFY2(run.exitCode == 6, qPrintable(QString::number(run.exitCode) + " " + run.error));
        QVERIFY2(run.error.contains(out.toUtf8()), run.error.constData());
        QCOMPARE(written(), QStringList());
    }

    void readOnlyFolder_data() { nothingIsLeft_data(); }
    void readOnlyFolder()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, out);
        const QString folder = file("out");
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        const auto run = runCli(arguments, withoutRootsRights);
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY2(run.exitCode == 6, qPrintable(QString::number(run.exitCode) + " " + run.error));
        QVERIFY2(run.error.contains(out.toUtf8()), run.error.constData());
        QCOMPARE(written(), QStringList());
    }

    /// Whatever it was doing: what is left has its final name and is whole, or goes on from there.
    void stopped_data() { nothingIsLeft_data(); }
    void stopped()
    {
        QFETCH(QStringList, arguments);
        for (const int milliseconds : {150, 600}) {
            QProcess process;
            process.start(TRANSCOPE_BIN "/transcope-cli", arguments);
            QVERIFY(process.waitForStarted());
            process.waitForFinished(milliseconds);
            process.terminate();
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
            const auto error = process.readAllStandardError();
            // A signal before main() has begun to listen ends it as the system does.
            QVERIFY2(process.exitStatus() == QProcess::CrashExit || process.exitCode() == 0 ||
                         process.exitCode() == 5,
                     error.constData());
            for (const QString& name : written())
                QVERIFY2(!name.contains(".partial") && !name.endsWith("-wal") && !name.endsWith("-shm"),
                         qPrintable(name));
        }
    }

    /// A run that is finished already only has to write what it kept.
    void olderWeightsStay()
    {
        QCOMPARE(runCli(train()).exitCode, 0);
        const QByteArray before = content("out/w.safetensors");
        const QStringList files = written();
        const auto run = runCli(train() + QStringList{"--resume"}, filesOfAtMost(4096));
        QVERIFY2(run.exitCode == 6, qPrintable(QString::number(run.exitCode) + " " + run.error));
        QVERIFY2(run.error.contains(file("out/w.safetensors").toUtf8()), run.error.constData());
        QCOMPARE(content("out/w.safetensors"), before);
        QCOMPARE(written(), files);
    }

    void curveThatCannotBeReplaced()
    {
        QVERIFY(QDir(file("out")).mkdir("w.safetensors.curve.svg"));
        const auto run = runCli(train());
        QVERIFY2(run.exitCode == 6, qPrintable(QString::number(run.exitCode) + " " + run.error));
        QVERIFY2(run.error.contains(".curve.svg: cannot be written"), run.error.constData());
        QCOMPARE(written(),
                 (QStringList{"w.safetensors", "w.safetensors.checkpoint", "w.safetensors.curve.csv"}));
    }

    /// A disk that fills up while a run goes on: what was predicted stays, and the same command goes on.
    void predictionGoesOn_data()
    {
        QTest::addColumn<QString>("out");
        QTest::addColumn<int>("bytes"); // 0: one less than the whole output has
        QTest::addColumn<int>("predictedLater");
        QTest::newRow("no row fits") << "out/p.transcope" << 60'000 << 9;
        // SQLite's log, which is written first, is smaller than the file that it goes into.
        // The first batch of four spots is saved by itself, the other five no longer fit.
        QTest::newRow("the log does not fold") << "out/p.transcope" << 0 << 5;
        QTest::newRow("the table does not fit") << "out/p.csv" << 0 << 0; // larger than its session
    }
    void predictionGoesOn()
    {
        QFETCH(QString, out);
        QFETCH(int, bytes);
        QFETCH(int, predictedLater);
        if (bytes == 0) {
            QCOMPARE(runCli(predict(file(out))).exitCode, 0);
            bytes = int(QFileInfo(file(out)).size()) - 1;
            QVERIFY(QFile::remove(file(out)));
        }
        const auto stopped = runCli(predict(file(out)), filesOfAtMost(rlim_t(bytes)));
        QVERIFY2(stopped.exitCode == 6, qPrintable(QString::number(stopped.exitCode) + " " + stopped.error));
        QVERIFY2(stopped.error.contains(file(out).toUtf8()), stopped.error.constData());
        QCOMPARE(QFile::exists(file(out)), out.endsWith(".transcope"));
        const auto run = runCli(QStringList{"--json"} + predict(file(out)));
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["predictedNow"].toInt(), predictedLater);
        QCOMPARE(run.json()["predicted"].toInt(), 9);
        QCOMPARE(written(), QStringList{QFileInfo(out).fileName()});
    }

    /// SQLite wants 32 kB beside an open session; without them it can be looked at all the same.
    void sessionOpens()
    {
        const auto before = content("s.transcope");
        const auto run = runCli({"--json", "info", file("s.transcope")}, filesOfAtMost(1024));
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["layers"].toArray()[0].toObject()["name"].toString(), QString("M2OST"));
        QCOMPARE(content("s.transcope"), before);
        const auto more =
            runCli({"regions", file("s.transcope"), "--import", file("r.geojson")}, filesOfAtMost(1024));
        QVERIFY2(more.exitCode == 6 && more.error.contains("free space"), more.error.constData());
    }

    void resultOnStandardOutput()
    {
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(TRANSCOPE_BIN "/transcope-cli", {"--json", "info", file("tiny.safetensors")});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 6);
        QVERIFY(process.readAllStandardError().contains("cannot be written to standard output"));
    }
};

TRANSCOPE_TEST(TestFullDisk)
#include "tst_fulldisk.moc"
