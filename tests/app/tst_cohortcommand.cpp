#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/systempython.h"
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
using tests::pythonFailure;
using tests::pythonHas;

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
        QVERIFY2(failed[0]["reason"].toString().startsWith(path("gone.png")), // not how the process ended
                 qPrintable(failed[0]["reason"].toString()));
        QVERIFY(QFile::exists(path("all/a.transcope")) && QFile::exists(path("all/b.transcope")));
    }

    void warningsBearTheirSlidesNames()
    {
        const QByteArray outcome = read("all/b.done.json");
        write("all/b.done.json", R"({"warnings": [{"kind": "focus", "text": "blurred"}]})");
        const auto warnings = cohort({"status", path("all")}).json()["warnings"].toArray();
        write("all/b.done.json", outcome);
        QCOMPARE(warnings, (QJsonArray{QJsonObject{{"slide", "b"}, {"kind", "focus"}, {"text", "blurred"}}}));
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

    // Positions of every slide in its own px; whose they are says obs, and what they are says uns.
    void oneAnnDataForAll()
    {
        const CliResult result = cohort({"merge", path("all"), "--out", path("all.h5ad")});
        QVERIFY2(result.exitCode == 0, result.error.constData());
        if (!pythonHas("anndata"))
            QSKIP("python3-anndata is not installed");
        const char* const script = R"(
import sys, anndata, csv, numpy as np
a = anndata.read_h5ad(sys.argv[1])
rows = list(csv.DictReader(open(sys.argv[2])))  # the same in a table
assert list(a.obs['library_id']) == [r['slide'] for r in rows]
assert list(a.obs_names) == [r['id'] + '-' + r['slide'] for r in rows] and a.obs_names.is_unique
np.testing.assert_array_equal(a.obsm['spatial'], [[float(r['x']), float(r['y'])] for r in rows])
np.testing.assert_array_equal(a.X, np.array([[float(r[g]) for g in a.var_names] for r in rows], np.float32))
b = a[a.obs['library_id'] == 'b']
np.testing.assert_array_equal(b.obsm['spatial'], [[200, 200], [400, 400]])
assert a.uns['transcope']['sections']['b']['slide'].endswith('b.png') and 'slide that obs' in a.uns['transcope']['units']['spatial']
)";
        const auto failure = pythonFailure(script, {path("all.h5ad"), path("all.csv")});
        QVERIFY2(failure.isEmpty(), failure.constData());
        const auto info = runCli({"--json", "info", path("all.h5ad")}, m_folder.path(), 60'000);
        QCOMPARE(info.json()["libraries"].toArray().size(), 3);
    }

    void predictionsOfOtherWeightsAreNotMixed()
    {
        // The session of b is predicted again with weights of the same genes.
        tests::TinyWeightsOptions other;
        other.seed = "other";
        QVERIFY(tests::writeTinyWeights(path("other.safetensors").toStdString(), other));
        QVERIFY(QFile::remove(path("all/b.transcope")));
        const CliResult again =
            runCli({"--json", "predict", path("b.png"), "--spots", path("spots.csv"), "--weights",
                    path("other.safetensors"), "--out", path("all/b.transcope")},
                   m_folder.path(), 120'000);
        QVERIFY2(again.exitCode == 0, again.error.constData());
        for (const char* out : {"mixed.h5ad", "mixed.csv"}) {
            const CliResult refused = cohort({"merge", path("all"), "--out", path(out)});
            QCOMPARE(refused.exitCode, 3);
            QVERIFY2(refused.error.contains("prediction of b has other weights"), refused.error.constData());
            QVERIFY(!QFile::exists(path(out)));
        }
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

    void slidesWithATruthAreScored()
    {
        // Counts of some of the genes.
        write("truth.csv", "id,x,y,DDX5,GENE2,GENE3\nfirst,200,200,3,0,5\nsecond,400,400,1,4,2\n");
        write("scored.csv", "slide,spots,truth\na.png,spots.csv,\nb.png,spots.csv,truth.csv\n");
        const QStringList scored = {
            path("scored.csv"), "--weights", path("tiny.safetensors"), "--out", path("scored"),
            "--local",          "1"};
        const CliResult begun = cohort(scored);
        QVERIFY2(begun.exitCode == 0, begun.error.constData());
        QCOMPARE(begun.json()["done"].toInt(), 2);
        const auto scores = begun.json()["scores"].toArray();
        const auto ofB = scores.isEmpty() ? QJsonObject() : scores[0].toObject();
        QCOMPARE(scores.size(), 1); // a has no truth
        QCOMPARE(ofB["slide"].toString(), QString("b"));
        // The same as evaluate says.
        const CliResult alone = runCli(
            {"--json", "evaluate", "--truth", path("truth.csv"), "--predicted", path("scored/b.transcope")},
            m_folder.path(), 60'000);
        QVERIFY2(alone.exitCode == 0, alone.error.constData());
        const auto method = alone.json()["methods"].toArray()[0].toObject();
        QVERIFY(method["pccSpot"].isDouble());
        QCOMPARE(ofB["pccSpot"], method["pccSpot"]);
        QCOMPARE(ofB["rmseSpot"], method["rmseSpot"]);
        QCOMPARE(begun.json()["meanScores"].toObject()["rmseSpot"], method["rmseSpot"]);
        const CliResult merged = cohort({"merge", path("scored"), "--out", path("scored.csv.all.csv")});
        QCOMPARE(merged.json()["scores"].toArray(), scores);
    }

    void aTruthThatCannotBeReadIsAFailureWithItsReason()
    {
        write("lost.csv", "slide,spots,truth\nb.png,spots.csv,lost.tsv\n");
        const CliResult result = cohort(
            {path("lost.csv"), "--weights", path("tiny.safetensors"), "--out", path("lost"), "--local", "1"});
        QCOMPARE(result.json()["done"].toInt(), 0);
        const auto failed = result.json()["failed"].toArray();
        QVERIFY2(failed.size() == 1 && failed[0]["reason"].toString().contains("lost.tsv"),
                 result.out.constData());
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
