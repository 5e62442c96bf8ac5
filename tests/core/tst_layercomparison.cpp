#include "core/map/layerscores.h"
#include "core/map/spotprofile.h"
#include "tests/core/maplayers.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

using namespace transcope::core;
using namespace transcope::tests;

namespace {

Layer measured()
{
    return layerOf("Measured", LayerKind::Measured, Normalisation::Log1p,
                   {{"A", {1, 2, 3, 4}}, {"B", {3, 2, 1, 0}}, {"C", {0, 4, 4, 8}}});
}

std::shared_ptr<const LayerComparison> compared(const MapInput& input)
{
    auto comparison = input.layers->comparison(input.measured, input.predicted, {});
    if (!comparison)
        qFatal("%s", comparison.error().text().c_str());
    return *comparison;
}

} // namespace

class TestLayerComparison : public QObject
{
    Q_OBJECT
private slots:
    void scoresAreThoseOfTheMatrices()
    {
        // In the order of the predicted genes, of which D was not measured; the last spot is not predicted
        // yet.
        const auto predicted = layerOf(
            "M2OST", LayerKind::Predicted, Normalisation::Log1p,
            {{"C", {1, 3, 5, NAN}}, {"D", {9, 9, 8, NAN}}, {"A", {1, 1, 3, NAN}}, {"B", {2, 2, 2, NAN}}});
        const auto comparison = compared(inputOf({measured(), predicted}, 1));
        QCOMPARE(comparison->measuredColumn, (std::vector<int>{2, -1, 0, 1}));
        QCOMPARE(comparison->sharedGenes, std::size_t(3));
        QCOMPARE(comparison->sharedSpots, std::size_t(4));
        // Spot a: measured (0, 1, 3), predicted (1, 1, 2): about their means 4/3 and 4/3
        // Σ(x−x̄)(y−ȳ) = 4/9 + 1/9 + 10/9 = 5/3, Σ(x−x̄)² = 42/9, Σ(y−ȳ)² = 2/3: 5/3 / √(28/9) = 0.944911.
        QVERIFY(std::abs(comparison->scores.pccSpot[0] - 5. / 3 / std::sqrt(28. / 9)) < 1e-12);
        QVERIFY(std::abs(comparison->scores.rmseSpot[0] - std::sqrt((1. + 0 + 1) / 3)) < 1e-12);
        QVERIFY(std::isnan(comparison->scores.pccSpot[3]));
        // A over three spots: (1, 2, 3) and (1, 1, 3): Σ = 2, Σ² = 2 and 8/3: 2 / √(16/3) = 0.866025.
        QVERIFY(std::abs(comparison->scores.pccGene[2] - 2 / std::sqrt(16. / 3)) < 1e-12);
        QVERIFY(std::isnan(comparison->scores.pccGene[1])); // not measured
        QVERIFY(std::isnan(comparison->scores.pccGene[3])); // does not vary
        // The section's mean profile (C, A, B) is (4, 2.5, 1.5), of all measured spots. With (0, 1, 3) at
        // spot a: means 8/3 and 4/3, Σ = 16/9·… computed as −4/3·4/3 + 1/6·1/3 − 7/6·5/3 = −3.666667, over
        // √(42/9 · 19/6).
        const double sum =
            (4 - 8. / 3) * (0 - 4. / 3) + (2.5 - 8. / 3) * (1 - 4. / 3) + (1.5 - 8. / 3) * (3 - 4. / 3);
        QVERIFY(std::abs(comparison->meanPccSpot[0] - sum / std::sqrt(42. / 9 * 19. / 6)) < 1e-6);
        QVERIFY(std::isnan(comparison->meanPccSpot[3])); // only where the method is scored too
        // (4, 2.5, 1.5) against (0, 1, 3): squares 16, 2.25 and 2.25.
        QVERIFY(std::abs(comparison->meanRmseSpot[0] - std::sqrt(20.5 / 3)) < 1e-6);
        QVERIFY(std::isnan(comparison->meanRmseSpot[3]));
        QCOMPARE(comparison->depthPccGene.size(), std::size_t(4));
        QVERIFY(std::isnan(comparison->depthPccGene[2])); // no counts, no depth
    }

