// The batch scripts of resources/cluster, filled in and run without Slurm: what sbatch, srun and scontrol do
// is played. On a real Slurm: tests/cluster.
#include "tests/app/trainingdata.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinyweights.h"

#include <QDir>
#include <QJsonArray>

using namespace transcope;
using testsupport::CliResult;
using testsupport::runCli;

namespace {

const QString Unusual = "it's 100% (x)";

} // namespace

class SlurmScriptsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void quotesWhateverStandsInPaths();
    void aTaskFailsWithItsSlide();
    void aTaskHasSeveralOfVeryManySlides();
    void sitesAdaptTheScripts();
    void trainsWithAProcessForEachTask();
    void goesBackToTheQueue_data();
    void goesBackToTheQueue();
    void writesNoJobThatCannotRun_data();
    void writesNoJobThatCannotRun();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& text, bool program = false) const;
    QByteArray read(const QString& name) const;
    CliResult cli(const QStringList& arguments) const
    {
        return runCli(QStringList{"--json"} + arguments, m_folder.path());
    }
    CliResult cohort(const QString& list, const QString& out, const QStringList& more = {"--slurm"}) const
    {
        return cli(QStringList{"cohort", path(list), "--weights", path("tiny.safetensors"), "--grid", "300px",
                               "--out", path(out)} +
                   more);
    }
    CliResult trainJob(const QStringList& more = {}) const
    {
        return cli(QStringList{"train", "--data", path("d.pack"), "--out", path(Unusual + "/w"), "--config",
                               path("tiny.json"), "--precision", "float32", "--notes", "two words",
                               "--slurm=--nodes=2"} +
                   more);
    }
    /// As a node runs it. variables: NAME=VALUE.
    CliResult bash(const QString& script, const QStringList& variables) const;

    QTemporaryDir m_folder;
};

void SlurmScriptsTest::write(const QString& name, const QByteArray& text, bool program) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    if (program)
        file.setPermissions(file.permissions() | QFile::ExeOwner);
}

QByteArray SlurmScriptsTest::read(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

CliResult SlurmScriptsTest::bash(const QString& script, const QStringList& variables) const
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", path("bin") + ":" + environment.value("PATH"));
    for (const QString& variable : variables)
        environment.insert(variable.section('=', 0, 0), variable.section('=', 1));
    process.setProcessEnvironment(environment);
    process.start("bash", {path(script)});
    process.waitForFinished(120'000);
    CliResult result;
    if (process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.error = process.readAllStandardError();
    return result;
}

void SlurmScriptsTest::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkdir("bin") && QDir(m_folder.path()).mkdir(Unusual));
    QVERIFY(tests::writeTinyWeights(path("tiny.safetensors").toStdString()));
    tests::makeTrainingData(m_folder);
    const CliResult packed =
        cli({"pack", "--data", path("data"), "--out", path("d.pack"), "--levels", "0,1"});
    QVERIFY2(packed.exitCode == 0, packed.error.constData());
    write("slides.csv", "slide,name\ngone.png,zero\ndata/demo7/slide.tif,one\n");
    // Two tasks on nodes whose names are no hosts', as srun starts them; the job fails with the worst of
    // both.
    write("bin/srun", R"(#!/bin/bash
[ -z "$SRUN_FAILS" ] || exit "$SRUN_FAILS"
while [[ $1 == --* ]]; do shift; done
export SLURM_STEP_NUM_TASKS=2 SLURM_STEP_NODELIST=no-such-host[1-2].invalid SLURM_LAUNCH_NODE_IPADDR=127.0.0.1
SLURM_PROCID=1 SLURM_LOCALID=0 "$@" & other=$!
SLURM_PROCID=0 SLURM_LOCALID=0 "$@"; own=$?
wait $other && exit $own
)",
          true);
    write("bin/scontrol", "#!/bin/bash\necho scontrol \"$@\"\nexit 1\n", true);
}

