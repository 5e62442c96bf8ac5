#include "core/base/filewait.h"
#include "tests/testsupport/hanging.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QtTest>

#include <sys/stat.h>

using namespace transcope;

/// Files that never answer: the command says which one it waits for, and can be stopped.
class TestHangingFiles : public QObject
{
    Q_OBJECT

    const tests::TempFolder m_dir;

    void saysWhatItWaitsForAndCanBeStopped(const QStringList& command, const QByteArray& file)
    {
        QProcess process;
        process.start(TRANSCOPE_BIN "/transcope-cli", command + QStringList{file});
        QByteArray said;
        QElapsedTimer timer;
        timer.start();
        while (!said.contains("still waiting for") && timer.elapsed() < 30'000 &&
               process.state() != QProcess::NotRunning) {
            process.waitForReadyRead(100);
            said += process.readAllStandardError();
        }
        if (!said.contains("still waiting for " + file)) {
            process.kill();
            process.waitForFinished();
            QFAIL(("said nothing but: " + said).constData());
        }
        process.terminate();
        QVERIFY(process.waitForFinished(15'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(process.readAllStandardError().contains("cancelled while waiting for " + file));
    }

private slots:
    void waitsAreKnown()
    {
        using core::FileWait, core::longestFileWait;
        QVERIFY(!longestFileWait());
        const FileWait first("/a");
        {
            const FileWait second("/b");
            QCOMPARE(longestFileWait()->file, std::filesystem::path("/a"));
        }
        QCOMPARE(longestFileWait()->file, std::filesystem::path("/a"));
    }

    void cannotBeOpened_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("command");
        QTest::newRow("spots") << "spots.csv" << QStringList{"info", "--spots"};
        QTest::newRow("slide") << "slide.svs" << QStringList{"info"};
        QTest::newRow("weights") << "weights.safetensors" << QStringList{"info"};
        QTest::newRow("session") << "session.transcope" << QStringList{"info"};
        QTest::newRow("anndata") << "section.h5ad" << QStringList{"info"};
    }
    void cannotBeOpened()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, command);
        const auto file = m_dir.write(name.toStdString(), "spot,x,y\n1x1,10,20\n");
        const tests::HeldFile held(file);
        if (!held.isHeld())
            QSKIP("no leases on this file system");
        saysWhatItWaitsForAndCanBeStopped(command, QByteArray::fromStdString(file.string()));
    }

    /// Not even whether the file exists.
    void cannotBeLookedAt_data() { cannotBeOpened_data(); }
    void cannotBeLookedAt()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, command);
        const auto folder = m_dir / "gone";
        std::filesystem::create_directory(folder);
        const tests::HangingFileSystem gone(folder);
        if (!gone.hangs())
            QSKIP("mounting needs root and /dev/fuse");
        saysWhatItWaitsForAndCanBeStopped(command,
                                          QByteArray::fromStdString((folder / name.toStdString()).string()));
    }

    /// What is no file is refused, and never mistaken for a damaged one.
    void pipesInTheirPlace_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("slide") << QStringList{"info", "pipe.svs"};
        QTest::newRow("weights") << QStringList{"info", "pipe.safetensors"};
        QTest::newRow("session") << QStringList{"info", "pipe.transcope"};
        QTest::newRow("anndata") << QStringList{"info", "pipe.h5ad"};
        QTest::newRow("spots") << QStringList{"info", "--spots", "pipe.csv"};
    }
    void pipesInTheirPlace()
    {
        QFETCH(QStringList, command);
        const auto pipe = m_dir / command.last().toStdString();
        std::filesystem::remove(pipe);
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(m_dir.path().string()));
        process.start(TRANSCOPE_BIN "/transcope-cli", command);
        QVERIFY(process.waitForFinished(20'000));
        const auto said = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 3, said.constData());
        QVERIFY2(!said.contains("damaged") && said.contains(command.last().toUtf8()), said.constData());
    }
};

TRANSCOPE_TEST(TestHangingFiles)
#include "tst_hangingfiles.moc"
