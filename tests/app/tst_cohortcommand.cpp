#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinyweights.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace transcope;
using namespace transcope::testsupport;

/// cohort, over two plain pictures of 600 px and one that is not there.
class TestCohortCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void drawPicture(const QString& name) const
    {
        QImage picture(600, 600, QImage::Format_RGB32);
        picture.fill(QColor(200, 120, 160));
        QVERIFY(picture.save(path(name)));
    }
    CliResult cohort(const QStringList& arguments) const
    {
        return runCli(QStringList{"--json", "cohort"} + arguments, m_folder.path(), 120'000);
    }
    CliResult begin(const QStringList& more = {"--local", "2"}) const
    {
        return cohort(QStringList{path("slides.csv"), "--weights", path("tiny.safetensors"), "--grid",
                                  "150px", "--out", path("all")} +
                      more);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(tests::writeTinyWeights(path("tiny.safetensors").toStdString()));
        drawPicture("a.png");
        drawPicture("b.png");
        write("spots.csv", "id,x,y\nfirst,200,200\nsecond,400,400\n");
        write("slides.csv", "slide,spots\na.png,\nb.png,spots.csv\ngone.png,\n");
    }

    void aMissingSlideFailsAlone()
    {
        const CliResult result = begin();
        QVERIFY2(result.exitCode == 0, result.error.constData());
        QCOMPARE(result.json()["slides"].toInt(), 3);
        QCOMPARE(result.json()["done"].toInt(), 2);
        const auto failed = result.json()["failed"].toArray();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0]["slide"].toString(), QString("gone"));
        QVERIFY2(failed[0]["reason"].toString().contains("gone.png"),
                 qPrintable(failed[0]["reason"].toString()));
        QVERIFY(QFile::exists(path("all/a.transcope")) && QFile::exists(path("all/b.transcope")));
    }

    void whatIsDoneIsNotDoneAgain()
    {
        const QByteArray before = read("all/a.done.json");
        drawPicture("gone.png");
        const CliResult result = begin();
        QVERIFY2(result.exitCode == 0, result.error.constData());
        QCOMPARE(result.json()["done"].toInt(), 3);
        QCOMPARE(read("all/a.done.json"), before); // it holds the seconds that predicting took
        const CliResult status = cohort({"status", path("all")});
        QCOMPARE(status.json()["done"].toInt(), 3);
        QVERIFY(status.json()["waiting"].toArray().isEmpty());
    }

    void oneTableForAll()
    {
        const CliResult result = cohort({"merge", path("all"), "--out", path("all.csv")});
        QVERIFY2(result.exitCode == 0, result.error.constData());
        const auto lines = read("all.csv").trimmed().split('\n');
        QVERIFY2(lines[0].startsWith("slide,id,x,y,padded,DDX5"), lines[0].constData());
        const auto ofB =
            std::ranges::count_if(lines, [](const QByteArray& line) { return line.startsWith("b,"); });
        QCOMPARE(ofB, 2);
        QCOMPARE(lines.size() - 1, result.json()["spots"].toInt());
        const auto first =
            std::ranges::find_if(lines, [](const QByteArray& l) { return l.startsWith("b,first,"); });
        QVERIFY(first != lines.end());
        QVERIFY2(first->startsWith("b,first,200,200,1,"),
                 first->constData()); // level 2 reaches 448 px around
        QCOMPARE(first->count(','), lines[0].count(','));
    }

    void otherSlidesNeedAnotherFolder()
    {
        write("slides.csv", "slide\na.png\n");
        const CliResult result = begin();
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.error.contains("another cohort"), result.error.constData());
    }

    void aTaskOfAJobArray()
    {
        write("slides.csv", "slide,name\na.png,one\nb.png,two\n");
        const QStringList into = {"--out", path("cluster")};
        const CliResult begun =
            cohort(QStringList{path("slides.csv"), "--weights", path("tiny.safetensors"), "--grid", "300px"} +
                   into + QStringList{"--slurm=--mem=4G"});
        QVERIFY2(begun.exitCode == 0, begun.error.constData());
        const QByteArray script = read("cluster/cohort.sbatch");
        QVERIFY2(script.contains("#SBATCH --array=0,1\n") && script.contains("#SBATCH --mem=4G\n"),
                 script.constData());
        const CliResult task = cohort({"task", path("cluster"), "--index", "1"});
        QVERIFY2(task.exitCode == 0, task.error.constData());
        QCOMPARE(task.json()["done"].toInt(), 1);
        QCOMPARE(task.json()["waiting"].toArray().first().toString(), QString("one"));
        QCOMPARE(cohort({"task", path("cluster"), "--index", "2"}).exitCode, 2);
    }

    void wrongLists_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no column") << QByteArray("file\na.png\n") << QByteArray("no column \"slide\"");
        QTest::newRow("twice") << QByteArray("slide\na.png\na.png\n") << QByteArray("line 3");
        QTest::newRow("both") << QByteArray("slide,spots,grid\na.png,spots.csv,100px\n")
                              << QByteArray("exclude");
        QTest::newRow("nothing") << QByteArray("slide\n") << QByteArray("lists no slides");
    }

    void wrongLists()
    {
        QFETCH(QByteArray, list);
        QFETCH(QByteArray, said);
        write("wrong.csv", list);
        const CliResult result = cohort({path("wrong.csv"), "--weights", path("tiny.safetensors"), "--grid",
                                         "100px", "--out", path("wrong"), "--local", "1"});
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.error.contains(said), result.error.constData());
        QVERIFY(!QFile::exists(path("wrong")));
    }
};

TRANSCOPE_TEST(TestCohortCommand)
#include "tst_cohortcommand.moc"
