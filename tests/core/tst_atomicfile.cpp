#include "core/base/atomicfile.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

using namespace transcope::core;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

class TestAtomicFile : public QObject
{
    Q_OBJECT
private slots:
    void replacesWhole();
    void failureKeepsWhatWasThere_data();
    void failureKeepsWhatWasThere();
    void messagesNameTheFile();
    void needsItsFolder();
    void twoAtOnce();
    void removesWhatKilledProcessesLeft();
};

void TestAtomicFile::replacesWhole()
{
    const TempFolder folder;
    const fs::path out = folder / "table.tsv";
    QVERIFY(writeTextAtomically(out, "old"));
    const auto written = writeAtomically(out, [&](const fs::path& temporary) -> Result<void> {
        std::ofstream(temporary) << "new";
        if (contentOf(out) != "old" || temporary.extension() != ".tsv" ||
            temporary.parent_path() != out.parent_path())
            return fail(ErrorCode::BadInput, "not as promised");
        return {};
    });
    QVERIFY2(written, written ? "" : written.error().text().c_str());
    QCOMPARE(contentOf(out), std::string("new"));
    QCOMPARE(namesIn(folder.path()), std::vector<std::string>{"table.tsv"});
}

void TestAtomicFile::failureKeepsWhatWasThere_data()
{
    QTest::addColumn<bool>("throws");
    QTest::addColumn<int>("exit");
    QTest::newRow("fails") << false << 6;
    QTest::newRow("throws") << true << 3;
}

void TestAtomicFile::failureKeepsWhatWasThere()
{
    QFETCH(bool, throws);
    const TempFolder folder;
    const fs::path out = folder / "a.csv";
    QVERIFY(writeTextAtomically(out, "old"));
    const auto written = writeAtomically(out, [&](const fs::path& temporary) -> Result<void> {
        std::ofstream(temporary) << "half";
        if (throws)
            throw std::runtime_error("odd");
        return fail(ErrorCode::WriteFailed, "disk full");
    });
    QVERIFY(!written);
    QTEST(exitCode(written.error().code), "exit");
    QCOMPARE(contentOf(out), std::string("old"));
    QCOMPARE(namesIn(folder.path()), std::vector<std::string>{"a.csv"});
}

void TestAtomicFile::messagesNameTheFile()
{
    const TempFolder folder;
    const fs::path out = folder / "a.csv";
    const auto written = writeAtomically(out, [](const fs::path& temporary) -> Result<void> {
        return fail(ErrorCode::WriteFailed, temporary.string() + ": disk full");
    });
    QCOMPARE(written.error().message, out.string() + ": disk full");
}

void TestAtomicFile::needsItsFolder()
{
    const TempFolder folder;
    const auto written = writeTextAtomically(folder / "none" / "a.csv", "a");
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::WriteFailed);
    QVERIFY(!fs::exists(folder / "none"));
}

void TestAtomicFile::twoAtOnce()
{
    const TempFolder folder;
    AtomicFile first(folder / "a.csv"), second(folder / "a.csv");
    QVERIFY(first.temporary() != second.temporary());
    std::ofstream(first.temporary()) << "first";
    std::ofstream(second.temporary()) << "second";
    QVERIFY(second.commit());
    QVERIFY(first.commit());
    QCOMPARE(contentOf(folder / "a.csv"), std::string("first"));
    QVERIFY(!first.commit()); // there is nothing left to name
}

void TestAtomicFile::removesWhatKilledProcessesLeft()
{
    const TempFolder folder;
    const auto leave = [&](const std::string& name, std::chrono::hours age) {
        std::ofstream(folder / name) << "half";
        fs::last_write_time(folder / name, fs::file_time_type::clock::now() - age);
    };
    using std::chrono::hours;
    const std::string ours = std::to_string(::getpid());
    leave(".a.99999999-1.partial.csv", hours(2)); // no process has that number
    leave(".a.99999998-1.partial.csv", hours(0)); // perhaps of another machine that still writes
    leave(".a." + ours + "-99.partial.csv", hours(2));
    leave(".b.99999999-1.partial.tif", hours(2)); // of another file, which may never be written again
    leave(".b.notes.partial.csv", hours(2));      // somebody else's
    QVERIFY(writeTextAtomically(folder / "a.csv", "a"));
    std::vector<std::string> kept = {".a.99999998-1.partial.csv", ".a." + ours + "-99.partial.csv",
                                     ".b.notes.partial.csv", "a.csv"};
    std::sort(kept.begin(), kept.end());
    QCOMPARE(namesIn(folder.path()), kept);
}

TRANSCOPE_TEST(TestAtomicFile)
#include "tst_atomicfile.moc"
