#include "core/stats/pca.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace transcope::core;

namespace {

ExpressionMatrix matrix(const std::vector<std::vector<float>>& rows)
{
    ExpressionMatrix m(rows.size(), rows.front().size());
    for (std::size_t s = 0; s < rows.size(); ++s)
        m.setSpot(s, rows[s]);
    return m;
}

void compare(std::span<const float> actual, const std::vector<double>& expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(actual[i] - expected[i]) < 1e-5,
                 qPrintable(QString("%1: %2, expected %3").arg(i).arg(actual[i]).arg(expected[i])));
}

const std::vector<std::vector<float>> Rows = {
    {1, 5, 2, 0}, {3, 1, 4, 7}, {2, 2, 9, 1}, {8, 6, 1, 3}, {0, 4, 4, 2}};

} // namespace

class TestPca : public QObject
{
    Q_OBJECT
private slots:
    // Expected numbers: numpy.linalg.svd of the centred matrix, signs fixed as documented.
    void againstNumpy()
    {
        const auto pca = principalComponents(matrix(Rows), 2);
        QCOMPARE(pca.explainedVariance.size(), std::size_t(2));
        QVERIFY(std::abs(pca.explainedVariance[0] - 0.5158989868228965) < 1e-10);
        QVERIFY(std::abs(pca.explainedVariance[1] - 0.31908916053771263) < 1e-10);
        compare(pca.loadings.gene(0),
                {-0.6351336516517222, -0.3527561887874881, 0.669942988563803, -0.152789750591701});
        compare(pca.loadings.gene(1),
                {0.31496237938141375, -0.4723773993688105, 0.230125714337599, 0.7903799388525542});
        compare(pca.scores.gene(0), {-0.2932507169185667, 0.11786445791364, 4.666695367147095,
                                     -6.220254707607015, 1.728945599464847});
        compare(pca.scores.gene(1), {-3.743499911694719, 4.768845445186429, 0.3898546050088743,
                                     0.1298734468264309, -1.545073585327015});
    }

    void moreGenesThanSpotsGivesTheRankOnly()
    {
        const auto pca = principalComponents(matrix({Rows[0], Rows[1], Rows[2]}), 10);
        QCOMPARE(pca.explainedVariance.size(), std::size_t(2));
        QVERIFY(std::abs(pca.explainedVariance[0] - 0.560152174094651) < 1e-10);
        compare(pca.loadings.gene(0),
                {0.23233198434917746, -0.4497004402164343, 0.1425508134576565, 0.8505707664269211});
    }

    void missingSpotsAreLeftOut()
    {
        auto rows = Rows;
        rows.insert(rows.begin() + 2, {1, std::numeric_limits<float>::quiet_NaN(), 100, 100});
        const auto pca = principalComponents(matrix(rows), 1);
        QVERIFY(std::isnan(pca.scores.at(2, 0)));
        QVERIFY(std::abs(pca.scores.at(3, 0) - 4.666695367147095) < 1e-5);
        QVERIFY(std::abs(pca.explainedVariance[0] - 0.5158989868228965) < 1e-10);
    }

    void constantDataHasNoComponents()
    {
        const auto pca = principalComponents(matrix({{1, 2}, {1, 2}, {1, 2}}), 2);
        QVERIFY(pca.explainedVariance.empty());
        QCOMPARE(pca.scores.spots(), std::size_t(3));
        QCOMPARE(pca.scores.genes(), std::size_t(0));
    }
};

TRANSCOPE_TEST(TestPca)
#include "tst_pca.moc"
