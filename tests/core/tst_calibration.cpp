#include "core/expression/rowpart.h"
#include "core/map/layercalibration.h"
#include "tests/core/maplayers.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

using namespace transcope::core;
using namespace transcope::tests;

class TestCalibration : public QObject
{
    Q_OBJECT
private slots:
    // Two genes at four spots. Gene one: deviations (1, 2, 3, 4), sizes of the errors (2, 1, 4, 3): ranks
    // differ by 1 each, so 1 − 6·4 / (4·15) = 0.6. Gene two: (10, 20, 30, 40) and (40, 30, 20, 10): −1.
    void ranksWithinGenesAndOverAll()
    {
        Calibrator calibrator(4, 2);
        calibrator.add(std::vector<float>{1, 2, 3, 4}, std::vector<float>{-2, 1, -4, 3});
        calibrator.add(std::vector<float>{10, 20, 30, 40}, std::vector<float>{40, 30, 20, 10});
        const Calibration found = calibrator.calibration(2);
        QVERIFY(std::abs(found.perGene[0] - 0.6) < 1e-12);
        QVERIFY(std::abs(found.perGene[1] + 1) < 1e-12);
        QVERIFY(std::abs(found.withinGenes.mean + 0.2) < 1e-12);
        // Together ranks 1 … 8 against (2, 1, 4, 3, 8, 7, 6, 5): Σd² = 4·1 + 9 + 1 + 1 + 9 = 24:
        // 1 − 6·24 / (8·63) = 5/7: the levels of the genes alone make it high.
        QVERIFY(std::abs(found.overall - 5.0 / 7) < 1e-12);
        QCOMPARE(found.pairs, std::size_t(8));
        // Bins of four: √((1 + 4 + 9 + 16) / 4) of deviations and of errors; 10 times that.
        QCOMPARE(found.bins.size(), std::size_t(2));
        QVERIFY(std::abs(found.bins[0].deviation - std::sqrt(7.5)) < 1e-6);
        QVERIFY(std::abs(found.bins[0].error - std::sqrt(7.5)) < 1e-6);
        QVERIFY(std::abs(found.bins[1].deviation - std::sqrt(750)) < 1e-5);
        QCOMPARE(found.bins[1].pairs, std::size_t(4));
    }

    void unknownValuesAreLeftOut()
    {
        Calibrator calibrator(3, 2);
        calibrator.add(std::vector<float>{1, NAN, 3}, std::vector<float>{1, 2, NAN});
        calibrator.add(std::vector<float>{2, 2, 2}, std::vector<float>{1, 2, 3});
        const Calibration found = calibrator.calibration(10);
        QVERIFY(std::isnan(found.perGene[0])); // one pair is left
        QVERIFY(std::isnan(found.perGene[1])); // does not vary
        QCOMPARE(found.withinGenes.undefined, std::size_t(2));
        QCOMPARE(found.pairs, std::size_t(4));
        QCOMPARE(found.bins.size(), std::size_t(4)); // no more than there are values
        QCOMPARE(Calibrator(3, 0).calibration(10).bins.size(), std::size_t(0));
    }

    // 20,000 spots of 600 genes are 12 million values: every fourth spot counts.
    void ofVeryManyValuesSomeCount()
    {
        std::vector<float> deviations(20'000), errors(deviations.size());
        for (std::size_t i = 0; i < deviations.size(); ++i) {
            deviations[i] = static_cast<float>(i % 1000);
            errors[i] = 2 * deviations[i];
        }
        Calibrator calibrator(deviations.size(), 600);
        calibrator.add(deviations, errors);
        QCOMPARE(calibrator.calibration(4).pairs, std::size_t(5000));
        QVERIFY(std::abs(calibrator.calibration(4).overall - 1) < 1e-9);
    }

    void aRunsDeviationIsHeldAgainstTheMeasurement()
    {
        const auto measured = layerOf("Measured", LayerKind::Measured, Normalisation::Log1p,
                                      {{"A", {1, 2, 3, 4}}, {"B", {3, 2, 1, 0}}, {"C", {0, 4, 4, 8}}});
        auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::Log1p,
                                 {{"Z", {9, 9, 9, 9}}, {"A", {2, 4, 6, NAN}}});
        auto deviation = layerOf("M2OST: deviation", LayerKind::Derived, Normalisation::Log1p,
                                 {{"Z", {1, 1, 1, 1}}, {"A", {0.5, 0.25, 2, NAN}}});
        predicted.provenance.method = deviation.provenance.method = "m2ost";
        predicted.provenance.views = deviation.provenance.views = 8;
        deviation.provenance.part = partname::Deviation;
        const auto input = inputOf({measured, predicted, deviation}, 1);
        const auto gene = deviationsOf(*input.layers, input.measured, input.predicted, 1);
        QVERIFY(gene.has_value() && gene->has_value());
        QCOMPARE((*gene)->deviations[2], 2.F);
        QCOMPARE((*gene)->errors[2], 3.F); // 6 − 3
        QVERIFY(std::isnan((*gene)->errors[3]));
        const auto all = calibrationOf(*input.layers, input.measured, input.predicted, 10, {});
        QVERIFY(all.has_value() && all->has_value());
        QVERIFY(std::isnan((*all)->perGene[0])); // not measured
        // Deviations (0.5, 0.25, 2), errors (1, 2, 3): ranks (2, 1, 3) and (1, 2, 3): 1 − 6·2 / (3·8) = 0.5.
        QVERIFY(std::abs((*all)->perGene[1] - 0.5) < 1e-12);
        // Without eight views there is nothing to hold against the errors.
        const auto plain = inputOf({measured, predicted}, 1);
        QVERIFY(!calibrationOf(*plain.layers, plain.measured, plain.predicted, 10, {}).value().has_value());
        QVERIFY(!deviationsOf(*plain.layers, plain.measured, plain.predicted, 1).value().has_value());
    }
};

TRANSCOPE_TEST(TestCalibration)
#include "tst_calibration.moc"
