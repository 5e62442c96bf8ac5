#include "core/figure/figure.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

using namespace transcope::core;

class TestScaleBar : public QObject
{
    Q_OBJECT
private slots:
    void isRound_data();
    void isRound();
    void nothingFromNothing();
};

void TestScaleBar::isRound_data()
{
    QTest::addColumn<double>("maxLengthPx");
    QTest::addColumn<double>("umPerPx"); // 0: unknown
    QTest::addColumn<double>("lengthPx");
    QTest::addColumn<QString>("label");
    QTest::newRow("500 um") << 1998.0 << 0.5 << 1000.0 << "500 µm";
    QTest::newRow("just fits") << 2000.0 << 0.5 << 2000.0 << "1 mm";
    QTest::newRow("2 mm") << 9999.0 << 0.25 << 8000.0 << "2 mm";
    QTest::newRow("below 1 um") << 0.9 << 1.0 << 0.5 << "0.5 µm";
    QTest::newRow("0.05 um") << 0.09 << 1.0 << 0.05 << "0.05 µm";
    QTest::newRow("20 mm") << 49000.0 << 1.0 << 20000.0 << "20 mm";
    QTest::newRow("scale unknown") << 1300.0 << 0.0 << 1000.0 << "1000 px";
    QTest::newRow("power of ten") << 1000.0 << 0.0 << 1000.0 << "1000 px";
}

void TestScaleBar::isRound()
{
    QFETCH(double, maxLengthPx);
    QFETCH(double, umPerPx);
    QFETCH(double, lengthPx);
    QFETCH(QString, label);
    const ScaleBar bar =
        scaleBarFor(maxLengthPx, umPerPx > 0 ? std::optional<double>(umPerPx) : std::nullopt);
    QCOMPARE(bar.lengthLevel0Px, lengthPx);
    QCOMPARE(QString::fromStdString(bar.label.english()), label);
}

void TestScaleBar::nothingFromNothing()
{
    QCOMPARE(scaleBarFor(0, 0.5).lengthLevel0Px, 0.0);
    QCOMPARE(scaleBarFor(-3, {}).lengthLevel0Px, 0.0);
}

TRANSCOPE_TEST(TestScaleBar)
#include "tst_scalebar.moc"