    /// What the spots' own counts tell of a gene, at the spots that are predicted.
    void depthAlone()
    {
        auto counts = measured();
        counts.provenance.normalisation = Normalisation::None;
        const auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::Log1p,
                                       {{"A", {1, 1, 3, NAN}}, {"D", {9, 9, 8, NAN}}});
        const auto comparison = compared(inputOf({counts, predicted}, 1));
        // Counts 4, 8, 8 and 12 in all: the correlation of ln 5, 9, 9 with ln 2, 3, 4.
        QVERIFY(std::abs(comparison->depthPccGene[0] - 0.9107063224764962) < 1e-6);
        QVERIFY(std::isnan(comparison->depthPccGene[1])); // not measured
    }

    void scoresForPlotsAndTables()
    {
        LayerComparison comparison;
        comparison.scores.pccSpot = {0.5, 0.7, NAN, 0.9};
        comparison.scores.rmseSpot = {1, 1, NAN, 1};
        comparison.scores.pccGene = {0.25};
        comparison.depthPccGene = {0.75};
        comparison.meanPccSpot = {0.1, 0.5, NAN, 0.6};
        comparison.meanRmseSpot = {2, 2, NAN, 2};
        const auto scores = layerScores(comparison);
        const auto& spots = scores.of(ScoreKind::PccSpot);
        QVERIFY(std::abs(spots.own.mean - 0.7) < 1e-12);
        QCOMPARE(spots.own.box.count, std::size_t(3));
        QCOMPARE(spots.own.undefined, std::size_t(1));
        QVERIFY(std::abs(spots.noImage.box.median - 0.5) < 1e-12);
        // Differences 0.4, 0.2, 0.3: mean 0.3, deviation 0.1; t = 0.3 / (0.1 / √3) = 5.196 with 2 degrees of
        // freedom, for which p = 1 − t / √(2 + t²).
        QVERIFY(std::abs(spots.againstNoImage.t - 3 * std::sqrt(3.0)) < 1e-9);
        QVERIFY(std::abs(spots.againstNoImage.p - (1 - std::sqrt(27. / 29))) < 1e-9);
        QCOMPARE(scores.of(ScoreKind::PccGene).own.box.median, 0.25);
        QCOMPARE(scores.of(ScoreKind::PccGene).noImage.box.median, 0.75);
        auto layer = std::make_shared<Layer>(measured());
        layer->name = "With, comma";
        layer->genes.resize(1);
        QCOMPARE(QString::fromStdString(scoresCsv({{layer, std::make_shared<LayerComparison>(comparison)}})),
                 QString("layer,of,name,correlation,rmse,correlation_no_image,rmse_no_image\n"
                         "\"With, comma\",spot,a,0.5,1,0.1,2\n"
                         "\"With, comma\",spot,b,0.7,1,0.5,2\n"
                         "\"With, comma\",spot,c,,,,\n"
                         "\"With, comma\",spot,d,0.9,1,0.6,2\n"
                         "\"With, comma\",gene,A,0.25,,0.75,\n"));
    }

    /// Spots that meet, genes of one name, in whatever order either layer has them.
    void layersAreHeldAgainstEachOther()
    {
        LayerSet layers;
        const auto of = [&](const Layer& layer, const LayerComparison& comparison) {
            const ScoredLayer scored{std::make_shared<const Layer>(layer),
                                     std::make_shared<const LayerComparison>(comparison)};
            layers.add(scored.layer, false);
            return scored;
        };
        LayerComparison own, other;
        own.scores.pccSpot = {0.5, 0.7, NAN, 0.9};
        own.scores.pccGene = {0.5, 0.25};
        other.scores.pccSpot = {0.4, 0, 0.5, 0};
        other.scores.pccGene = {0.2, 0.3};
        const auto a = of(layerOf("A", LayerKind::Predicted, Normalisation::Log1p,
                                  {{"X", {0, 0, 0, 0}}, {"Y", {0, 0, 0, 0}}}),
                          own);
        const auto b = of(layerOf("B", LayerKind::Predicted, Normalisation::Log1p,
                                  {{"Y", {0, 0, 0, 0}}, {"X", {0, 0, 0, 0}}}, cornerSpots(6, "grid ")),
                          other);
        // b's spots lie 6 px to the right: its a meets b (0.7 − 0.4), its c meets d (0.9 − 0.5).
        const auto spots = compareScores(a, b, ScoreKind::PccSpot, layers);
        QCOMPARE(spots.pairs, std::size_t(2));
        QVERIFY(std::abs(spots.meanDifference - 0.35) < 1e-12);
        // X: 0.5 − 0.3, Y: 0.25 − 0.2.
        const auto genes = compareScores(a, b, ScoreKind::PccGene, layers);
        QCOMPARE(genes.pairs, std::size_t(2));
        QVERIFY(std::abs(genes.meanDifference - 0.125) < 1e-12);
        QVERIFY(std::isnan(compareScores(a, a, ScoreKind::PccSpot, layers).p)); // equal everywhere
    }

    void anotherGridIsComparedWhereItMeetsTheSpots()
    {
        // Shifted by 6 px: the grid's a (6, 0) is 4 px from the measured b, its c from d; b and d meet
        // nothing.
        const auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::Log1p,
                                       {{"A", {5, 5, 5, 5}}, {"B", {6, 6, 1, 6}}}, cornerSpots(6, "grid "));
        const auto comparison = compared(inputOf({measured(), predicted}, 1));
        QCOMPARE(comparison->sharedSpots, std::size_t(2));
        QVERIFY(std::isnan(comparison->scores.pccSpot[1]));
        // At c: measured d (4, 0), predicted (5, 1).
        QVERIFY(std::abs(comparison->scores.pccSpot[2] - 1) < 1e-12);
    }

    // numpy: A as ln(1 + CPM of A and B) against (8, 3, 1, 5), given ln(1 + (4, 8, 8, 16)).
    void whatDepthDoesNotExplain()
    {
        const auto counts = layerOf("Measured", LayerKind::Measured, Normalisation::None,
                                    {{"A", {1, 2, 0, 4}}, {"B", {3, 2, 4, 0}}, {"C", {0, 4, 4, 12}}});
        const auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::CpmSelected,
                                       {{"B", {9, 2, NAN, 1}}, {"A", {8, 3, 1, 5}}, {"Z", {1, 2, 3, 4}}});
        const auto comparison = compared(inputOf({counts, predicted}, 1));
        const auto& beyond = comparison->scores.pccGeneBeyondDepth;
        QCOMPARE(beyond.size(), std::size_t(3));
        QVERIFY2(std::abs(beyond[1] - 0.792091666767252) < 1e-6,
                 qPrintable(QString::number(beyond[1], 'g', 15)));
        QVERIFY(std::isnan(beyond[2])); // not measured
        // Values that are no counts tell no depth.
        const auto unknown = compared(inputOf({measured(), predicted}, 1));
        QVERIFY(!std::isnan(unknown->scores.pccGene[1]) && std::isnan(unknown->scores.pccGeneBeyondDepth[1]));
    }

    void profilesOfASpot()
    {
        const auto counts = layerOf("Measured", LayerKind::Measured, Normalisation::None,
                                    {{"A", {1, 2, 0, 4}}, {"B", {3, 2, 4, 0}}, {"C", {0, 4, 4, 12}}});
        const auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::CpmSelected,
                                       {{"B", {9, 2, NAN, 1}}, {"Z", {1, 1, NAN, 1}}, {"A", {8, 3, NAN, 5}}});
        const auto input = inputOf({counts, predicted}, 1);
        const auto at = spotProfile(input, 0);
        QVERIFY(at.has_value());
        QCOMPARE(at->genes, (std::vector<std::string>{"B", "Z", "A"}));
        QCOMPARE(at->predicted, (std::vector<float>{9, 1, 8}));
        // A and B have 4 counts here: log1p of 3/4 and 1/4 of a million.
        const double b = std::log1p(0.75e6), a = std::log1p(0.25e6);
        QVERIFY(std::abs(at->measured[0] - b) < 1e-5 && std::abs(at->measured[2] - a) < 1e-5);
        QVERIFY(std::isnan(at->measured[1]));
        QCOMPARE(at->pcc, 1.0); // two genes, both higher in B
        QVERIFY(std::abs(at->rmse - std::sqrt((std::pow(9 - b, 2) + std::pow(8 - a, 2)) / 2)) < 1e-5);
        QVERIFY(at->isPredicted);
        QVERIFY(!spotProfile(input, 2)->isPredicted);
        QVERIFY(at->normalisation == Normalisation::CpmSelected);
        // The same spot from the measured side, and with no prediction: all genes, 4 counts.
        QCOMPARE(spotProfile(inputOf({counts, predicted}, 0), 0)->predicted, at->predicted);
        const auto alone = spotProfile(inputOf({counts}, 0), 0);
        QCOMPARE(alone->genes.size(), std::size_t(3));
        QVERIFY(std::abs(alone->measured[1] - std::log1p(0.75e6)) < 1e-5);
        QVERIFY(std::isnan(alone->pcc) && std::isnan(alone->rmse));
    }

    void theMeasurementAsItIsComparedCanBeTakenAlong()
    {
        const auto counts = layerOf("Measured", LayerKind::Measured, Normalisation::None,
                                    {{"A", {1, 2, 0, 4}}, {"B", {3, 2, 4, 0}}, {"C", {0, 4, 4, 12}}});
        const auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::CpmSelected,
                                       {{"Z", {1, 1, 1, 1}}, {"A", {8, 3, 1, 5}}}, cornerSpots(6, "grid "));
        const auto input = inputOf({counts, predicted}, 1);
        const auto alike = measuredAlike(*input.layers, input.measured, input.predicted);
        QVERIFY(alike.has_value());
        QCOMPARE(alike->genes, (GeneList{{"A", ""}}));
        QVERIFY(alike->spots == input.predicted->spots);
        QVERIFY(alike->provenance.normalisation == Normalisation::CpmSelected);
        // The grid's a and c lie at the measured b and d. Of A alone, every count is all there is:
        // log1p(1e6).
        const auto values = *alike->values->gene(0);
        QVERIFY(std::abs(values[0] - std::log1p(1e6)) < 1e-5 && std::abs(values[2] - std::log1p(1e6)) < 1e-5);
        QVERIFY(std::isnan(values[1]) && std::isnan(values[3]));
    }

    void newRowsAreSeenAfterForgetting()
    {
        const auto rows = std::make_shared<DenseExpression>(
            matrixOf({{"A", {1, NAN, NAN, NAN}}, {"B", {2, NAN, NAN, NAN}}}));
        auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::Log1p,
                                 {{"A", {1, 1, 1, 1}}, {"B", {1, 1, 1, 1}}});
        predicted.values = rows;
        const auto input = inputOf({measured(), predicted}, 1);
        const auto before = compared(input);
        QCOMPARE(compared(input), before);
        rows->write(std::array{1, 2}, std::array{5.F, 1.F, 3.F, 9.F});
        input.layers->forget(input.predicted.get());
        // c: measured (3, 1), predicted (3, 9).
        QCOMPARE(compared(input)->scores.pccSpot[2], -1.0);
        QVERIFY(std::isnan(before->scores.pccSpot[2])); // who holds the old one keeps it
    }

    void stops()
    {
        auto predicted = layerOf("M2OST", LayerKind::Predicted, Normalisation::Log1p,
                                 {{"A", {1, 2, 3, 4}}, {"B", {4, 3, 2, 1}}, {"C", {1, 3, 2, 4}}});
        const auto watched = std::make_shared<WatchedExpression>(predicted.values, 2);
        predicted.values = watched;
        const auto input = inputOf({measured(), predicted}, 1);
        const auto comparison =
            input.layers->comparison(input.measured, input.predicted, watched->stop.get_token());
        QVERIFY(!comparison);
        QCOMPARE(comparison.error().code, ErrorCode::Cancelled);
        QCOMPARE(watched->reads, 2);
        QVERIFY(input.layers->comparison(input.measured, input.predicted, {})
                    .has_value()); // a failure is not kept
    }
};

TRANSCOPE_TEST(TestLayerComparison)
#include "tst_layercomparison.moc"
