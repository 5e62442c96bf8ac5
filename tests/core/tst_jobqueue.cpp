#include "core/base/jobqueue.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <atomic>
#include <future>

using namespace transcope::core;

namespace {

/// What the UI's event loop is to a viewer: posts wait until the test runs them.
class Inbox
{
public:
    JobQueue::Poster poster()
    {
        return [this](std::function<void()> post) {
            const std::lock_guard lock(m_mutex);
            m_posts.push_back(std::move(post));
        };
    }
    /// Runs what has come so far; how many that were.
    int run()
    {
        std::vector<std::function<void()>> posts;
        {
            const std::lock_guard lock(m_mutex);
            posts.swap(m_posts);
        }
        for (const auto& post : posts)
            post();
        return static_cast<int>(posts.size());
    }

private:
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_posts;
};

} // namespace

class TestJobQueue : public QObject
{
    Q_OBJECT
private slots:
    void resultsComeBackInOrder();
    void doneRunsOnlyWhenPosted();
    void movesResults();
    void thrownErrors();
    void cancelledWhileWaiting();
    void cancelledWhileRunning();
    void cancelledAfterPosting();
    void destroyedWithWork();
    void postsAfterDestructionDoNothing();
    void manyThreads();
};

void TestJobQueue::resultsComeBackInOrder()
{
    Inbox inbox;
    JobQueue queue(inbox.poster());
    std::vector<int> results;
    for (int i = 0; i < 100; ++i)
        queue.submit([i](std::stop_token) { return Result<int>(i * i); },
                     [&](Result<int> result) { results.push_back(result.value()); });
    queue.waitUntilIdle();
    inbox.run();
    QCOMPARE(results.size(), 100u);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(results[static_cast<std::size_t>(i)], i * i);
}

void TestJobQueue::doneRunsOnlyWhenPosted()
{
    Inbox inbox;
    JobQueue queue(inbox.poster());
    const auto here = std::this_thread::get_id();
    std::thread::id workedOn, doneOn;
    queue.submit(
        [&](std::stop_token) {
            workedOn = std::this_thread::get_id();
            return Result<void>();
        },
        [&](Result<void>) { doneOn = std::this_thread::get_id(); });
    queue.waitUntilIdle();
    QVERIFY(doneOn == std::thread::id());
    QCOMPARE(inbox.run(), 1);
    QVERIFY(doneOn == here);
    QVERIFY(workedOn != here);
}

void TestJobQueue::movesResults()
{
    Inbox inbox;
    JobQueue queue(inbox.poster());
    std::unique_ptr<int> got;
    queue.submit([](std::stop_token) { return Result<std::unique_ptr<int>>(std::make_unique<int>(7)); },
                 [&](Result<std::unique_ptr<int>> result) { got = std::move(*result); });
    queue.waitUntilIdle();
    inbox.run();
    QCOMPARE(*got, 7);
}

void TestJobQueue::thrownErrors()
{
    Inbox inbox;
    JobQueue queue(inbox.poster());
    std::vector<ErrorCode> codes;
    const auto done = [&](Result<int> result) { codes.push_back(result.error().code); };
    queue.submit([](std::stop_token) -> Result<int> { throw std::bad_alloc(); }, done);
    queue.submit([](std::stop_token) -> Result<int> { throw std::runtime_error("odd"); }, done);
    queue.submit([](std::stop_token) -> Result<int> { return fail(ErrorCode::NotFound, "gone"); }, done);
    queue.waitUntilIdle();
    inbox.run();
    QVERIFY(codes == (std::vector{ErrorCode::DeviceFailure, ErrorCode::BadInput, ErrorCode::NotFound}));
}

void TestJobQueue::cancelledWhileWaiting()
{
    Inbox inbox;
    JobQueue queue(inbox.poster());
    std::promise<void> gate;
    std::atomic<bool> ran = false;
    int done = 0;
    queue.submit(
        [&](std::stop_token) {
            gate.get_future().wait();
            return Result<void>();
        },
        [&](Result<void>) { ++done; });
    auto stop = queue.submit(
        [&](std::stop_token) {
            ran = true;
            return Result<void>();
        },
        [&](Result<void>) { ++done; });
    stop.request_stop();
    gate.set_value();
    queue.waitUntilIdle();
    inbox.run();
    QVERIFY(!ran);
    QCOMPARE(done, 1);
}

void TestJobQueue::cancelledWhileRunning()
{
    Inbox inbox;
    JobQueue queue(inbox.poster());
    std::promise<void> started;
    bool done = false;
    auto stop = queue.submit(
        [&](std::stop_token token) {
            started.set_value();
            while (!token.stop_requested())
                std::this_thread::yield();
            return Result<void>();
        },
        [&](Result<void>) { done = true; });
    started.get_future().wait();
    stop.request_stop();
    queue.waitUntilIdle();
    inbox.run();
    QVERIFY(!done);
}

void TestJobQueue::cancelledAfterPosting()
{
    Inbox inbox;
    JobQueue queue(inbox.poster());
    bool done = false;
    auto stop =
        queue.submit([](std::stop_token) { return Result<void>(); }, [&](Result<void>) { done = true; });
    queue.waitUntilIdle();
    stop.request_stop();
    QCOMPARE(inbox.run(), 1);
    QVERIFY(!done);
}

void TestJobQueue::destroyedWithWork()
{
    Inbox inbox;
    std::atomic<int> started = 0;
    {
        JobQueue queue(inbox.poster());
        std::promise<void> running;
        queue.submit(
            [&](std::stop_token token) {
                ++started;
                running.set_value();
                while (!token.stop_requested())
                    std::this_thread::yield();
                return Result<void>();
            },
            [](Result<void>) { QFAIL("a result of a queue that is gone"); });
        for (int i = 0; i < 10; ++i)
            queue.submit(
                [&](std::stop_token) {
                    ++started;
                    return Result<void>();
                },
                [](Result<void>) { QFAIL("a result of a queue that is gone"); });
        running.get_future().wait();
    }
    QCOMPARE(started.load(), 1);
    inbox.run();
}

void TestJobQueue::postsAfterDestructionDoNothing()
{
    Inbox inbox;
    {
        JobQueue queue(inbox.poster());
        queue.submit([](std::stop_token) { return Result<void>(); },
                     [](Result<void>) { QFAIL("a result of a queue that is gone"); });
        queue.waitUntilIdle();
    }
    QCOMPARE(inbox.run(), 1);
}

void TestJobQueue::manyThreads()
{
    Inbox inbox;
    int sum = 0; // touched by this thread only
    {
        JobQueue queue(inbox.poster(), 4);
        std::vector<std::stop_source> stops;
        for (int i = 0; i < 2000; ++i) {
            stops.push_back(queue.submit([i](std::stop_token) { return Result<int>(i % 2); },
                                         [&](Result<int> result) { sum += *result; }));
            if (i % 16 == 0)
                inbox.run();
        }
        queue.waitUntilIdle();
        inbox.run();
    }
    QCOMPARE(sum, 1000);
}

TRANSCOPE_TEST(TestJobQueue)
#include "tst_jobqueue.moc"
