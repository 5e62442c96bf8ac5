#include "core/stats/boxsummary.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace transcope::core;

namespace {
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
}

class TestBoxSummary : public QObject
{
    Q_OBJECT
private slots:
    // Expected numbers: numpy.percentile and numpy comparisons.
    void againstNumpy()
    {
        const std::vector<double> values = {7, 1, 3, NaN, 20, 4, 5, 6, 2, -9.5};
        const auto box = boxSummary(values);
        QCOMPARE(box.count, std::size_t(9));
        QCOMPARE(box.q1, 2.0);
        QCOMPARE(box.median, 4.0);
        QCOMPARE(box.q3, 6.0);
        QCOMPARE(box.low, 1.0);
        QCOMPARE(box.high, 7.0);
        QCOMPARE(box.outliers, (std::vector<double>{-9.5, 20}));
        QCOMPARE(percentile(std::span<const double>(values), 1), -8.66);
        QCOMPARE(percentile(std::span<const double>(values), 99), 18.96);
    }

    void oneValueIsItsOwnBox()
    {
        const std::vector<double> values = {3.5};
        const auto box = boxSummary(values);
        QCOMPARE(box.q1, 3.5);
        QCOMPARE(box.low, 3.5);
        QCOMPARE(box.high, 3.5);
        QVERIFY(box.outliers.empty());
    }

    void nothingIsNaN()
    {
        const std::vector<double> values = {NaN};
        const auto box = boxSummary(values);
        QCOMPARE(box.count, std::size_t(0));
        QVERIFY(std::isnan(box.median) && std::isnan(box.low));
        QVERIFY(std::isnan(percentile(std::span<const double>(values), 50)));
    }
};

TRANSCOPE_TEST(TestBoxSummary)
#include "tst_boxsummary.moc"
