#include "core/stats/ranksum.h"

#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace transcope::core;

namespace {

const float NaN = std::numeric_limits<float>::quiet_NaN();

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

} // namespace

/// Expected numbers: scipy 1.10, mannwhitneyu(a, b, method="asymptotic").
class TestRankSum : public QObject
{
    Q_OBJECT
private slots:
    void asScipy_data()
    {
        using Sample = QList<float>;
        QTest::addColumn<Sample>("a");
        QTest::addColumn<Sample>("b");
        QTest::addColumn<double>("auc");
        QTest::addColumn<double>("p");
        QTest::newRow("no ties") << Sample{1.5F, 2.25F, 3, 7.5F, 9} << Sample{0.5F, 1, 2, 2.5F} << 0.85
                                 << 0.11134688653314041;
        QTest::newRow("ties") << Sample{0, 0, 1, 2, 2, 5} << Sample{0, 0, 0, 1, 1, 2, 3} << 0.5952380952380952
                              << 0.6027733123658965;
        QTest::newRow("all of a below b")
            << Sample{1, 2, 3} << Sample{4, 5, 6, 7} << 0.0 << 0.05182992721790968;
        QTest::newRow("all equal") << Sample{2, 2, 2} << Sample{2, 2} << 0.5 << 1.0;
        Sample many, others;
        for (int i = 0; i < 60; ++i)
            many << static_cast<float>(i * 7919 % 101 % 17) / 2;
        for (int i = 0; i < 45; ++i)
            others << static_cast<float>(i * 104729 % 97 % 13) / 2 + 1;
        QTest::newRow("many") << many << others << 0.5303703703703704 << 0.5968720924243285;
    }
    void asScipy()
    {
        QFETCH(QList<float>, a);
        QFETCH(QList<float>, b);
        const auto test = rankSumTest({a.data(), std::size_t(a.size())}, {b.data(), std::size_t(b.size())});
        QFETCH(double, auc);
        QFETCH(double, p);
        QVERIFY2(near(test.auc, auc), qPrintable(QString::number(test.auc, 'g', 17)));
        QVERIFY2(near(test.p, p), qPrintable(QString::number(test.p, 'g', 17)));
    }

    void unknownValuesAreLeftOut()
    {
        const std::vector<float> a = {1.5F, NaN, 2.25F, 3, 7.5F, 9}, b = {0.5F, 1, NaN, 2, 2.5F},
                                 none = {NaN};
        const std::vector<float> knownA = {1.5F, 2.25F, 3, 7.5F, 9}, knownB = {0.5F, 1, 2, 2.5F};
        const auto test = rankSumTest(a, b);
        QCOMPARE(test.a, std::size_t(5));
        QCOMPARE(test.b, std::size_t(4));
        QCOMPARE(test.p, rankSumTest(knownA, knownB).p);
        QVERIFY(std::isnan(rankSumTest(a, none).p) && std::isnan(rankSumTest(none, b).auc));
    }

    // Four tests: 0.01 · 4 / 1 = 0.04; 0.02 · 4 / 2 = 0.04; 0.03 · 4 / 3 = 0.04; 0.5 · 4 / 4. Of 0.04 and
    // 0.03 (third and second of four), the larger p's 0.04 · 4 / 3 = 0.0533 bounds nothing, but 0.03 · 4 / 2
    // = 0.06 falls to 0.0533.
    void falseDiscovery()
    {
        const std::vector<double> p = {0.5, 0.01, 0.03, 0.02, std::numeric_limits<double>::quiet_NaN()};
        const auto adjusted = falseDiscoveryRates(p);
        QVERIFY(near(adjusted[0], 0.5) && near(adjusted[1], 0.04) && near(adjusted[2], 0.04) &&
                near(adjusted[3], 0.04));
        QVERIFY(std::isnan(adjusted[4]));
        const std::vector<double> steps = {0.001, 0.03, 0.04, 0.9};
        const auto falling = falseDiscoveryRates(steps);
        QVERIFY(near(falling[0], 0.004) && near(falling[1], 0.16 / 3) && near(falling[2], 0.16 / 3));
    }
};

TRANSCOPE_TEST(TestRankSum)
#include "tst_ranksum.moc"