void SlurmScriptsTest::quotesWhateverStandsInPaths()
{
    const CliResult begun = cohort("slides.csv", Unusual + "/all", {"--slurm=--mem=4G -p gpu"});
    QVERIFY2(begun.exitCode == 0, begun.error.constData());
    const QByteArray script = read(Unusual + "/all/cohort.sbatch");
    QVERIFY2(script.contains("\n#SBATCH --mem=4G -p gpu\n"), script.constData());
    QVERIFY2(script.contains("/it'\\''s 100%% (x)/all/slurm-%a.log'\n"), script.constData());
    const CliResult task = bash(Unusual + "/all/cohort.sbatch", {"SLURM_ARRAY_TASK_ID=1"});
    QVERIFY2(task.exitCode == 0, task.error.constData());
    QCOMPARE(task.out, QByteArray("one is done\n"));
    QVERIFY(QFile::exists(path(Unusual + "/all/one.transcope")));
    // What is done is no task of the next script.
    QVERIFY(cohort("slides.csv", Unusual + "/all").exitCode == 0);
    QVERIFY(read(Unusual + "/all/cohort.sbatch").contains("\n#SBATCH --array=0\n"));
}

void SlurmScriptsTest::aTaskFailsWithItsSlide()
{
    const CliResult task = bash(Unusual + "/all/cohort.sbatch", {"SLURM_ARRAY_TASK_ID=0"});
    QCOMPARE(task.exitCode, 3);
    QVERIFY2(task.out.startsWith("zero failed: ") && task.out.contains("gone.png"), task.out.constData());
}

void SlurmScriptsTest::aTaskHasSeveralOfVeryManySlides()
{
    QByteArray list = "slide,name\n";
    for (int i = 0; i < 1003; ++i)
        list += "gone.png,s" + QByteArray::number(i) + "\n";
    write("many.csv", list);
    const CliResult begun = cohort("many.csv", "many");
    QVERIFY2(begun.exitCode == 0, begun.error.constData());
    const QByteArray script = read("many/cohort.sbatch");
    QVERIFY(script.contains("#SBATCH --array=0,1,2,") && script.contains(",998,999\n")); // none above 1000
    const CliResult task = bash("many/cohort.sbatch", {"SLURM_ARRAY_TASK_ID=2"});
    QCOMPARE(task.exitCode, 3);
    const auto status = cli({"cohort", "status", path("many")}).json();
    QCOMPARE(status["failed"].toArray().size(), 2);
    QCOMPARE(status["failed"][0]["slide"].toString(), QString("s2"));
    QCOMPARE(status["failed"][1]["slide"].toString(), QString("s1002"));
}

void SlurmScriptsTest::sitesAdaptTheScripts()
{
    QVERIFY(QDir(m_folder.path()).mkpath("site/cluster"));
    write("site/cluster/cohort.sbatch",
          "#!/bin/bash\n#SBATCH --mail-user=a@b.org @OPTIONS@\necho adapted @TASKS@\n");
    qputenv("TRANSCOPE_RESOURCES", path("site").toUtf8());
    const CliResult begun = cohort("slides.csv", "adapted", {"--slurm=--mail-user=C@D@E"});
    QCOMPARE(read("adapted/cohort.sbatch"),
             QByteArray("#!/bin/bash\n#SBATCH --mail-user=a@b.org --mail-user=C@D@E\necho adapted 0,1\n"));
    write("site/cluster/cohort.sbatch", "echo @WEIGHTS@\n");
    const CliResult wrong = cohort("slides.csv", "adapted");
    qunsetenv("TRANSCOPE_RESOURCES");
    QCOMPARE(wrong.exitCode, 3);
    QVERIFY2(wrong.error.contains("asks for @WEIGHTS@"), wrong.error.constData());
    QCOMPARE(cohort("slides.csv", "adapted", {"--slurm=--mem=4G\nrm"}).exitCode, 2);
}

