#include "core/map/paintedspots.h"
#include "tests/core/maplayers.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

using namespace transcope::core;
using namespace transcope::tests;

namespace {

constexpr auto Selected = Normalisation::CpmSelected;

/// Four spots, total counts 4, 8, 8, 16; of A and B alone 4 each.
Layer counted()
{
    return layerOf("Measured", LayerKind::Measured, Normalisation::None,
                   {{"A", {1, 2, 0, 4}}, {"B", {3, 2, 4, 0}}, {"C", {0, 4, 4, 12}}});
}

Layer predictedAB(const std::string& name = "M2OST", std::vector<float> a = {1, 2, 3, 4},
                  Normalisation normalisation = Selected)
{
    return layerOf(name, LayerKind::Predicted, normalisation, {{"B", {4, 3, 2, 1}}, {"A", std::move(a)}});
}

Map made(const MapRecipe& recipe, const MapInput& input)
{
    auto map = makeMap(recipe, input);
    if (!map)
        qFatal("%s", map.error().text().c_str());
    return std::move(*map);
}

void compare(const std::vector<float>& actual, const std::vector<double>& expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const bool same =
            std::isnan(expected[i]) ? std::isnan(actual[i]) : std::abs(actual[i] - expected[i]) < 1e-5;
        QVERIFY2(same, qPrintable(QString("%1: %2, expected %3").arg(i).arg(actual[i]).arg(expected[i])));
    }
}

QString text(const std::string& s)
{
    return QString::fromStdString(s);
}

} // namespace

class TestMap : public QObject
{
    Q_OBJECT
private slots:
    void measuredGenesInThePredictionsNormalisation()
    {
        // Denominator: the genes of the prediction that were counted, A and B, 4 at every spot.
        const auto input = inputOf({counted(), predictedAB()}, 0);
        const auto a = made(geneRecipe("A"), input);
        compare(a.values, {std::log1p(1e6 / 4), std::log1p(2e6 / 4), 0, std::log1p(4e6 / 4)});
        QCOMPARE(text(a.label.english()), QString("ln(1 + CPM of the selected genes)"));
        QCOMPARE(text(a.title()), QString("Measured · A"));
        QVERIFY(a.spots == input.painted->spots);
        // C is not predicted: CPM of all genes, of 4, 8, 8 and 16.
        const auto c = made(geneRecipe("C"), input);
        compare(c.values, {0, std::log1p(4e6 / 8), std::log1p(4e6 / 8), std::log1p(12e6 / 16)});
        QVERIFY(c.quantity != a.quantity);
        // With no prediction beside it, A too: 1/4, 2/8, 0, 4/16.
        const double quarter = std::log1p(0.25e6);
        compare(made(geneRecipe("A"), inputOf({counted()}, 0)).values, {quarter, quarter, 0, quarter});
    }

    // Cells about the measured spots and between them; the last is not predicted yet.
    void whatIsInferredBetweenSpotsSaysSo()
    {
        auto cells = *cornerSpots(3, "10um:");
        cells.shape = SpotShape::Cell;
        cells.diameterLevel0Px = 10;
        auto dense = predictedAB("M2OST, dense 50 µm", {1, 2, 3, NAN});
        dense.spots = std::make_shared<const SpotTable>(cells);
        const auto measured = counted();
        const auto input = inputOf({measured, dense}, 1);
        const auto map = made(geneRecipe("A"), input);
        QVERIFY(map.measuredSpots == measured.spots);
        QCOMPARE(text(map.title()), QString("Inferred (M2OST, dense 50 µm) · A"));
        QCOMPARE(text(map.label.english()),
                 QString("ln(1 + CPM of the selected genes), inferred between the spots"));
        QCOMPARE(text(map.quantity), QString("ln(1 + CPM of the selected genes)")); // one range with others
        QCOMPARE(map.weights, (std::vector<std::uint8_t>{255, 255, 255, 0}));
        QVERIFY(paintedSpots(map, scaleOf(map, map.range, ColourMap::Viridis)).outlined == measured.spots);

        auto faded = geneRecipe("A");
        faded.style.threshold = RangeBound{false, 2};
        QCOMPARE(made(faded, input).weights, (std::vector<std::uint8_t>{64, 255, 255, 0}));

        // Neither a prediction of the spots themselves, nor of cells where those were measured, nor without
        // any.
        QVERIFY(!made(geneRecipe("A"), inputOf({counted(), predictedAB()}, 1)).measuredSpots);
        auto measuredCells = counted();
        measuredCells.spots = dense.spots;
        QVERIFY(!made(geneRecipe("A"), inputOf({measuredCells, dense}, 1)).measuredSpots);
        const auto alone = made(geneRecipe("A"), inputOf({dense}, 0));
        QVERIFY(!alone.measuredSpots);
        QCOMPARE(text(alone.where.english()), QString("Predicted (M2OST, dense 50 µm)"));
    }

