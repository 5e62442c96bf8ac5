#include "core/stats/correlation.h"
#include "core/stats/meanprofile.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace transcope::core;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

ExpressionMatrix matrix(const std::vector<std::vector<float>>& rows)
{
    ExpressionMatrix m(rows.size(), rows.front().size());
    for (std::size_t s = 0; s < rows.size(); ++s)
        m.setSpot(s, rows[s]);
    return m;
}

ExpressionMatrix truth()
{
    return matrix({{1, 5, 2, 0}, {3, 1, 4, 7}, {2, 2, 9, 1}, {8, 6, 1, 3}, {0, 4, 4, 2}});
}

ExpressionMatrix predicted()
{
    return matrix({{2, 4, 1, 1}, {2, 3, 5, 5}, {2, 2, 2, 2}, {6, 7, 2, 1}, {1, 1, 6, 4}});
}

void compare(const std::vector<double>& actual, const std::vector<double>& expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const bool same =
            std::isnan(expected[i]) ? std::isnan(actual[i]) : std::abs(actual[i] - expected[i]) < 1e-12;
        QVERIFY2(same, qPrintable(QString("%1: %2, expected %3").arg(i).arg(actual[i]).arg(expected[i])));
    }
}

} // namespace

class TestCorrelation : public QObject
{
    Q_OBJECT
private slots:
    // Expected numbers: numpy.corrcoef and numpy.sqrt(numpy.mean(…)) in float64.
    void sectionAgainstNumpy()
    {
        const auto scores = scoreSection(truth(), predicted());
        compare(scores.pccSpot,
                {0.8728715609439694, 0.6888888888888888, NaN, 0.8376105968386142, 0.4264014327112209});
        compare(scores.rmseSpot,
                {1.0, 1.5811388300841898, 3.5355339059327378, 1.5811388300841898, 2.1213203435596424});
        compare(scores.pccGene,
                {0.9717942973011091, 0.6179450438565341, 0.07482716180196243, 0.7232858236765212});
    }

    // numpy: the correlation of what two least-squares lines over c leave of a and b.
    void givenDepth()
    {
        const auto scores = scoreSection(truth(), predicted(), {3, 7, 4, 9, 2});
        compare(scores.pccGeneBeyondDepth,
                {0.9808282022581152, 0.8910440388242361, 0.01912565785129644, 0.9824235747700653});
        compare(scoreSection(truth(), predicted()).pccGeneBeyondDepth, {NaN, NaN, NaN, NaN}); // not known
    }

