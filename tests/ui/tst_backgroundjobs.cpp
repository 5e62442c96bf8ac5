#include "tests/testsupport/testprogram.h"
#include "ui/document/backgroundjobs.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace transcope;
using ui::BackgroundJobs;

class TestBackgroundJobs : public QObject
{
    Q_OBJECT
private slots:
    void theNewestWins();
    void cancelled();
    void whatIsThrownBecomesAnError();
    void progressOfTheNewestOnly();
};

void TestBackgroundJobs::theNewestWins()
{
    BackgroundJobs jobs;
    QSignalSpy busy(&jobs, &BackgroundJobs::busyChanged);
    QSemaphore started, gate;
    QList<int> results;
    const auto note = [&](core::Result<int> result) { results << result.value(); };
    // The first does not notice that nobody wants it any more; the second does not wait for it.
    jobs.start(
        [&](const core::ProgressFn&, std::stop_token) {
            started.release();
            gate.acquire();
            return core::Result<int>(1);
        },
        note);
    started.acquire();
    jobs.start([&](const core::ProgressFn&, std::stop_token) { return core::Result<int>(2); }, note);
    QTRY_COMPARE(results, QList<int>{2});
    QVERIFY(!jobs.isBusy());
    QCOMPARE(busy.last().front().toBool(), false);
    gate.release();
    jobs.start([&](const core::ProgressFn&, std::stop_token) { return core::Result<int>(3); }, note);
    QTRY_COMPARE(results, (QList<int>{2, 3}));
}

void TestBackgroundJobs::cancelled()
{
    BackgroundJobs jobs;
    QSemaphore ended;
    bool told = false, toldNext = false;
    jobs.start(
        [&](const core::ProgressFn&, std::stop_token) {
            ended.release();
            return core::Result<int>(1);
        },
        [&](core::Result<int>) { told = true; });
    ended.acquire(); // its result is on its way, or will be
    jobs.cancel();
    QVERIFY(!jobs.isBusy());
    jobs.start([](const core::ProgressFn&, std::stop_token) { return core::Result<int>(2); },
               [&](core::Result<int>) { toldNext = true; });
    QTRY_VERIFY(toldNext);
    QVERIFY(!told);
}

void TestBackgroundJobs::whatIsThrownBecomesAnError()
{
    BackgroundJobs jobs;
    std::optional<core::Error> error;
    jobs.start([](const core::ProgressFn&, std::stop_token) -> core::Result<int> { throw std::bad_alloc(); },
               [&](core::Result<int> result) { error = result.error(); });
    QTRY_VERIFY(error.has_value());
    QCOMPARE(error->code, core::ErrorCode::DeviceFailure);
}

void TestBackgroundJobs::progressOfTheNewestOnly()
{
    BackgroundJobs jobs;
    QSemaphore said;
    QStringList stages;
    bool done = false;
    connect(&jobs, &BackgroundJobs::progressed, this,
            [&](const core::Progress& progress) { stages << QString::fromStdString(progress.stage); });
    const auto saying = [&](const char* stage) {
        return [&said, stage](const core::ProgressFn& progress, std::stop_token) {
            core::Progress now;
            now.stage = stage;
            progress(now);
            said.release();
            return core::Result<int>(0);
        };
    };
    jobs.start(saying("old"), [](core::Result<int>) {});
    said.acquire();
    jobs.start(saying("new"), [&](core::Result<int>) { done = true; });
    QTRY_VERIFY(done);
    QCOMPARE(stages, QStringList{"new"});
}

TRANSCOPE_TEST(TestBackgroundJobs)
#include "tst_backgroundjobs.moc"
