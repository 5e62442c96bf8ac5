#include "core/predict/scale.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

using namespace transcope::core;

namespace {

using Maybe = std::optional<double>;

} // namespace

class TestScale : public QObject
{
    Q_OBJECT
private slots:
    void oneRule_data();
    void oneRule();
    void cut_data();
    void cut();
    void same_data();
    void same();
};

void TestScale::oneRule_data()
{
    QTest::addColumn<Maybe>("said");
    QTest::addColumn<Maybe>("slide");
    QTest::addColumn<Maybe>("spots");
    QTest::addColumn<Maybe>("is");
    QTest::addColumn<int>("source");
    const auto row = [](const char* name, Maybe said, Maybe slide, Maybe spots, Maybe is,
                        ScaleSource source) {
        QTest::newRow(name) << said << slide << spots << is << int(source);
    };
    row("nobody knows", {}, {}, {}, {}, ScaleSource::Unknown);
    row("the user wins over all", 0.5, 0.25, 0.7, 0.5, ScaleSource::User);
    row("the slide wins over the spots", {}, 0.25, 0.7, 0.25, ScaleSource::Slide);
    row("the spots where nobody else knows", {}, {}, 0.7, 0.7, ScaleSource::Spots);
    row("the user says what the slide says", 0.25001, 0.25, {}, 0.25, ScaleSource::Slide);
    row("a session remembers what its spots said", 0.7, {}, 0.7, 0.7, ScaleSource::Spots);
    row("zero is no scale", 0.0, 0.0, 0.0, {}, ScaleSource::Unknown);
    row("negative is no scale", -1.0, {}, 0.7, 0.7, ScaleSource::Spots);
}

void TestScale::oneRule()
{
    QFETCH(Maybe, said);
    QFETCH(Maybe, slide);
    QFETCH(Maybe, spots);
    QFETCH(Maybe, is);
    const Scale scale = scaleOf(said, slide, spots);
    QVERIFY(scale.umPerPx == is);
    QTEST(int(scale.source), "source");
    QVERIFY(!scaleSourceText(scale.source).empty());
}

void TestScale::cut_data()
{
    QTest::addColumn<Maybe>("weights");
    QTest::addColumn<Maybe>("slide");
    QTest::addColumn<Maybe>("cut");
    QTest::newRow("both known: the weights'") << Maybe(0.6878) << Maybe(0.25) << Maybe(0.6878);
    QTest::newRow("weights without one") << Maybe() << Maybe(0.25) << Maybe();
    QTest::newRow("slide without one") << Maybe(0.6878) << Maybe() << Maybe();
}

void TestScale::cut()
{
    QFETCH(Maybe, weights);
    QFETCH(Maybe, slide);
    QFETCH(Maybe, cut);
    QVERIFY(cutUmPerPx({224, {1, 2, 4}, weights}, slide) == cut);
}

void TestScale::same_data()
{
    QTest::addColumn<Maybe>("a");
    QTest::addColumn<Maybe>("b");
    QTest::addColumn<bool>("same");
    QTest::newRow("equal") << Maybe(0.6878) << Maybe(0.6878) << true;
    QTest::newRow("rounded by a file") << Maybe(0.6878) << Maybe(0.68777) << true;
    QTest::newRow("one px in a hundred") << Maybe(0.6878) << Maybe(0.6947) << false;
    QTest::newRow("both unknown") << Maybe() << Maybe() << true;
    QTest::newRow("one unknown") << Maybe(0.25) << Maybe() << false;
}

void TestScale::same()
{
    QFETCH(Maybe, a);
    QFETCH(Maybe, b);
    QTEST(sameScale(a, b), "same");
    QTEST(sameScale(b, a), "same");
}

TRANSCOPE_TEST(TestScale)
#include "tst_scale.moc"
