#pragma once

#include <QtTest>

namespace transcope::test {

/// Makes one entry of a test program: `<program> NAME [arguments]` runs it in this process, NAME being that
/// of the source file without its ending. Linking some hundred programs costs more than compiling their
/// tests, so the tests of a folder share one; CTest starts it anew for every class.
class ProgramEntry
{
public:
    using Main = int (*)(int argc, char** argv); ///< as main(); argv[0] is the program, without NAME
    ProgramEntry(const char* file, Main main);
};

/// What QTEST_MAIN does: `Test` with an `Application` around it.
template <class Test, class Application> int runTestClass(int argc, char** argv)
{
    Application application(argc, argv);
    application.setAttribute(Qt::AA_Use96Dpi);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace transcope::test

#define TRANSCOPE_PROGRAM_ENTRY(main) static const transcope::test::ProgramEntry programEntry(__FILE__, main);

/// Once at the end of tst_x.cpp, in place of QTEST_GUILESS_MAIN: its test class without windows.
#define TRANSCOPE_TEST(Test) TRANSCOPE_PROGRAM_ENTRY((transcope::test::runTestClass<Test, QCoreApplication>))
/// In place of QTEST_MAIN: its test class, with windows.
#define TRANSCOPE_GUI_TEST(Test) TRANSCOPE_PROGRAM_ENTRY((transcope::test::runTestClass<Test, QApplication>))