    void valuesThatAreNoCountsStayAsTheyAre()
    {
        const auto layer =
            layerOf("Measured", LayerKind::Measured, Normalisation::Log1p, {{"A", {0, 1, 2, NAN}}});
        const auto map = made(geneRecipe("A"), inputOf({layer, predictedAB()}, 0));
        compare(map.values, {0, 1, 2, NAN});
        QCOMPARE(text(map.label.english()), QString("ln(1 + count)"));
    }

    void genesByIdFindThePredictionsSymbol()
    {
        auto measured = counted();
        measured.genes[0] = {"A", "ENSG00000000001.7"};
        auto predicted = predictedAB();
        predicted.genes[1] = {"A", "ENSG00000000001"};
        const auto input = inputOf({measured, predicted}, 0);
        QCOMPARE(made(geneRecipe("ENSG00000000001"), input).values, made(geneRecipe("A"), input).values);
    }

    void aMissingGeneIsANotice_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("measured") << int(LayerKind::Measured) << "Z was not measured in this section.";
        QTest::newRow("predicted") << int(LayerKind::Predicted)
                                   << "Z is not among the genes that these weights predict.";
        QTest::newRow("imported") << int(LayerKind::Imported) << "Other does not have Z.";
    }
    void aMissingGeneIsANotice()
    {
        QFETCH(int, kind);
        auto layer = predictedAB("Other");
        layer.kind = static_cast<LayerKind>(kind);
        const auto map = made(geneRecipe("Z"), inputOf({layer}, 0));
        QTEST(text(map.notice.english()), "says");
        compare(map.values, {NAN, NAN, NAN, NAN});
    }

    /// What a run gives besides its prediction is no expression: it has a range and a name of its own, shares
    /// none, and is held against no measurement.
    void partsOfAPrediction()
    {
        const auto partOf = [](const std::string& part, const std::vector<Column>& columns) {
            auto layer = layerOf("M2OST: " + part, LayerKind::Derived, Selected, columns);
            layer.provenance.part = part;
            return layer;
        };
        const auto quantityOf = [](const Layer& layer) {
            return made(geneRecipe("A"), inputOf({layer}, 0)).quantity;
        };
        const std::vector<Column> column = {{"A", {1, 2, 3, 4}}};
        const auto own = quantityOf(layerOf("M2OST", LayerKind::Predicted, Selected, column));
        QCOMPARE(own, std::string("ln(1 + CPM of the selected genes)"));
        QCOMPARE(quantityOf(partOf("sd", column)), "Standard deviation, " + own);
        QCOMPARE(quantityOf(partOf("level_0", column)), "Share of a zoom level, " + own);
        const auto looks =
            made(geneRecipe("DDX5"),
                 inputOf({partOf("looks", {{"focus", {9, 9, 9, 9}}, {"outside", {1, 50, 99, 100}}})}, 0));
        compare(looks.values, {1, 50, 99, 100});
        QCOMPARE(looks.label.english(), std::string("Percentile among the training's spots"));
        QVERIFY(looks.notice.empty());
        const auto input = inputOf({counted(), partOf("sd", column)}, 1);
        const auto compared = input.layers->comparison(input.measured, input.layers->layers().back(), {});
        transcope::test::compareError(compared.error(), ErrorCode::Unsupported, "is no prediction");
    }

    void defaultRangesAndScales()
    {
        // 1, 2, 3, 4: the 1st percentile lies 3 % of the way from 1 to 2, the 99th 3 % below 4.
        const auto input = inputOf({counted(), predictedAB()}, 1);
        const auto map = made(geneRecipe("A"), input);
        QCOMPARE(map.range.low, 1.03);
        QCOMPARE(map.range.high, 3.97);
        const auto range = rangeOf(map, StandardLow, {false, 3});
        QCOMPARE(range.low, 1.03);
        QCOMPARE(range.high, 3.0);
        const auto scale = scaleOf(map, {1, 4}, ColourMap::Grey);
        QVERIFY(scale && scale->map == ColourMap::Grey);
        // Grey of 256 steps: 0, a third (85), two thirds (170), the end.
        QCOMPARE(spotColours(map, scale),
                 (std::vector<Rgb>{{0, 0, 0}, {85, 85, 85}, {170, 170, 170}, {255, 255, 255}}));
        const auto residual = made({MapKind::Difference, {"A"}}, input);
        QCOMPARE(residual.range.low, -residual.range.high);
        QVERIFY(scaleOf(residual, residual.range, ColourMap::Grey)->map == ColourMap::Diverging);
        QVERIFY(scaleOf(residual, residual.range, ColourMap::Grey, ColourMap::Turbo)->map ==
                ColourMap::Turbo);
    }

    void componentsOfKnownAxes()
    {
        // X scatters 8 about its mean 0 and Y 2, at right angles: they are the components, of 80 % and 20 %.
        const auto layer =
            layerOf("M2OST", LayerKind::Predicted, Selected, {{"X", {2, 0, -2, 0}}, {"Y", {0, 1, 0, -1}}});
        const auto first = made({MapKind::PcaFirst}, inputOf({layer}, 0));
        compare(first.values, {2, 0, -2, 0});
        QCOMPARE(text(first.label.english()), QString("First component (80 % of the variance)"));
        QVERIFY(first.quantity.empty()); // of two fits, no common quantity
        const auto rgb = made({MapKind::PcaRgb}, inputOf({layer}, 0));
        QVERIFY(rgb.scale == ScaleKind::OwnColours && rgb.values.empty());
        QVERIFY(!scaleOf(rgb, rgb.range, ColourMap::Viridis));
        // Red as X rises, its ends at 255 and 0; there is no third component, so blue stands in the middle.
        QCOMPARE(rgb.colours[0], (Rgb{255, 128, 128}));
        QCOMPARE(rgb.colours[2], (Rgb{0, 128, 128}));
        QCOMPARE(rgb.legend.size(), std::size_t(2));
        QCOMPARE(text(rgb.legend[1].name), QString("PC 2 (20 %)"));
        QCOMPARE(rgb.legend[1].colour, (Rgb{0, 255, 0}));
    }

    void componentsAreTurnedToTheMeasured()
    {
        // The measured X runs the other way; the sign of each fit by itself makes its largest loading
        // positive.
        const auto measured = layerOf("Measured", LayerKind::Measured, Normalisation::Log1p,
                                      {{"X", {-2, 0, 2, 0}}, {"Y", {0, 1, 0, -1}}});
        const auto predicted =
            layerOf("M2OST", LayerKind::Predicted, Selected, {{"X", {2, 0, -2, 0}}, {"Y", {0, 1, 0, -1}}});
        compare(made({MapKind::PcaFirst}, inputOf({measured, predicted}, 0)).values, {-2, 0, 2, 0});
        compare(made({MapKind::PcaFirst}, inputOf({measured, predicted}, 1)).values, {-2, 0, 2, 0});
    }

    void componentsOfOneSpotAreANotice()
    {
        const auto layer = layerOf("M2OST", LayerKind::Predicted, Selected,
                                   {{"X", {2, NAN, NAN, NAN}}, {"Y", {0, NAN, NAN, NAN}}});
        for (const auto kind : {MapKind::PcaFirst, MapKind::PcaRgb}) {
            const auto map = made({kind}, inputOf({layer}, 0));
            QVERIFY(!map.notice.empty());
            compare(map.values, {NAN, NAN, NAN, NAN});
        }
    }

    void manySpotsArePlacedByAFitOfSome()
    {
        // The axes of componentsOfKnownAxes() again, over and over; every third spot is fitted.
        constexpr int Spots = 50'001;
        SpotTable table;
        Column x{"X", {}}, y{"Y", {}};
        for (int s = 0; s < Spots; ++s) {
            table.spots.push_back({std::to_string(s), {double(s), 0}});
            x.values.push_back(std::array{2.F, 0.F, -2.F, 0.F}[std::size_t(s % 4)]);
            y.values.push_back(std::array{0.F, 1.F, 0.F, -1.F}[std::size_t(s % 4)]);
        }
        x.values[5] = y.values[5] = NAN;
        const auto map =
            made({MapKind::PcaFirst}, inputOf({layerOf("M2OST", LayerKind::Predicted, Selected, {x, y},
                                                       std::make_shared<const SpotTable>(std::move(table)))},
                                              0));
        for (int s = 0; s < Spots; ++s) {
            const auto i = std::size_t(s);
            // The mean of the fitted X is 0 but for the last incomplete round: less than 2 / 10,000.
            QVERIFY(s == 5 ? std::isnan(map.values[i]) : std::abs(map.values[i] - x.values[i]) < 1e-3);
        }
    }

    void scoreIsTheMeanZ()
    {
        // A: mean 2.5, variance (2.25 + 0.25 + 0.25 + 2.25) / 4 = 1.25. D: mean 2, variance (1 + 1 + 1 + 9) /
        // 4 = 3.
        const auto layer = layerOf("M2OST", LayerKind::Predicted, Selected,
                                   {{"A", {1, 2, 3, 4}}, {"C", {7, 7, 7, 7}}, {"D", {1, 1, 1, 5}}});
        const double a = std::sqrt(1.25), d = std::sqrt(3);
        const auto input = inputOf({layer}, 0);
        const auto map = made({MapKind::GeneScore, {"A", "C", "D", "Z"}}, input);
        compare(map.values, {(-1.5 / a - 1 / d) / 2, (-0.5 / a - 1 / d) / 2, (0.5 / a - 1 / d) / 2,
                             (1.5 / a + 3 / d) / 2});
        // C does not vary and Z is not there.
        QCOMPARE(text(map.label.english()), QString("Mean z score of 2 of 4 genes"));
        QVERIFY(map.scale == ScaleKind::Diverging);
        QCOMPARE(text(map.what.english()), QString("Score of 4 genes"));
        QCOMPARE(text(made({MapKind::GeneScore, {"A"}, {}, {}, "Hypoxia"}, input).what.english()),
                 QString("Hypoxia"));
        QVERIFY(!made({MapKind::GeneScore, {"C", "Z"}}, input).notice.empty());
    }

    void blends()
    {
        // From 1.03 to 3.97 (see defaultRangesAndScales): (2 − 1.03) / 2.94 · 255 = 84.1, (3 − 1.03) / 2.94 ·
        // 255 = 170.9.
        const auto layer = layerOf("M2OST", LayerKind::Predicted, Selected,
                                   {{"A", {1, 2, 3, 4}}, {"B", {4, 3, 2, 1}}, {"C", {1, 2, 3, NAN}}});
        const auto input = inputOf({layer}, 0);
        const auto two = made({MapKind::Blend, {"A", "B"}}, input);
        QCOMPARE(two.colours, (std::vector<Rgb>{{0, 255, 0}, {84, 171, 84}, {171, 84, 171}, {255, 0, 255}}));
        QCOMPARE(two.legend, (std::vector<LegendEntry>{{"A", {255, 0, 255}}, {"B", {0, 255, 0}}}));
        const auto three = made({MapKind::Blend, {"A", "B", "C"}}, input);
        QCOMPARE(three.colours[0], (Rgb{0, 255, 0}));
        QCOMPARE(three.colours[2], (Rgb{171, 84, 255})); // C: 3 is its greatest
        QCOMPARE(three.colours[3], MissingColour);
        QCOMPARE(text(three.what.english()), QString("A + B + C"));
        QVERIFY(!made({MapKind::Blend, {"A", "Z"}}, input).notice.empty());
    }

    void residuals()
    {
        const auto input = inputOf({counted(), predictedAB()}, 1);
        const auto map = made({MapKind::Difference, {"A"}}, input);
        compare(map.values, {1 - std::log1p(0.25e6), 2 - std::log1p(0.5e6), 3, 4 - std::log1p(1e6)});
        QCOMPARE(text(map.title()), QString("Predicted (M2OST) · A: M2OST − Measured"));
        QCOMPARE(text(map.label.english()), QString("Difference, ln(1 + CPM of the selected genes)"));
        QCOMPARE(text(made({MapKind::Difference, {"C"}}, input).notice.english()),
                 QString("C is not among the genes that these weights predict."));
        QVERIFY(!made({MapKind::Difference, {"A"}}, inputOf({predictedAB()}, 0)).notice.empty());
    }

    void differencesOfNamedLayers()
    {
        const auto input = inputOf({predictedAB(), predictedAB("ST-Net", {3, 2, 3, 8})}, 0);
        compare(made({MapKind::Difference, {"A"}, {"ST-Net", "M2OST"}}, input).values, {2, 0, 0, 4});
        const auto unknown = makeMap({MapKind::Difference, {"A"}, {"ST-Net", "BLEEP"}}, input);
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::NotFound);
        // Ten times the values in another normalisation have the same z scores.
        const auto scaled =
            inputOf({predictedAB(), predictedAB("Log", {10, 20, 30, 40}, Normalisation::Log1p)}, 0);
        const auto map = made({MapKind::Difference, {"A"}, {"Log", "M2OST"}}, scaled);
        compare(map.values, {0, 0, 0, 0});
        QCOMPARE(text(map.label.english()), QString("Difference of z scores"));
    }

    void disagreement()
    {
        // Of two values the deviation (dividing by 2) is half their distance: |1 − 3|/2, 0, 0, |4 − 8|/2.
        const auto two = inputOf({predictedAB(), predictedAB("ST-Net", {3, 2, 3, 8}), counted()}, 0);
        const auto map = made({MapKind::Disagreement, {"A"}}, two);
        compare(map.values, {1, 0, 0, 2});
        QCOMPARE(text(map.what.english()), QString("A: disagreement of 2 methods"));
        // A spot that only one method knows has none.
        const auto growing = inputOf({predictedAB(), predictedAB("ST-Net", {3, 2, NAN, 8})}, 0);
        compare(made({MapKind::Disagreement, {"A"}}, growing).values, {1, 0, NAN, 2});
        const auto scaled =
            inputOf({predictedAB(), predictedAB("Log", {10, 20, 30, 40}, Normalisation::Log1p)}, 0);
        const auto z = made({MapKind::Disagreement, {"A"}}, scaled);
        compare(z.values, {0, 0, 0, 0});
        QVERIFY(text(z.title()).contains(QString("z scores")));
        QVERIFY(!made({MapKind::Disagreement, {"A"}}, inputOf({predictedAB()}, 0)).notice.empty());
    }

    void correlationPerSpot()
    {
        // Over two genes it is 1 where they rise together, −1 where not, undefined where one does not vary.
        const auto measured = layerOf("Measured", LayerKind::Measured, Normalisation::Log1p,
                                      {{"A", {1, 2, 5, NAN}}, {"B", {2, 1, 6, 1}}});
        const auto predicted =
            layerOf("M2OST", LayerKind::Predicted, Selected, {{"B", {9, 9, 3, 1}}, {"A", {5, 5, 3, 2}}});
        const auto map = made({MapKind::Correlation}, inputOf({measured, predicted}, 1));
        compare(map.values, {1, -1, NAN, NAN});
        QCOMPARE(text(map.label.english()), QString("Correlation over 2 genes"));
        compare(made({MapKind::Correlation}, inputOf({measured, predicted}, 0)).values, {1, -1, NAN, NAN});
        QVERIFY(!made({MapKind::Correlation}, inputOf({predicted}, 0)).notice.empty());
    }

    void observations()
    {
        auto layer = predictedAB();
        layer.observations = std::make_shared<const Observations>(Observations{
            {"total_counts", {10, 20, NAN, 40}, {}, {}}, {"leiden", {}, {1, 0, -1, 1}, {"0", "tumour"}}});
        const auto input = inputOf({layer}, 0);
        const auto numbers = made({MapKind::Observation, {}, {}, "total_counts"}, input);
        compare(numbers.values, {10, 20, NAN, 40});
        QVERIFY(numbers.scale == ScaleKind::Sequential);
        const auto groups = made({MapKind::Observation, {}, {}, "leiden"}, input);
        QVERIFY(groups.scale == ScaleKind::Categorical);
        compare(groups.values, {1, 0, NAN, 1});
        QCOMPARE(groups.legend.size(), std::size_t(2));
        QCOMPARE(text(groups.legend[1].name), QString("tumour"));
        QCOMPARE(spotColours(groups, scaleOf(groups, groups.range, ColourMap::Viridis)),
                 (std::vector<Rgb>{groups.legend[1].colour, groups.legend[0].colour, MissingColour,
                                   groups.legend[1].colour}));
        QVERIFY(!made({MapKind::Observation, {}, {}, "absent"}, input).notice.empty());
        QVERIFY(!made({MapKind::Observation, {}, {}, "leiden"}, inputOf({predictedAB()}, 0)).notice.empty());
    }

    // (1 + 4) / 2 …; where one of the two is not known the other stands alone.
    void aListIsTheMeanOfItsGenes()
    {
        const auto layer = layerOf("X", LayerKind::Predicted, Normalisation::CpmAll,
                                   {{"A", {1, 2, NAN, NAN}}, {"B", {4, 8, 6, NAN}}});
        const MapRecipe recipe{MapKind::GeneMean, {"B", "absent", "A"}, {}, {}, "Markers"};
        const auto map = made(recipe, inputOf({layer}, 0));
        compare(map.values, {2.5F, 5, 6, NAN});
        QCOMPARE(text(map.what.english()), QString("Markers"));
        QVERIFY(text(map.label.english()).startsWith("Mean of 2 of 3 genes, "));
        QVERIFY(!made({MapKind::GeneMean, {"absent"}}, inputOf({layer}, 0)).notice.empty());
    }

    void hiddenCategoriesAreNotDrawn()
    {
        auto layer = predictedAB();
        layer.observations = std::make_shared<const Observations>(
            Observations{{"leiden", {}, {1, 0, -1, 1}, {"0", "tumour"}}});
        MapRecipe recipe{MapKind::Observation, {}, {}, "leiden"};
        QVERIFY(made(recipe, inputOf({layer}, 0)).weights.empty());
        recipe.style.hidden = {"tumour"};
        const auto map = made(recipe, inputOf({layer}, 0));
        QCOMPARE(map.weights, (std::vector<std::uint8_t>{0, 255, 255, 0}));
        QCOMPARE(map.legend.size(), std::size_t(2)); // so that it can be brought back
        const auto drawn = drawnLegend(map);
        QCOMPARE(drawn.size(), std::size_t(1));
        QCOMPARE(text(drawn[0].name), QString("0"));
    }

    // Values 1, 2, 3, 4. The 50th percentile is 2.5.
    void spotsBelowAThresholdAreFaded()
    {
        auto recipe = geneRecipe("A");
        recipe.style.threshold = RangeBound{true, 50};
        const auto input = inputOf({counted(), predictedAB()}, 1);
        const auto map = made(recipe, input);
        QCOMPARE(map.threshold.value_or(0), 2.5);
        QCOMPARE(map.weights, (std::vector<std::uint8_t>{64, 64, 255, 255}));
        recipe.style.threshold = RangeBound{false, 4};
        QCOMPARE(made(recipe, input).weights, (std::vector<std::uint8_t>{64, 64, 64, 255}));
    }

    void aboutZeroTheThresholdIsADistance()
    {
        const auto first = layerOf("X", LayerKind::Predicted, Normalisation::None, {{"A", {5, -5, 1, NAN}}});
        const auto second = layerOf("Y", LayerKind::Imported, Normalisation::None, {{"A", {0, 0, 0, 0}}});
        MapRecipe recipe{MapKind::Difference, {"A"}, {"X", "Y"}};
        recipe.style.threshold = RangeBound{false, 2};
        const auto map = made(recipe, inputOf({first, second}, 0));
        QCOMPARE(map.weights, (std::vector<std::uint8_t>{255, 255, 64, 64}));
    }

    // The least value above 0 is where a logarithmic scale can begin; 10 lies half way from 1 to 100.
    void aLogarithmicScaleHasNoZero()
    {
        const auto layer = layerOf("X", LayerKind::Predicted, Normalisation::None, {{"A", {0, 1, 10, 100}}});
        auto recipe = geneRecipe("A");
        recipe.style.logScale = true;
        const auto map = made(recipe, inputOf({layer}, 0));
        QCOMPARE(map.range.low, 1.0);
        const auto scale = scaleOf(map, {1, 100}, ColourMap::Grey);
        QCOMPARE(spotColours(map, scale),
                 (std::vector<Rgb>{{0, 0, 0}, {0, 0, 0}, {128, 128, 128}, {255, 255, 255}}));
        MapRecipe difference{MapKind::Difference, {"A"}, {"X", "X"}};
        difference.style.logScale = true;
        QVERIFY(!made(difference, inputOf({layer}, 0)).isLog);
    }

    // 0 on the left, 10 on the right, 10 px apart: 5 lies in the middle, from top to bottom.
    void contoursLieBetweenTheValues()
    {
        const auto layer = layerOf("X", LayerKind::Predicted, Normalisation::None, {{"A", {0, 10, 0, 10}}});
        auto recipe = geneRecipe("A");
        recipe.style.contours = 2;
        const auto input = inputOf({layer}, 0);
        const auto contours = made(recipe, input).contours;
        const auto middle = std::ranges::find(contours, 5.0, &ContourLine::level);
        QVERIFY(middle != contours.end());
        double top = 10, bottom = 0;
        for (const auto& point : middle->pointsLevel0Px) {
            QCOMPARE(point.x, 5.0);
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
        }
        QCOMPARE(top, 0.0);
        QCOMPARE(bottom, 10.0);
        QVERIFY(made(geneRecipe("A"), input).contours.empty());
        recipe = {MapKind::PcaRgb};
        recipe.style.contours = 2; // colours have no levels
        QVERIFY(made(recipe, input).contours.empty());
    }

    void manyCategoriesAllDiffer()
    {
        auto layer = predictedAB();
        ObservationColumn column{"cluster", {}, {0, 0, 0, 0}, {}};
        for (int c = 0; c < 40; ++c)
            column.categories.push_back(std::to_string(c));
        layer.observations = std::make_shared<const Observations>(Observations{column});
        const auto legend = made({MapKind::Observation, {}, {}, "cluster"}, inputOf({layer}, 0)).legend;
        for (std::size_t a = 0; a < legend.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY2(legend[a].colour != legend[b].colour,
                         qPrintable(QString("%1 and %2").arg(a).arg(b)));
    }

    void padded()
    {
        auto layer = predictedAB();
        layer.padded = {0, 1, 0, 0};
        const auto map = made({MapKind::Padded}, inputOf({layer}, 0));
        compare(map.values, {0, 1, 0, 0});
        QCOMPARE(map.colours[1], map.legend[1].colour);
        QVERIFY(!made({MapKind::Padded}, inputOf({predictedAB()}, 0)).notice.empty());
    }

    void otherSpotsAreMatchedByIdOrPlace()
    {
        // 4 px aside, less than half of the pitch of 10: the same spots. 6 px aside a's neighbour b is the
        // nearer, 4 px away, b has none, and a's name does not count so far off.
        const std::vector<Column> columns{{"A", {3, 2, 3, 8}}, {"B", {4, 3, 2, 1}}};
        const auto at = [&](double shift, const std::string& prefix) {
            return inputOf({predictedAB(), layerOf("ST-Net", LayerKind::Predicted, Selected, columns,
                                                   cornerSpots(shift, prefix))},
                           0);
        };
        const MapRecipe difference{MapKind::Difference, {"A"}, {"ST-Net", "M2OST"}};
        compare(made(difference, at(4, "other ")).values, {2, 0, 0, 4});
        compare(made(difference, at(4, "")).values, {2, 0, 0, 4});
        compare(made(difference, at(6, "")).values, {NAN, 3 - 2., NAN, 3 - 4.});
    }

    void whatIsDearIsMadeOnce()
    {
        auto measured = counted();
        const auto watched = std::make_shared<WatchedExpression>(measured.values);
        measured.values = watched;
        const auto rows =
            std::make_shared<DenseExpression>(matrixOf({{"B", {4, 3, 2, 1}}, {"A", {1, 2, 3, NAN}}}));
        auto predicted = predictedAB();
        predicted.values = rows;
        const auto input = inputOf({measured, predicted}, 1);
        const auto before = made({MapKind::PcaFirst}, input);
        QVERIFY(std::isnan(before.values[3]));
        const int reads = watched->reads;
        rows->write(std::array{3}, std::array{1.F, 4.F});
        QCOMPARE(made({MapKind::PcaRgb}, input).colours[3], MissingColour);
        input.layers->forget(input.predicted.get());
        QVERIFY(!std::isnan(made({MapKind::PcaFirst}, input).values[3]));
        QCOMPARE(watched->reads, reads); // the measured were fitted once
    }

    void stops_data()
    {
        QTest::addColumn<MapRecipe>("recipe");
        std::vector<std::string> genes;
        for (int g = 0; g < 50; ++g)
            genes.push_back("G" + std::to_string(g));
        QTest::newRow("score") << MapRecipe{MapKind::GeneScore, genes};
        QTest::newRow("first component") << MapRecipe{MapKind::PcaFirst};
        QTest::newRow("components") << MapRecipe{MapKind::PcaRgb};
        QTest::newRow("correlation") << MapRecipe{MapKind::Correlation};
    }
    void stops()
    {
        QFETCH(MapRecipe, recipe);
        std::vector<Column> columns;
        for (int g = 0; g < 50; ++g)
            columns.push_back({"G" + std::to_string(g), {float(g), 1, 2, float(g % 3)}});
        const auto measured = layerOf("Measured", LayerKind::Measured, Normalisation::None, columns);
        auto predicted = layerOf("M2OST", LayerKind::Predicted, Selected, columns);
        const auto watched = std::make_shared<WatchedExpression>(predicted.values, 5);
        predicted.values = watched;
        const auto map = makeMap(recipe, inputOf({measured, predicted}, 1), watched->stop.get_token());
        QVERIFY(!map);
        QCOMPARE(map.error().code, ErrorCode::Cancelled);
        QCOMPARE(watched->reads, 5);
    }

    void everyKindObeysAStopThatCameBefore()
    {
        std::stop_source stop;
        stop.request_stop();
        auto layer = predictedAB();
        layer.padded = {0, 0, 0, 0};
        layer.observations = std::make_shared<const Observations>(Observations{{"n", {1, 2, 3, 4}, {}, {}}});
        const auto input = inputOf({layer, counted(), predictedAB("ST-Net")}, 0);
        for (const auto& recipe :
             {geneRecipe("A"), MapRecipe{MapKind::PcaFirst}, MapRecipe{MapKind::PcaRgb},
              MapRecipe{MapKind::GeneScore, {"A"}}, MapRecipe{MapKind::Blend, {"A", "B"}},
              MapRecipe{MapKind::Difference, {"A"}}, MapRecipe{MapKind::Disagreement, {"A"}},
              MapRecipe{MapKind::Correlation}, MapRecipe{MapKind::Observation, {}, {}, "n"},
              MapRecipe{MapKind::Padded}}) {
            QVERIFY2(makeMap(recipe, input).has_value(), recipeKey(recipe).c_str());
            const auto map = makeMap(recipe, input, stop.get_token());
            QVERIFY2(!map && map.error().code == ErrorCode::Cancelled, recipeKey(recipe).c_str());
        }
    }

    void aLayerWithoutGenesHasNotices()
    {
        Layer layer;
        layer.name = "M2OST";
        layer.kind = LayerKind::Predicted;
        layer.spots = cornerSpots();
        layer.values = denseExpression(ExpressionMatrix(4, 0));
        const auto input = inputOf({counted(), layer}, 1);
        for (const auto& recipe :
             {geneRecipe("A"), MapRecipe{MapKind::PcaFirst}, MapRecipe{MapKind::PcaRgb},
              MapRecipe{MapKind::GeneScore, {"A"}}, MapRecipe{MapKind::Blend, {"A", "B"}},
              MapRecipe{MapKind::Difference, {"A"}}, MapRecipe{MapKind::Disagreement, {"A"}},
              MapRecipe{MapKind::Correlation}})
            QVERIFY2(!made(recipe, input).notice.empty(), recipeKey(recipe).c_str());
        QVERIFY(made(geneRecipe("C"), inputOf({counted(), layer}, 0)).notice.empty());
    }

    void wrongRecipesAreErrors()
    {
        const auto map = makeMap({MapKind::Gene}, inputOf({predictedAB()}, 0));
        QVERIFY(!map);
        QCOMPARE(map.error().code, ErrorCode::InvalidArgument);
    }

    void phrasesAreFilledIn()
    {
        QCOMPARE(text(Phrase{"%2 of %1, 5 %"}.with({"ten", "two"}).english()), QString("two of ten, 5 %"));
        QCOMPARE(text(Phrase{"%1"}.with({"%2"}).english()), QString("%2"));
    }
};

TRANSCOPE_TEST(TestMap)
#include "tst_map.moc"
