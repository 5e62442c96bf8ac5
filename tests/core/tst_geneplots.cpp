#include "core/map/geneplots.h"

#include "tests/core/maplayers.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>
#include <cmath>

using namespace transcope::core;
using namespace transcope::tests;

class TestGenePlots : public QObject
{
    Q_OBJECT
private:
    static Layer measured()
    {
        return layerOf("Measured", LayerKind::Measured, Normalisation::Log1p, {{"A", {1, 2, 3, 4}}});
    }
    static Layer predicted()
    {
        return layerOf("M2OST", LayerKind::Predicted, Normalisation::Log1p,
                       {{"B", {0, 0, 0, 0}}, {"A", {3, 5, NAN, 9}}});
    }

private slots:
    // Predicted is 1 + 2 · measured at the three spots that are known.
    void scatterWithItsLine()
    {
        const auto input = inputOf({measured(), predicted()}, 1);
        const auto scatter = geneScatter(input, "A").value();
        QVERIFY(scatter.has_value());
        QCOMPARE(scatter->pairs, std::size_t(3));
        QVERIFY(std::abs(scatter->slope - 2) < 1e-9 && std::abs(scatter->intercept - 1) < 1e-9);
        QVERIFY(std::abs(scatter->pcc - 1) < 1e-9);
        QCOMPARE(scatter->predicted[1], 5.0F);
        QVERIFY(!geneScatter(input, "B").value().has_value());                                 // not measured
        QVERIFY(!geneScatter(inputOf({measured(), predicted()}, 0), "A").value().has_value()); // with itself
    }

    void aConstantMeasurementHasNoLine()
    {
        const auto flat =
            layerOf("Measured", LayerKind::Measured, Normalisation::Log1p, {{"A", {2, 2, 2, 2}}});
        const auto scatter = geneScatter(inputOf({flat, predicted()}, 1), "A").value();
        QVERIFY(scatter && std::isnan(scatter->slope) && std::isnan(scatter->pcc));
    }

    // From 1 to 9 in 40 bins of 0.2: 1 lies in the first, 3 in the tenth from there, 9 in the last.
    void histogramsShareTheirBins()
    {
        const auto input = inputOf({measured(), predicted()}, 1);
        const auto found = geneHistograms(input, input.layers->layers(), "A", {}).value();
        QCOMPARE(found.layers.size(), std::size_t(2));
        QCOMPARE(found.low, 1.0);
        QVERIFY(std::abs(found.binWidth - 0.2) < 1e-12);
        QCOMPARE(found.shares[0][0], 0.25);
        QVERIFY(std::abs(found.shares[1].back() - 1.0 / 3) < 1e-12);
        for (const auto& shares : found.shares) {
            double sum = 0;
            for (const double share : shares)
                sum += share;
            QVERIFY(std::abs(sum - 1) < 1e-12);
        }
        QCOMPARE(geneHistograms(input, input.layers->layers(), "B", {}).value().layers.size(),
                 std::size_t(1));
        QVERIFY(geneHistograms(input, input.layers->layers(), "Z", {}).value().layers.empty());
    }
};

TRANSCOPE_TEST(TestGenePlots)
#include "tst_geneplots.moc"
