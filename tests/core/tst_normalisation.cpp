#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "core/expression/normalisedexpression.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;

namespace {

/// Two spots and an empty one; genes 0 and 1 are chosen, gene 2 is not.
std::shared_ptr<const Expression> counts()
{
    ExpressionMatrix m(3, 3);
    m.setSpot(0, std::vector<float>{1, 3, 6});
    m.setSpot(1, std::vector<float>{0, 0, 4});
    m.setSpot(2, std::vector<float>{0, 0, 0});
    return denseExpression(std::move(m));
}

} // namespace

class TestNormalisation : public QObject
{
    Q_OBJECT
private slots:
    void names()
    {
        for (const auto n : allNormalisations())
            QCOMPARE(normalisationNamed(name(n)), std::optional(n));
        QCOMPARE(name(Normalisation::CpmSelected), std::string_view("cpm-selected"));
        QCOMPARE(normalisationNamed("cpm"), std::nullopt);
    }

    void values_data()
    {
        QTest::addColumn<QString>("normalisation");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::addColumn<int>("emptySpots");
        // Spot 0: selected sum 1 + 3 = 4, sum of all 10.
        QTest::newRow("cpm-selected")
            << "cpm-selected" << std::log(1 + 250000.0) << std::log(1 + 750000.0) << 2;
        QTest::newRow("cpm-all") << "cpm-all" << std::log(1 + 100000.0) << std::log(1 + 300000.0) << 1;
        QTest::newRow("log1p") << "log1p" << std::log(2.0) << std::log(4.0) << 1;
        QTest::newRow("none") << "none" << 1.0 << 3.0 << 1;
    }
    void values()
    {
        QFETCH(QString, normalisation);
        QFETCH(double, first);
        QFETCH(double, second);
        QFETCH(int, emptySpots);
        const std::vector<int> columns = {0, 1};
        const auto result =
            normalise(*counts(), columns, *normalisationNamed(normalisation.toStdString())).value();
        QCOMPARE(result.values.spots(), std::size_t(3));
        QCOMPARE(result.values.genes(), std::size_t(2));
        QCOMPARE(result.values.at(0, 0), static_cast<float>(first));
        QCOMPARE(result.values.at(0, 1), static_cast<float>(second));
        QCOMPARE(static_cast<int>(result.emptySpots.size()), emptySpots);
        for (const int spot : result.emptySpots)
            QVERIFY(std::isnan(result.values.at(static_cast<std::size_t>(spot), 0)));
    }

    void parsing()
    {
        QCOMPARE(normalisationNames(),
                 std::string("cpm-selected, cpm-all, log1p, pearson-residuals or none"));
        QVERIFY(parseNormalisation("pearson-residuals").value() == Normalisation::PearsonResiduals);
        const auto unknown = parseNormalisation("tpm");
        QCOMPARE(unknown.error().code, ErrorCode::InvalidArgument);
        QVERIFY(unknown.error().text().find("cpm-selected, cpm-all") != std::string::npos);
    }

    // numpy, by the formula of scanpy's normalize_pearson_residuals (theta 100, clipped at √4 = 2: four spots
    // have counts); a gene without counts is 0.
    void pearsonResiduals()
    {
        ExpressionMatrix m(5, 4);
        const std::vector<std::vector<float>> rows = {
            {1, 3, 6, 0}, {0, 0, 4, 0}, {0, 0, 0, 0}, {12, 1, 500, 0}, {2, 2, 2, 0}};
        for (std::size_t s = 0; s < rows.size(); ++s)
            m.setSpot(s, rows[s]);
        const auto counts = denseExpression(std::move(m));
        const std::vector<int> columns = {2, 0, 3, 1}; // the sums are over all genes whatever is chosen
        const auto result = normalise(*counts, columns, Normalisation::PearsonResiduals).value();
        QCOMPARE(result.emptySpots, std::vector<int>{2});
        const std::vector<std::vector<double>> expected = {
            {-1.111316152115172, 1.3526308541605379, 0, 2},
            {0.0788975184756985, -0.3353263755074219, 0, -0.21215059834552957},
            {},
            {0.13343704395868777, -0.5995946114132759, 0, -1.9319622949836999},
            {-1.524363710883958, 2, 0, 2}};
        const auto seen = normalised(counts, Normalisation::PearsonResiduals, {}).value();
        for (std::size_t s = 0; s < rows.size(); ++s) {
            const auto spot = seen->spot(s).value();
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const float value = result.values.at(s, c);
                if (expected[s].empty())
                    QVERIFY(std::isnan(value) && std::isnan(spot[c]));
                else
                    QVERIFY(std::abs(double(value) - expected[s][c]) < 1e-6);
                const auto column = static_cast<std::size_t>(columns[c]);
                const float ofGene = seen->gene(column).value()[s];
                QVERIFY(std::isnan(value) || (ofGene == value && spot[column] == value));
            }
        }
    }

    void depthIsTheLogOfTheTotal()
    {
        const auto depth = depths(*counts()).value();
        QCOMPARE(depth[0], static_cast<float>(std::log(11.0)));
        QCOMPARE(depth[1], static_cast<float>(std::log(5.0)));
        QVERIFY(std::isnan(depth[2]));
    }

    void columnsKeepTheirOrder()
    {
        const std::vector<int> columns = {2, 0};
        const auto result = normalise(*counts(), columns, Normalisation::None).value();
        QCOMPARE(result.values.spot(0), (std::vector<float>{6, 1}));
    }
};

TRANSCOPE_TEST(TestNormalisation)
#include "tst_normalisation.moc"
