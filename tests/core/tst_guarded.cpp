#include "core/base/guarded.h"
#include "core/base/runtogether.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>
#include <thread>

using namespace transcope::core;

namespace {

// A C library's view of a callback: it knows nothing of exceptions.
struct Comparison
{
    Result<void> result;
    int calls = 0;
};
Comparison comparison;

int compareOrFail(const void*, const void*)
{
    ++comparison.calls;
    if (comparison.result)
        comparison.result = guardedCall([] { throw std::runtime_error("no order"); });
    return 0;
}

} // namespace

class TestGuarded : public QObject
{
    Q_OBJECT
private slots:
    void passesOnWhatIsGiven();
    void turnsWhatIsThrownIntoAnError_data();
    void turnsWhatIsThrownIntoAnError();
    void keepsAThreadAlive();
    void runsTogether_data();
    void runsTogether();
    void keepsExceptionsOutOfCallbacks();
};

void TestGuarded::passesOnWhatIsGiven()
{
    QCOMPARE(guardedCall([](int a, int b) { return a + b; }, 2, 3).value(), 5);
    QVERIFY(guardedCall([] {}).has_value());
    const auto failed = guardedCall([]() -> Result<int> { return fail(ErrorCode::NotFound, "a", "b"); });
    static_assert(std::is_same_v<decltype(failed), const Result<int>>);
    QCOMPARE(failed.error().code, ErrorCode::NotFound);
    QCOMPARE(failed.error().text(), std::string("a. b"));
    auto moved = guardedCall([](std::unique_ptr<int> p) { return p; }, std::make_unique<int>(7));
    QCOMPARE(**moved, 7);
}

void TestGuarded::turnsWhatIsThrownIntoAnError_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QString>("message");
    QTest::newRow("memory") << 0 << 4 << "Not enough memory";
    QTest::newRow("array too long") << 1 << 4 << "Not enough memory";
    QTest::newRow("exception") << 2 << 3 << "Unexpected failure: wheel came off";
    QTest::newRow("an error on its way") << 4 << 2 << "no such wheel";
    QTest::newRow("anything") << 3 << 3 << "Unexpected failure of a library";
}

void TestGuarded::turnsWhatIsThrownIntoAnError()
{
    QFETCH(int, kind);
    const auto result = guardedCall([kind]() -> int {
        switch (kind) {
        case 0:
            throw std::bad_alloc();
        case 1:
            throw std::bad_array_new_length();
        case 2:
            throw std::runtime_error("wheel came off");
        case 4:
            throw ErrorException({ErrorCode::InvalidArgument, "no such wheel", "Take another"});
        default:
            throw 3;
        }
    });
    QVERIFY(!result);
    QTEST(exitCode(result.error().code), "exit");
    QTEST(QString::fromStdString(result.error().message), "message");
    QVERIFY(!result.error().whatToDo.empty());
}

void TestGuarded::keepsAThreadAlive()
{
    Result<void> result;
    std::thread([&] { result = guardedCall([] { throw std::bad_alloc(); }); }).join();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::DeviceFailure);
}

void TestGuarded::runsTogether_data()
{
    QTest::addColumn<int>("failing");
    QTest::newRow("none fails") << -1;
    QTest::newRow("the first fails") << 0;
    QTest::newRow("a later one fails") << 2;
}

void TestGuarded::runsTogether()
{
    QFETCH(int, failing);
    std::atomic<int> calls = 0;
    const auto result = runTogether(4, [&]() -> Result<void> {
        if (calls++ == failing)
            throw std::bad_alloc();
        return {};
    });
    QCOMPARE(calls.load(), 4);
    QCOMPARE(result.has_value(), failing < 0);
    if (!result)
        QCOMPARE(result.error().code, ErrorCode::DeviceFailure);
}

void TestGuarded::keepsExceptionsOutOfCallbacks()
{
    int numbers[] = {3, 1, 2, 5};
    comparison = {};
    std::qsort(numbers, std::size(numbers), sizeof numbers[0], compareOrFail);
    QVERIFY(comparison.calls > 1); // the library went on to its own end
    QVERIFY(!comparison.result);
    QCOMPARE(comparison.result.error().message, std::string("Unexpected failure: no order"));
}

TRANSCOPE_TEST(TestGuarded)
#include "tst_guarded.moc"
