#include "tests/testsupport/fakeworkerfixture.h"
#include "tests/testsupport/testprogram.h"
#include "ui/run/runqueue.h"

#include <QSignalSpy>

#include <csignal>

using namespace transcope;
using test::FakeWorkerFixture;
using ui::RunController;

namespace {

constexpr int PatienceMs = 20000; // for machines that do other things too

} // namespace

class TestRunQueue : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<FakeWorkerFixture>(); }
    void oneAfterTheOther();
    void cancellingGoesOnWithTheNext();
    void aDeadWorkerHoldsTheRest();
    void whatWasLeftIsOfferedAgain();
    void anotherSlideTakesNothingOver();

private:
    struct Watched;
    /// Weights of that name; waits: its predictor does before its first batch, until openGate().
    ui::RunChoice choice(const QString& name, bool waits = false) const;

    std::unique_ptr<FakeWorkerFixture> m_fixture;
};

struct TestRunQueue::Watched
{
    explicit Watched(const FakeWorkerFixture& fixture)
        : settings(fixture.file("settings.ini")),
          run(&document, {QString::fromStdString(FakeWorkerFixture::program())}),
          queue(&document, &run, &settings)
    {
        open(fixture.slide());
    }
    void open(const QString& slide)
    {
        QSignalSpy changed(&document, &ui::Document::slideChanged);
        document.openSlide(slide);
        if (!changed.wait(PatienceMs))
            qFatal("no slide");
    }
    QStringList waiting() const
    {
        QStringList names;
        for (const auto& choice : queue.waiting())
            names << ui::nameOf(choice);
        return names;
    }
    QStringList layers() const
    {
        QStringList names;
        for (const auto& open : document.layers())
            names << QString::fromStdString(open.layer->provenance.weightsName);
        return names;
    }

    ui::AppSettings settings;
    ui::Document document;
    RunController run;
    ui::RunQueue queue;
    QSignalSpy finished{&run, &RunController::finished};
    QSignalSpy failed{&run, &RunController::failed};
    QSignalSpy cancelled{&run, &RunController::cancelled};
    QSignalSpy died{&run, &RunController::workerDied};
    QSignalSpy offered{&queue, &ui::RunQueue::offered};
};

ui::RunChoice TestRunQueue::choice(const QString& name, bool waits) const
{
    QJsonObject behaviour{{"batch", FakeWorkerFixture::Batch},
                          {"digit", QString::number(name.size())}}; // names here differ in length
    if (waits) {
        QFile::remove(m_fixture->file("gate"));
        behaviour["gate"] = m_fixture->file("gate");
        behaviour["gateAfter"] = 1;
    }
    m_fixture->write(name + ".json", QJsonDocument(behaviour).toJson());
    ui::RunChoice choice;
    choice.weights = m_fixture->file(name + ".json");
    choice.spots = ui::RunChoice::Spots::Grid;
    choice.gridPitch = "64px";
    return choice;
}

void TestRunQueue::oneAfterTheOther()
{
    Watched w(*m_fixture);
    w.queue.add(choice("one", true));
    QVERIFY(w.run.isActive());
    w.queue.add(choice("second"));
    w.queue.add(choice("third"));
    w.queue.add(choice("four"));
    QCOMPARE(w.waiting(), QStringList({"second", "third", "four"}));
    w.queue.remove(1);
    QCOMPARE(w.waiting(), QStringList({"second", "four"}));
    QCOMPARE(w.finished.count(), 0);
    m_fixture->openGate();
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.count(), 3, PatienceMs);
    QVERIFY(!w.queue.isBusy());
    QCOMPARE(w.waiting(), QStringList());
    QCOMPARE(w.layers(), QStringList({"one.json", "second.json", "four.json"}));
    QCOMPARE(w.settings.waitingRuns(m_fixture->slide()), QStringList());
}

void TestRunQueue::cancellingGoesOnWithTheNext()
{
    Watched w(*m_fixture);
    w.queue.add(choice("one", true));
    w.queue.add(choice("missing"));
    QFile::remove(m_fixture->file("missing.json"));
    w.queue.add(choice("third"));
    w.run.cancel();
    QVERIFY(w.queue.isBusy()); // the next begins by itself
    m_fixture->openGate();     // what the worker still had in hand
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.count(), 1, PatienceMs);
    QCOMPARE(w.cancelled.count(), 1);
    QCOMPARE(w.failed.count(), 1); // weights that are not there do not stop those after them
    QVERIFY(w.layers().contains("third.json"));
}

void TestRunQueue::aDeadWorkerHoldsTheRest()
{
    Watched w(*m_fixture);
    w.queue.add(choice("one", true));
    w.queue.add(choice("second"));
    m_fixture->waitUntilAtGate();
    QCOMPARE(::kill(static_cast<pid_t>(w.run.workerProcessId()), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(w.died.count(), 1, PatienceMs);
    QTest::qWait(50);
    QVERIFY(!w.queue.isBusy());
    QCOMPARE(w.waiting(), QStringList({"second"}));
    m_fixture->openGate();
    w.run.restart();
    QTRY_COMPARE_WITH_TIMEOUT(w.finished.count(), 2, PatienceMs);
}

void TestRunQueue::whatWasLeftIsOfferedAgain()
{
    {
        Watched w(*m_fixture);
        w.queue.add(choice("one", true));
        w.queue.add(choice("second"));
        m_fixture->waitUntilAtGate();
    } // the viewer ends in the middle
    m_fixture->openGate();
    Watched again(*m_fixture);
    QCOMPARE(again.offered.count(), 1);
    QCOMPARE(again.offered.front().front().toInt(), 2);
    QVERIFY(!again.queue.isBusy()); // opening a slide runs nothing
    again.queue.takeUp();
    QTRY_COMPARE_WITH_TIMEOUT(again.finished.count(), 2, PatienceMs);
    QCOMPARE(again.layers(), QStringList({"one.json", "second.json"}));
    QCOMPARE(again.settings.waitingRuns(m_fixture->slide()), QStringList());
}

void TestRunQueue::anotherSlideTakesNothingOver()
{
    Watched w(*m_fixture);
    QVERIFY(QFile::copy(m_fixture->slide(), m_fixture->file("other.png")));
    w.queue.add(choice("one", true));
    w.queue.add(choice("second"));
    m_fixture->waitUntilAtGate();
    w.open(m_fixture->file("other.png"));
    QCOMPARE(w.waiting(), QStringList());
    QCOMPARE(w.offered.count(), 0);
    m_fixture->openGate();
    QTest::qWait(100);
    QVERIFY(!w.queue.isBusy());
    w.open(m_fixture->slide());
    QCOMPARE(w.offered.count(), 1);
    QCOMPARE(w.offered.front().front().toInt(), 2);
}

TRANSCOPE_TEST(TestRunQueue)
#include "tst_runqueue.moc"
