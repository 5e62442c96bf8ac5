#include "core/rpc/splitcommand.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

using namespace transcope::core;
using Words = std::vector<std::string>;

class TestSplitCommand : public QObject
{
    Q_OBJECT
private slots:
    void words_data()
    {
        QTest::addColumn<std::string>("command");
        QTest::addColumn<Words>("words");
        const auto row = [](const char* name, const std::string& command, const Words& words) {
            QTest::newRow(name) << command << words;
        };
        row("one", "worker", {"worker"});
        row("several, spaces around", "  python3\t my_worker.py  --fast\n",
            {"python3", "my_worker.py", "--fast"});
        row("double quotes", "python3 \"my model/worker.py\"", {"python3", "my model/worker.py"});
        row("single quotes", "python3 'it is \"so\"'", {"python3", "it is \"so\""});
        row("quotes within a word", "--dir=\"a b\"/c", {"--dir=a b/c"});
        row("an empty word", "a \"\" b", {"a", "", "b"});
        row("backslashes", "my\\ worker \\\"x\\\" \"a\\\"b\" 'a\\b'", {"my worker", "\"x\"", "a\"b", "a\\b"});
        row("nothing is expanded", "a $HOME *.py ~ `b` $(c) ; d | e > f",
            {"a", "$HOME", "*.py", "~", "`b`", "$(c)", ";", "d", "|", "e", ">", "f"});
        row("µ and other letters", "wörker µ", {"wörker", "µ"});
    }
    void words()
    {
        QFETCH(std::string, command);
        QFETCH(Words, words);
        const auto split = splitCommand(command);
        QVERIFY2(split, split ? "" : split.error().text().c_str());
        QCOMPARE(*split, words);
    }
    void noCommand_data()
    {
        QTest::addColumn<std::string>("command");
        QTest::addColumn<std::string>("says");
        QTest::newRow("empty") << std::string() << std::string("No command");
        QTest::newRow("spaces") << std::string(" \t ") << std::string("No command");
        QTest::newRow("open quote") << std::string("python3 'my worker.py")
                                    << std::string("quote without an end");
    }
    void noCommand()
    {
        QFETCH(std::string, command);
        QFETCH(std::string, says);
        const auto split = splitCommand(command);
        QVERIFY(!split);
        QCOMPARE(split.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(split.error().message.find(says) != std::string::npos, split.error().message.c_str());
    }
};

TRANSCOPE_TEST(TestSplitCommand)
#include "tst_splitcommand.moc"
