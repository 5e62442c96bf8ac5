#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transcope::testsupport;

/// Exit codes and messages for wrong usage and missing files: nothing here needs a slide or weights.
class TestCliUsage : public QObject
{
    Q_OBJECT
private slots:
    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("says");
        const QString w = m_folder.filePath("none.safetensors");
        QTest::newRow("no subcommand") << QStringList{} << 2 << "subcommand";
        QTest::newRow("unknown subcommand") << QStringList{"fly"} << 2 << "";
        QTest::newRow("unknown option") << QStringList{"models", "--wings"} << 2 << "--wings";
        QTest::newRow("predict without anything") << QStringList{"predict"} << 2 << "required";
        QTest::newRow("predict without spots and grid")
            << QStringList{"predict", "a.tif", "--weights", w, "--out", "a.h5ad"} << 2
            << "--spots, --grid and --dense";
        QTest::newRow("predict with spots and grid")
            << QStringList{"predict", "a.tif",   "--weights", w,        "--out",
                           "a.h5ad",  "--spots", "s.tsv",     "--grid", "200"}
            << 2 << "--spots, --grid and --dense";
        QTest::newRow("bad pitch") << QStringList{"predict", "a.tif",  "--weights", w,
                                                  "--out",   "a.h5ad", "--grid",    "far"}
                                   << 2 << "far";
        QTest::newRow("too dense") << QStringList{"predict", "a.tif",  "--weights", w,
                                                  "--out",   "a.h5ad", "--dense",   "49"}
                                   << 2 << "finer than 50 µm";
        QTest::newRow("unknown ending")
            << QStringList{"predict", "a.tif", "--weights", w, "--out", "a.xls", "--grid", "200"} << 2
            << "a.xls";
        QTest::newRow("missing weights")
            << QStringList{"predict", "a.tif", "--weights", w, "--out", "a.h5ad", "--grid", "200"} << 3
            << "none.safetensors";
        QTest::newRow("info on a missing file")
            << QStringList{"info", m_folder.filePath("no.svs")} << 3 << "no.svs";
        QTest::newRow("bench of nothing") << QStringList{"bench"} << 2 << "subcommand";
        QTest::newRow("bench of no spots") << QStringList{"bench", "model", "--spots", "0"} << 2 << "--spots";
        QTest::newRow("help") << QStringList{"--help"} << 0 << "";
        QTest::newRow("version") << QStringList{"--version"} << 0 << "";
    }

    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, says);
        const CliResult result = runCli(arguments, m_folder.path());
        QCOMPARE(result.exitCode, exitCode);
        QVERIFY2(result.error.contains(says.toUtf8()), result.error.constData());
        if (exitCode != 0)
            QCOMPARE(result.out, QByteArray());
    }

private:
    QTemporaryDir m_folder;
};

TRANSCOPE_TEST(TestCliUsage)
#include "tst_cliusage.moc"
