#include "tests/testsupport/testprogram.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

/// Error::whatToDo has one form in the whole program: a capital letter first, no full stop at the end, since
/// Error::text() puts it behind ". " and others put it on a line of its own. Read off the sources.
class TestAdviceTexts : public QObject
{
    Q_OBJECT
private slots:
    void findsTheOtherForms_data();
    void findsTheOtherForms();
    void sources();
};

namespace {

/// Where the arguments of a call or list lie that begins at `at`, without what stands in strings.
QStringList argumentsFrom(const QString& source, qsizetype at)
{
    QStringList arguments = {{}};
    bool inString = false;
    for (int depth = 1; at < source.size(); ++at) {
        const QChar c = source[at];
        if (inString && c == '\\')
            arguments.last() += source[at++];
        else if (c == '"')
            inString = !inString;
        else if (!inString && (c == '(' || c == '{' || c == '['))
            ++depth;
        else if (!inString && (c == ')' || c == '}' || c == ']') && --depth == 0)
            return arguments;
        if (!inString && depth == 1 && c == ',')
            arguments << QString();
        else
            arguments.last() += source[at];
    }
    return {}; // no code, such as a bracket in a comment
}

/// The advices of a source: third arguments of fail(), third members of { ErrorCode::…, …, … }, and constants
/// that are used there.
QStringList advicesIn(const QString& source)
{
    static const QRegularExpression error(R"re(\bfail\(|\{(?=\s*(core::)?ErrorCode::\w+\s*,))re");
    static const QRegularExpression constant(
        R"re(\b(\w*[aA]dvice|Damaged|Expected|WhatOpens)\s*=\s*("[^;]*"))re");
    QStringList advices;
    for (auto it = error.globalMatch(source); it.hasNext();) {
        const QStringList arguments = argumentsFrom(source, it.next().capturedEnd());
        if (arguments.size() == 3)
            advices << arguments.last().trimmed();
    }
    for (auto it = constant.globalMatch(source); it.hasNext();)
        advices << it.next().captured(2);
    return advices;
}

bool isInForm(const QString& advice)
{
    // The first and last strings of the expression and of a conditional's branches.
    static const QRegularExpression small(R"re((^|[?:]\s*)"[a-z])re");
    static const QRegularExpression stop(R"re([^.]\."\s*($|:))re");
    return !small.match(advice).hasMatch() && !stop.match(advice).hasMatch();
}

} // namespace

void TestAdviceTexts::findsTheOtherForms_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("advices");
    QTest::addColumn<bool>("inForm");
    QTest::newRow("good") << R"re(return fail(ErrorCode::NotFound, name + ": gone", "Check the path");)re"
                          << 1 << true;
    QTest::newRow("small") << R"re(fail(ErrorCode::NotFound, f(a, "b, c)"), "check the path");)re" << 1
                           << false;
    QTest::newRow("full stop") << R"re(fail(ErrorCode::NotFound, "gone", "Check the path.");)re" << 1
                               << false;
    QTest::newRow("list") << R"re(throw E({ErrorCode::NotFound, "gone", "Check the " + what + " path."});)re"
                          << 1 << false;
    QTest::newRow("branch") << R"re(fail(ErrorCode::NotFound, "gone", a ? "Check it" : "check that");)re" << 1
                            << false;
    QTest::newRow("constant") << R"re(constexpr const char* Advice = "check it";)re" << 1 << false;
    QTest::newRow("without advice") << R"re(fail(ErrorCode::Cancelled, "the run was cancelled.");)re" << 0
                                    << true;
    QTest::newRow("an ellipsis")
        << R"re(fail(ErrorCode::BadInput, "odd", "Save it with torch.save(x, ...)");)re" << 1 << true;
}

void TestAdviceTexts::findsTheOtherForms()
{
    QFETCH(QString, source);
    const QStringList advices = advicesIn(source);
    QTEST(int(advices.size()), "advices");
    QTEST(std::all_of(advices.begin(), advices.end(), isInForm), "inForm");
}

void TestAdviceTexts::sources()
{
    int seen = 0;
    QStringList others;
    for (const char* layer : {"core", "model", "ui", "app"}) {
        QDirIterator files(QStringLiteral(TRANSCOPE_TEST_DATA "/../../") + layer, {"*.h", "*.cpp"},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (const QString& advice : advicesIn(QString::fromUtf8(file.readAll()))) {
                ++seen;
                if (!isInForm(advice))
                    others << file.fileName() + ": " + advice;
            }
        }
    }
    QVERIFY2(seen > 200, "the sources were not found");
    QVERIFY2(others.isEmpty(), qPrintable("\n" + others.join('\n')));
}

TRANSCOPE_TEST(TestAdviceTexts)
#include "tst_advicetexts.moc"