void SlurmScriptsTest::trainsWithAProcessForEachTask()
{
    const CliResult written = trainJob({"--distributed"});
    QVERIFY2(written.exitCode == 0, written.error.constData());
    QCOMPARE(written.json()["script"].toString(), path(Unusual + "/w.sbatch"));
    const QByteArray script = read(Unusual + "/w.sbatch");
    QVERIFY2(script.contains("\n#SBATCH --nodes=2\n") &&
                 script.contains("/it'\\''s 100%% (x)/w.slurm.log'\n"),
             script.constData());
    QVERIFY2(script.contains(" '--notes=two words' ") && script.count("--distributed --resume\n") == 1 &&
                 !script.contains("--slurm"),
             script.constData());
    const QStringList job = {"SLURM_JOB_ID=" + QString::number(QCoreApplication::applicationPid()),
                             "SLURM_TASKS_PER_NODE=1(x2)", "SLURM_CPUS_ON_NODE=1"};
    const CliResult ran = bash(Unusual + "/w.sbatch", job);
    if (ran.error.contains("this build cannot train with several processes"))
        QSKIP("built without Gloo's headers");
    QVERIFY2(ran.exitCode == 0, (ran.out + ran.error).constData());
    QVERIFY2(ran.out.contains("Trained 2 epochs"), ran.out.constData());
    QCOMPARE(read(Unusual + "/w.curve.csv").trimmed().count('\n'), 2);
    // Submitted again, it finds everything done.
    const QByteArray weights = read(Unusual + "/w");
    QVERIFY(bash(Unusual + "/w.sbatch", job).exitCode == 0);
    QVERIFY(!weights.isEmpty() && read(Unusual + "/w") == weights);
}

void SlurmScriptsTest::goesBackToTheQueue_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("restarts");
    QTest::addColumn<bool>("requeued");
    QTest::newRow("a process lost the others") << 4 << 0 << true;
    QTest::newRow("a process was killed") << 137 << 4 << true;
    QTest::newRow("again and again") << 4 << 5 << false;
    QTest::newRow("a wrong option") << 2 << 0 << false;
    QTest::newRow("cancelled") << 5 << 0 << false;
}

void SlurmScriptsTest::goesBackToTheQueue()
{
    QFETCH(int, code);
    QFETCH(int, restarts);
    QFETCH(bool, requeued);
    const CliResult ran =
        bash(Unusual + "/w.sbatch",
             {"SLURM_JOB_ID=77", "SLURM_TASKS_PER_NODE=1", "SLURM_CPUS_ON_NODE=1",
              "SLURM_RESTART_COUNT=" + QString::number(restarts), "SRUN_FAILS=" + QString::number(code)});
    QCOMPARE(ran.exitCode, code);
    QCOMPARE(ran.out.contains("scontrol requeue 77\n"), requeued);
}

void SlurmScriptsTest::writesNoJobThatCannotRun_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a folder") << QStringList{"--data", path("data")} << QByteArray("pack first");
    QTest::newRow("options that cannot be read")
        << QStringList{"--config", path("none.json")} << QByteArray("none.json");
    QTest::newRow("a split that nobody knows")
        << QStringList{"--split", "patient=Nobody"} << QByteArray("Nobody");
}

void SlurmScriptsTest::writesNoJobThatCannotRun()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, says);
    QStringList arguments = {"train", "--out", path("none"), "--slurm"};
    for (const auto& [option, value] : {std::pair{"--data", path("d.pack")}, {"--config", path("tiny.json")}})
        if (!more.contains(option))
            arguments += {option, value};
    const CliResult refused = cli(arguments + more);
    QVERIFY(refused.exitCode > 0);
    QVERIFY2(refused.error.contains(says), refused.error.constData());
    QVERIFY(!QFile::exists(path("none.sbatch")));
}

TRANSCOPE_TEST(SlurmScriptsTest)
#include "tst_slurmscripts.moc"
