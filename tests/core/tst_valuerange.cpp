#include "core/colour/valuerange.h"

#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <cmath>

using namespace transcope::core;

class TestValueRange : public QObject
{
    Q_OBJECT
private slots:
    void bounds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<bool>("percentile");
        QTest::addColumn<double>("number");
        QTest::newRow("value") << "2.5" << true << false << 2.5;
        QTest::newRow("decimal comma") << "2,5" << true << false << 2.5;
        QTest::newRow("negative") << "-1" << true << false << -1.0;
        QTest::newRow("p99") << "p99" << true << true << 99.0;
        QTest::newRow("upper case") << " P1 " << true << true << 1.0;
        QTest::newRow("per cent") << "99.5 %" << true << true << 99.5;
        QTest::newRow("over 100") << "p101" << false << false << 0.0;
        QTest::newRow("word") << "high" << false << false << 0.0;
        QTest::newRow("empty") << "" << false << false << 0.0;
        QTest::newRow("a p alone") << "p" << false << false << 0.0;
        QTest::newRow("two numbers") << "1 2" << false << false << 0.0;
        QTest::newRow("not a number") << "nan" << false << false << 0.0;
        QTest::newRow("infinite") << "inf" << false << false << 0.0;
    }
    void bounds()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto bound = parseRangeBound(text.toStdString());
        QCOMPARE(bound.has_value(), valid);
        if (!bound)
            return;
        QTEST(bound->isPercentile, "percentile");
        QTEST(bound->number, "number");
        QVERIFY(parseRangeBound(toText(*bound)) == bound);
    }

    void rangesResolve()
    {
        // 0, 1, … 100 and a missing value: the p-th percentile is p.
        std::vector<float> values{NAN};
        for (int i = 0; i <= 100; ++i)
            values.push_back(float(i));
        const auto plain = resolveRange({true, 10}, {false, 42}, values);
        QCOMPARE(plain.low, 10.0);
        QCOMPARE(plain.high, 42.0);
        const auto standard = resolveRange(StandardLow, StandardHigh, values);
        QCOMPARE(standard.low, 1.0);
        QCOMPARE(standard.high, 99.0);
        const auto reversed = resolveRange({false, 5}, {false, 3}, values);
        QCOMPARE(reversed.low, 5.0);
        QCOMPARE(reversed.high, 6.0);
        const auto unknown = resolveRange({true, 10}, {true, 20}, {});
        QCOMPARE(unknown.low, 0.0);
        QCOMPARE(unknown.high, 1.0);
    }
};

TRANSCOPE_TEST(TestValueRange)
#include "tst_valuerange.moc"
