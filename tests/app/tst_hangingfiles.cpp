#include "core/base/filewait.h"
#include "tests/testsupport/testprogram.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/// A file that nobody else can open until this goes, or for lease-break-time (45 s): as on a network that
/// hangs.
class HeldFile
{
public:
    explicit HeldFile(const QString& path) : m_fd(::open(path.toLocal8Bit().constData(), O_RDWR | O_CLOEXEC))
    {
        std::signal(SIGIO, SIG_IGN); // the kernel's request to let go
        m_held = ::fcntl(m_fd, F_SETLEASE, F_WRLCK) == 0;
    }
    ~HeldFile() { ::close(m_fd); }
    HeldFile(const HeldFile&) = delete;
    HeldFile& operator=(const HeldFile&) = delete;
    bool isHeld() const { return m_held; }

private:
    int m_fd;
    bool m_held = false;
};

} // namespace

/// Files that never answer: the command says which one it waits for, and can be stopped.
class TestHangingFiles : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString write(const QString& name) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        file.write("spot,x,y\n1x1,10,20\n");
        return file.fileName();
    }

private slots:
    void waitsAreKnown()
    {
        using transcope::core::FileWait, transcope::core::longestFileWait;
        QVERIFY(!longestFileWait());
        const FileWait first("/a");
        {
            const FileWait second("/b");
            QCOMPARE(longestFileWait()->file, std::filesystem::path("/a"));
        }
        QCOMPARE(longestFileWait()->file, std::filesystem::path("/a"));
    }

    void cancelWorks_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("command");
        QTest::newRow("spots") << "spots.csv" << QStringList{"info", "--spots"};
        QTest::newRow("slide") << "slide.svs" << QStringList{"info"};
        QTest::newRow("weights") << "weights.safetensors" << QStringList{"info"};
        QTest::newRow("session") << "session.transcope" << QStringList{"info"};
        QTest::newRow("anndata") << "section.h5ad" << QStringList{"info"};
    }
    void cancelWorks()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, command);
        const QString file = write(name);
        const HeldFile held(file);
        if (!held.isHeld())
            QSKIP("no leases on this file system");
        QProcess process;
        process.start(TRANSCOPE_BIN "/transcope-cli", command << file);
        QByteArray said;
        QElapsedTimer timer;
        timer.start();
        while (!said.contains("still waiting for") && timer.elapsed() < 30'000 &&
               process.state() != QProcess::NotRunning) {
            process.waitForReadyRead(100);
            said += process.readAllStandardError();
        }
        QVERIFY2(said.contains("still waiting for " + file.toLocal8Bit()), said.constData());
        process.terminate();
        QVERIFY(process.waitForFinished(15'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(process.readAllStandardError().contains("cancelled while waiting for " + file.toLocal8Bit()));
    }

    /// What is no file is refused, or waited for like one, and never mistaken for a damaged one.
    void pipesInTheirPlace_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("slide") << QStringList{"info", "pipe.svs"};
        QTest::newRow("weights") << QStringList{"info", "pipe.safetensors"};
        QTest::newRow("session") << QStringList{"info", "pipe.transcope"};
        QTest::newRow("anndata") << QStringList{"info", "pipe.h5ad"};
        QTest::newRow("spots") << QStringList{"info", "--spots", "pipe.csv"};
        QTest::newRow("regions") << QStringList{"regions", "absent.transcope", "--import", "pipe.geojson"};
    }
    void pipesInTheirPlace()
    {
        QFETCH(QStringList, command);
        const QString pipe = m_dir.filePath(command.last());
        QFile::remove(pipe);
        QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(TRANSCOPE_BIN "/transcope-cli", command);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 3);
        const auto said = process.readAllStandardError();
        QVERIFY2(!said.contains("damaged"), said.constData());
    }
};

TRANSCOPE_TEST(TestHangingFiles)
#include "tst_hangingfiles.moc"
