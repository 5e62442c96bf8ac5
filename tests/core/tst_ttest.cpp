#include "core/stats/ttest.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace transcope::core;

namespace {
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
}

class TestTTest : public QObject
{
    Q_OBJECT
private slots:
    // Expected numbers: scipy.stats.ttest_rel.
    void againstScipy()
    {
        const std::vector<double> a = {.44, .51, NaN, .38, .47, .60, .29},
                                  b = {.41, .45, .7, .40, .42, .52, .30};
        const auto test = pairedTTest(a, b);
        QCOMPARE(test.pairs, std::size_t(6));
        QCOMPARE(test.degreesOfFreedom, 5.0);
        QVERIFY(std::abs(test.t - 1.9534757877375786) < 1e-9);
        QVERIFY(std::abs(test.p - 0.10818764641987462) < 1e-9);
        QVERIFY(std::abs(test.meanDifference - 0.19 / 6) < 1e-12);
    }

    void signFollowsTheOrder()
    {
        const std::vector<double> a = {1, 2, 3, 4}, b = {1.5, 1, 4.5, 0.5};
        QVERIFY(std::abs(pairedTTest(a, b).t - 0.5748012489295106) < 1e-9);
        QVERIFY(std::abs(pairedTTest(b, a).t + 0.5748012489295106) < 1e-9);
        QVERIFY(std::abs(pairedTTest(b, a).p - 0.6057004194116098) < 1e-9);
    }

    void undefined()
    {
        QVERIFY(std::isnan(pairedTTest(std::vector<double>{1}, std::vector<double>{2}).p));
        QVERIFY(std::isnan(pairedTTest(std::vector<double>{1, 2}, std::vector<double>{2, 3}).t));
        const auto nothing = pairedTTest({}, {});
        QCOMPARE(nothing.pairs, std::size_t(0));
        QVERIFY(std::isnan(nothing.meanDifference));
    }

    void meansPerPatient()
    {
        const auto means = groupMeans(std::vector<double>{1, 3, 10, NaN, NaN}, {"A", "A", "B", "B", "C"});
        QCOMPARE(means.at("A"), 2.0);
        QCOMPARE(means.at("B"), 10.0);
        QVERIFY(std::isnan(means.at("C")));
    }

    void comparedPerSpotAndPerPatient()
    {
        const double nan = std::nan("");
        const std::vector<double> a = {0.5, 0.7, nan, 0.9, 0.4, 0.2}, b = {0.4, 0.4, 0.1, 0.7, nan, 0.3};
        const auto both = comparePaired(a, b, {"A", "A", "A", "B", "B", "C"});
        // Differences 0.1, 0.3, 0.2, -0.1; the patients' means 0.6 − 0.4, 0.9 − 0.7, 0.2 − 0.3.
        QCOMPARE(both.perSpot.pairs, std::size_t(4));
        QVERIFY(std::abs(both.perSpot.meanDifference - 0.125) < 1e-12);
        QCOMPARE(both.perPatient.pairs, std::size_t(3));
        QVERIFY(std::abs(both.perPatient.meanDifference - 0.1) < 1e-12);
        QVERIFY(std::abs(both.perPatient.t - 0.1 / (std::sqrt(0.03) / std::sqrt(3))) < 1e-9);
    }
};

TRANSCOPE_TEST(TestTTest)
#include "tst_ttest.moc"
