#include "core/stats/mahalanobis.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;

class TestMahalanobis : public QObject
{
    Q_OBJECT
private slots:
    // Expected numbers: the formulas of Ledoit and Wolf in numpy.
    void spreadAndDistanceAgainstNumpy()
    {
        const std::vector<float> rows = {1, 2, 0, 2, 1, 3, 0, 5, 1, 4, 4, 2, 3, 0, 6};
        const Spread spread = spreadOf(rows, 3);
        QVERIFY(std::abs(spread.shrinkage - 0.6928226429675426) < 1e-12);
        QVERIFY(std::abs(spread.mean[1] - 2.4F) < 1e-6F);
        QVERIFY(std::abs(spread.covariance[0] - 2.84986244F) < 1e-6F);
        QVERIFY(std::abs(spread.covariance[1 * 3 + 2] + 0.78637403F) < 1e-6F);
        const auto measure = Mahalanobis::of(spread.mean, spread.covariance);
        QVERIFY(measure);
        const auto distances = measure->distances(std::vector<float>{2, 2.4F, 2.4F, 1, 1, 1});
        QVERIFY(distances[0] < 1e-6);
        QVERIFY(std::abs(distances[1] - 1.3313741548192655) < 1e-6);
    }

    // One row says nothing of a spread; rows that are all the same neither.
    void withoutSpreadThereIsNoDistance()
    {
        const Spread spread = spreadOf(std::vector<float>{1, 2, 1, 2}, 2);
        QCOMPARE(spread.shrinkage, 1.0);
        QCOMPARE(Mahalanobis::of(spread.mean, spread.covariance).error().code, ErrorCode::BadInput);
        QCOMPARE(Mahalanobis::of(spread.mean, std::vector<float>{1}).error().code, ErrorCode::BadInput);
    }

    void percentiles()
    {
        const auto quantiles = quantilesOf({4, 1, 3, 2, 5}, 3);
        QCOMPARE(quantiles, (std::vector<float>{1, 3, 5}));
        QCOMPARE(percentileAmong(quantiles, 0.5), 0.0);
        QCOMPARE(percentileAmong(quantiles, 2), 25.0); // halfway to the median
        QCOMPARE(percentileAmong(quantiles, 3), 50.0);
        QCOMPARE(percentileAmong(quantiles, 4.5), 87.5);
        QCOMPARE(percentileAmong(quantiles, 5), 100.0);
        QCOMPARE(percentileAmong(quantiles, 9), 100.0);
    }
};

TRANSCOPE_TEST(TestMahalanobis)
#include "tst_mahalanobis.moc"
