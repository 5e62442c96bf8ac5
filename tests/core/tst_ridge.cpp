#include "core/stats/ridge.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;

namespace {

ExpressionMatrix matrix(const std::vector<std::vector<float>>& rows)
{
    ExpressionMatrix m(rows.size(), rows.front().size());
    for (std::size_t r = 0; r < rows.size(); ++r)
        m.setSpot(r, rows[r]);
    return m;
}

/// Eight rows; the last predictor is constant.
const ExpressionMatrix Predictors = matrix({{1, 0, 2, 5},
                                            {2, 1, 0, 5},
                                            {3, 5, 1, 5},
                                            {4, 2, 4, 5},
                                            {0, 3, 3, 5},
                                            {5, 4, 2, 5},
                                            {6, 1, 5, 5},
                                            {2, 6, 6, 5}});
const ExpressionMatrix Responses = matrix({{1, 4}, {2, 3}, {5, 1}, {4, 6}, {2, 4}, {6, 2}, {7, 7}, {3, 5}});

void compare(const std::vector<double>& actual, const std::vector<double>& expected, double tolerance)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(actual[i] - expected[i]) < tolerance,
                 qPrintable(QString("%1: %2, expected %3").arg(i).arg(actual[i]).arg(expected[i])));
}

} // namespace

/// Expected numbers from numpy: with z = (x − x.mean(0)) / x.std(0) (1 where that is 0) and n rows,
/// numpy.linalg.solve(z.T @ z + n · penalty · I, z.T @ (y − y.mean(0))).
class TestRidge : public QObject
{
    Q_OBJECT
private slots:
    void coefficientsAgainstNumpy()
    {
        const auto model = fitRidge(Predictors, Responses, 0.5);
        compare(model.centre, {2.875, 2.75, 2.875, 5}, 1e-12);
        compare(model.scale, {1.899835519196333, 1.984313483298443, 1.899835519196333, 1}, 1e-12);
        compare(model.intercept, {3.75, 4}, 1e-12);
        compare(model.coefficients,
                {1.2035570412639056, 0.13631051727195517, 0.3050659724017633, -0.64164587015428,
                 0.09663867867101049, 1.0532824825623808, 0, 0},
                1e-12);
    }

    // z = x − x.mean(0) as it is.
    void unscaledAgainstNumpy()
    {
        const auto model = fitRidge(Predictors, Responses, 0.5, RidgeScale::Keep);
        compare(model.scale, {1, 1, 1, 1}, 1e-12);
        compare(model.coefficients,
                {0.8439716312056738, 0.047872340425531935, 0.2153606642449403, -0.478031482442484,
                 0.008476042207230583, 0.7718820273309115, 0, 0},
                1e-12);
        // Squared errors over the three groups: 1: 27.52, 0.3: 23.18, 0.1: 23.02, 0.03: 23.21, 0.001: 23.34.
        const std::vector<int> groups = {0, 0, 0, 1, 1, 2, 2, 2};
        QCOMPARE(chooseRidgePenalty(Predictors, Responses, groups, std::vector{1.0, 0.3, 0.1, 0.03, 0.001},
                                    RidgeScale::Keep),
                 0.1);
    }

    void predictionsAgainstNumpy()
    {
        const auto rows =
            predictRidge(fitRidge(Predictors, Responses, 0.5), matrix({{3, 3, 3, 5}, {0, 10, 1, 6}}));
        const auto first = rows.spot(0), second = rows.spot(1);
        compare({first.begin(), first.end()}, {3.8739812976016883, 3.997429691998191}, 1e-6);
        compare({second.begin(), second.end()}, {2.947901412297969, 0.4098556648091849}, 1e-6);
    }

    void morePredictorsThanRows()
    {
        // One row: nothing varies, so everything is the mean of that row.
        const auto model = fitRidge(matrix({{1, 2, 3}}), matrix({{7}}), 0.1);
        QCOMPARE(predictRidge(model, matrix({{9, 9, 9}})).at(0, 0), 7.f);
    }

    // The same two penalties are ranked differently by the two ways.
    void penaltyByGroups()
    {
        // Sums of squared errors over the three groups held out in turn, from numpy:
        // 10: 77.78, 1: 39.47, 0.1: 23.41, 0.03: 23.19, 0.001: 23.34.
        const std::vector<int> groups = {0, 0, 0, 1, 1, 2, 2, 2};
        QCOMPARE(chooseRidgePenalty(Predictors, Responses, groups, std::vector{10.0, 1.0, 0.1, 0.03, 0.001}),
                 0.03);
        QCOMPARE(chooseRidgePenalty(Predictors, Responses, groups, std::vector{0.1, 0.001}), 0.001);
    }

    void penaltyOfOneGroup()
    {
        // Generalised cross-validation from numpy, with the hat matrix written out:
        // 10: 1.1127, 1: 0.6473, 0.1: 0.2736, 0.05: 0.2662, 0.001: 0.2757.
        const std::vector<int> groups(8, 4);
        QCOMPARE(chooseRidgePenalty(Predictors, Responses, groups, std::vector{10.0, 1.0, 0.1, 0.05, 0.001}),
                 0.05);
        QCOMPARE(chooseRidgePenalty(Predictors, Responses, groups, std::vector{0.1, 0.001}), 0.1);
    }
};

TRANSCOPE_TEST(TestRidge)
#include "tst_ridge.moc"