    // scipy.stats.spearmanr; of what is monotone 1, whatever its shape.
    void ranksAgainstScipy()
    {
        const std::vector<float> a = {1, 2, NAN, 2, 5, 3, 9}, b = {2, 1, 7, 4, 4, 4, 8};
        QVERIFY(std::abs(rankCorrelation(a, b) - 0.8008534347238067) < 1e-6);
        QCOMPARE(rankCorrelation(std::vector<float>{1, 2, 3}, std::vector<float>{1, 10, 1000}), 1.0);
        QVERIFY(std::isnan(rankCorrelation(std::vector<float>{1, 2, 3}, std::vector<float>{4, 4, 4})));
    }
    void partialLeavesUnknownTriplesOut()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> a = {1, 3, nan, 2, 8, 0, 5}, b = {2, 2, 7, 2, 6, 1, nan},
                                 c = {3, 7, 1, 4, 9, 2, 5};
        QVERIFY(std::abs(partialCorrelation(a, b, c) - 0.9808282022581152) <
                1e-12); // as the first gene above
    }

    void partialUndefined_data()
    {
        QTest::addColumn<QVector<float>>("a");
        QTest::addColumn<QVector<float>>("b");
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const QVector<float> values = {1, 4, 2, 3}, c = {7.1f, 8.2f, 6.3f, 9.4f};
        QTest::newRow("a constant") << QVector<float>{5, 5, 5, 5} << values;
        QTest::newRow("b constant") << values << QVector<float>{0.1f, 0.1f, 0.1f, 0.1f};
        QTest::newRow("b is c") << values << c;
        QTest::newRow("a is -c/3 + 100")
            << QVector<float>{100 - 7.1f / 3, 100 - 8.2f / 3, 100 - 6.3f / 3, 100 - 9.4f / 3} << values;
        QTest::newRow("two left") << QVector<float>{1, nan, nan, 2} << values;
    }
    void partialUndefined()
    {
        QFETCH(QVector<float>, a);
        QFETCH(QVector<float>, b);
        const std::vector<float> c = {7.1f, 8.2f, 6.3f, 9.4f};
        QVERIFY(
            std::isnan(partialCorrelation({a.data(), size_t(a.size())}, {b.data(), size_t(b.size())}, c)));
    }

    void summaryCountsUndefined()
    {
        const auto scores = scoreSection(truth(), predicted());
        const auto summary = summarise(scores.pccSpot);
        QCOMPARE(summary.defined, std::size_t(4));
        QCOMPARE(summary.undefined, std::size_t(1));
        // (0.87287 + 0.68889 + 0.83761 + 0.42640) / 4 and the mean of the middle two, 0.68889 and 0.83761.
        QVERIFY(std::abs(summary.mean - 0.7064431198456733) < 1e-12);
        QVERIFY(std::abs(summary.median - 0.7632497428637515) < 1e-12);
        QCOMPARE(summary.positive, 1.0);
    }

    void positiveShareLeavesZeroAndNaNOut()
    {
        const std::vector<double> scores = {-0.5, 0, 0.25, NaN, 0.75};
        const auto summary = summarise(scores);
        QCOMPARE(summary.positive, 0.5);
        QCOMPARE(summary.mean, 0.125);
        QCOMPARE(summary.median, 0.125);
        const auto nothing = summarise(std::vector<double>{NaN});
        QVERIFY(std::isnan(nothing.mean) && std::isnan(nothing.positive));
        QCOMPARE(nothing.undefined, std::size_t(1));
    }

    void undefined_data()
    {
        QTest::addColumn<QVector<float>>("a");
        QTest::addColumn<QVector<float>>("b");
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("constant") << QVector<float>{1, 2, 3} << QVector<float>{0.1f, 0.1f, 0.1f};
        QTest::newRow("one pair left") << QVector<float>{1, 2, nan} << QVector<float>{nan, 2, 3};
        QTest::newRow("empty") << QVector<float>{} << QVector<float>{};
    }
    void undefined()
    {
        QFETCH(QVector<float>, a);
        QFETCH(QVector<float>, b);
        QVERIFY(std::isnan(pearson({a.data(), size_t(a.size())}, {b.data(), size_t(b.size())})));
    }

    void meanProfileLeavesUnknownValuesOut()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        MeanProfile one(3), two(3);
        one.add(std::vector<float>{1, nan, nan});
        one.add(std::vector<float>{4, 2, nan});
        two.addGene(0, std::vector<float>{10, nan});
        one.add(two);
        const auto means = one.means();
        QCOMPARE(means[0], 5.0F); // (1 + 4 + 10) / 3
        QCOMPARE(means[1], 2.0F);
        QVERIFY(std::isnan(means[2]));
    }

    void meanBaselinesTellWhoseSpotsCount()
    {
        const auto all = meanBaselines();
        QCOMPARE(all.size(), std::size_t(3));
        QVERIFY(all[0].qualifies("A", "A") && all[0].qualifies("A", "B"));
        QVERIFY(!all[1].qualifies("A", "A") && all[1].qualifies("A", "B"));
        QVERIFY(all[2].qualifies("A", "A") && !all[2].qualifies("A", "B"));
    }

    void pairsWithNaNAreLeftOut()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> a = {1, nan, 2, 3, 5}, b = {2, 7, 4, 6, nan};
        QVERIFY(std::abs(pearson(a, b) - 1) < 1e-12);
        // Differences 1, 2, 3: √(14 / 3).
        QVERIFY(std::abs(rmse(a, b) - std::sqrt(14.0 / 3)) < 1e-12);
    }
};

TRANSCOPE_TEST(TestCorrelation)
#include "tst_correlation.moc"
