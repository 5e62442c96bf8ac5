#include "core/slide/pyramidgeometry.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

using namespace transcope::core;

class TestPyramidGeometry : public QObject
{
    Q_OBJECT
private slots:
    void exactDownsample_data();
    void exactDownsample();
    void clippedTo_data();
    void clippedTo();
    void microscopeScale();
};

void TestPyramidGeometry::exactDownsample_data()
{
    QTest::addColumn<QSize>("level0");
    QTest::addColumn<QSize>("level");
    QTest::addColumn<double>("nominal");
    QTest::addColumn<double>("exact");
    // Half of 9270 is 4635, of which half, rounded down, is 2317: 9270 / 2317 = 4.0009.
    QTest::newRow("rounded down") << QSize(9270, 9936) << QSize(2317, 2484) << 4.00043 << 4.0;
    QTest::newRow("rounded up") << QSize(4443, 3567) << QSize(2222, 1784) << 1.9994 << 2.0;
    QTest::newRow("one side each way") << QSize(301, 300) << QSize(151, 150) << 1.9967 << 2.0;
    QTest::newRow("tiny level") << QSize(300, 250) << QSize(37, 31) << 8.0863 << 8.0;
    QTest::newRow("really uneven") << QSize(10000, 10000) << QSize(2512, 2512) << 3.9809 << 3.9809;
    QTest::newRow("level 0") << QSize(300, 250) << QSize(300, 250) << 1.0 << 1.0;
    QTest::newRow("a thin slide") << QSize(3, 4000) << QSize(1, 1000) << 3.5 << 4.0;
}

void TestPyramidGeometry::exactDownsample()
{
    QFETCH(QSize, level0);
    QFETCH(QSize, level);
    QFETCH(double, nominal);
    QFETCH(double, exact);
    QCOMPARE(transcope::core::exactDownsample({level0.width(), level0.height()},
                                              {level.width(), level.height()}, nominal),
             exact);
}

void TestPyramidGeometry::clippedTo_data()
{
    QTest::addColumn<QRect>("rect");
    QTest::addColumn<QRect>("inside");
    QTest::newRow("inside") << QRect(1, 2, 3, 4) << QRect(1, 2, 3, 4);
    QTest::newRow("over the corner") << QRect(-2, -3, 5, 5) << QRect(0, 0, 3, 2);
    QTest::newRow("over the far corner") << QRect(8, 9, 5, 5) << QRect(8, 9, 2, 1);
    QTest::newRow("all of it") << QRect(-5, -5, 50, 50) << QRect(0, 0, 10, 10);
}

void TestPyramidGeometry::clippedTo()
{
    QFETCH(QRect, rect);
    QFETCH(QRect, inside);
    const RectI result =
        transcope::core::clippedTo({rect.x(), rect.y(), rect.width(), rect.height()}, {10, 10});
    QCOMPARE(QRect(result.x, result.y, result.width, result.height), inside);
    QVERIFY(transcope::core::clippedTo({20, 0, 5, 5}, {10, 10}).isEmpty());
}

// 25,400 µm / 72 dpi = 353; 300 dpi = 85: picture editors' defaults, no microscope's.
void TestPyramidGeometry::microscopeScale()
{
    QVERIFY(isMicroscopeScale(0.25));
    QVERIFY(isMicroscopeScale(0.687));
    QVERIFY(!isMicroscopeScale(353));
    QVERIFY(!isMicroscopeScale(85));
    QVERIFY(!isMicroscopeScale(0));
    QVERIFY(!isMicroscopeScale(qQNaN()));
}

TRANSCOPE_TEST(TestPyramidGeometry)
#include "tst_pyramidgeometry.moc"
