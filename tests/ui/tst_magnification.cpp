#include "tests/testsupport/testprogram.h"
#include "ui/slideview/magnification.h"
#include "ui/slideview/viewport.h"

#include <QLocale>
#include <QTest>

using namespace transcope;

class TestMagnification : public QObject
{
    Q_OBJECT
private slots:
    void isThatOfTheScan()
    {
        // A scan of 0.25 µm/px is called 40×: its px one to one.
        QCOMPARE(ui::magnificationOf(1, 0.25), 40.0);
        QCOMPARE(ui::scaleOf(40, 0.25), 1.0);
        QCOMPARE(ui::scaleOf(5, 0.5), 0.25);
    }

    /// 100 µm at 20×, 0.5 µm a px, are 200 px of the screen's layout, whatever the density of its own px.
    void countsDeviceIndependentPx_data()
    {
        QTest::addColumn<double>("devicePixelRatio");
        QTest::newRow("1") << 1.0;
        QTest::newRow("1.5") << 1.5;
        QTest::newRow("2") << 2.0;
    }
    void countsDeviceIndependentPx()
    {
        QFETCH(double, devicePixelRatio);
        constexpr double UmPerPx = 0.2431;
        const ui::Viewport viewport({801, 601}, devicePixelRatio,
                                    {{5000, 4000}, ui::scaleOf(20, UmPerPx), 33});
        const QPointF start(4000, 4100), end(4000 + 100 / UmPerPx, 4100);
        const QLineF onScreen(viewport.toScreen().map(start), viewport.toScreen().map(end));
        QVERIFY(std::abs(onScreen.length() - 200) < 1e-6);
    }

    void asText_data()
    {
        QTest::addColumn<double>("magnification");
        QTest::addColumn<QString>("text");
        QTest::newRow("of the turret") << 20.0 << QStringLiteral("20×");
        QTest::newRow("below 1") << 0.05317 << QStringLiteral("0.0532×");
        QTest::newRow("between") << 12.54 << QStringLiteral("12.5×");
        QTest::newRow("above 100") << 1279.6 << QStringLiteral("1,280×");
    }
    void asText()
    {
        QFETCH(double, magnification);
        QLocale::setDefault(QLocale(QLocale::English));
        QTEST(ui::timesText(magnification), "text");
    }
};

TRANSCOPE_TEST(TestMagnification)
#include "tst_magnification.moc"
